"""Write named files into a new folder, or into a zip that is the same each time."""

import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip can hold: the same files give the same zip."""

Parts = Iterable[bytes]


def pack(
    path: Path, files: Iterable[tuple[str, Parts]], documents: Iterable[tuple[str, bytes]]
) -> None:
    """Write the files in order, then the documents, each once however often it is given."""
    if path.suffix == ".zip":
        _pack_zip(path, files, documents)
    else:
        _pack_folder(path, files, documents)


def _pack_folder(
    root: Path, files: Iterable[tuple[str, Parts]], documents: Iterable[tuple[str, bytes]]
) -> None:
    root.mkdir(parents=True, exist_ok=True)
    if any(root.iterdir()):
        raise FileExistsError(f"{root} is not empty")
    (root / "documents").mkdir()
    for name, parts in files:
        with (root / name).open("wb") as out:
            out.writelines(parts)
    for name, content in _once(documents):
        (root / name).write_bytes(content)


def _pack_zip(
    path: Path, files: Iterable[tuple[str, Parts]], documents: Iterable[tuple[str, bytes]]
) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for name, parts in files:
            with archive.open(_member(name, zipfile.ZIP_DEFLATED), "w") as out:
                for part in parts:
                    out.write(part)
        # Stored, not packed: scans are packed already, and no document looks like a bomb.
        for name, content in sorted(_once(documents)):
            archive.writestr(_member(name, zipfile.ZIP_STORED), content)


def _member(name: str, method: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.create_system = 3
    info.external_attr = 0o100644 << 16
    info.compress_type = method
    return info


def _once(documents: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    seen: set[str] = set()
    for name, content in documents:
        if name not in seen:
            seen.add(name)
            yield name, content
