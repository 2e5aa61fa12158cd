"""A folder or a zip that may come from anywhere: named files, read within limits."""

import io
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from zhiheng.model.finding import Text, harmless

MAX_BYTES = 1 << 30
"""Bytes of all files together, unpacked."""
MAX_RATIO = 200
"""How many times larger a file may unpack; entries, full of hashes, reach about 10."""
SMALL = 1 << 20
"""Bytes below which the ratio does not matter."""


class BundleError(ValueError):
    """The bundle cannot be read at all, or not safely. `message` says why."""

    def __init__(self, zh: str, en: str) -> None:
        self.message = Text(harmless(zh), harmless(en))
        super().__init__(f"{self.message.zh} / {self.message.en}")


@dataclass(frozen=True, slots=True)
class Container:
    """names: paths with `/` below the root; read: the bytes of one. Raises BundleError."""

    names: frozenset[str]
    read: Callable[[str], bytes]


def open_container(path: Path, known: Callable[[str], bool]) -> Container:
    """Open a folder or zip; `known` says which names belong there. Raises BundleError."""
    try:
        return _folder(path, known) if path.is_dir() else _zip(path, known)
    except (OSError, zipfile.BadZipFile, NotImplementedError) as fault:
        raise BundleError(f"无法读取：{fault}", f"cannot be read: {fault}") from fault


def _folder(root: Path, known: Callable[[str], bool]) -> Container:
    """Other files may lie at the top of a folder (notes, say); they are not looked at."""
    sizes: dict[str, int] = {}
    for path in [*root.iterdir(), *_inside(root / "documents")]:
        name = path.relative_to(root).as_posix()
        if name == "documents" or (path.parent == root and not known(name)):
            continue
        status = path.lstat()
        if not known(name) or not stat.S_ISREG(status.st_mode):
            raise _unsafe(name)
        sizes[name] = status.st_size
    _check_total(sizes.values())
    return Container(frozenset(sizes), lambda name: _read_file(root / name))


def _inside(folder: Path) -> Iterable[Path]:
    if folder.is_symlink():
        raise _unsafe(folder.name)
    return folder.iterdir() if folder.is_dir() else ()


def _read_file(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        raise BundleError(f"无法读取：{fault}", f"cannot be read: {fault}") from fault


def _zip(path: Path, known: Callable[[str], bool]) -> Container:
    # Read once: what was checked is what is used, and no file stays open.
    _check_total([path.stat().st_size])
    archive = zipfile.ZipFile(io.BytesIO(path.read_bytes()))
    found: dict[str, zipfile.ZipInfo] = {}
    for info in archive.infolist():
        if info.filename == "documents/":
            continue
        _check_member(info, known)
        if info.filename in found:
            raise BundleError(
                f"压缩包内 {info.filename} 重复", f"{info.filename} stands twice in the zip"
            )
        found[info.filename] = info
    _check_total(info.file_size for info in found.values())

    def read(name: str) -> bytes:
        try:
            return archive.read(found[name])
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as fault:
            raise BundleError(f"{name} 损坏：{fault}", f"{name} is damaged: {fault}") from fault

    return Container(frozenset(found), read)


def _check_member(info: zipfile.ZipInfo, known: Callable[[str], bool]) -> None:
    kind = stat.S_IFMT(info.external_attr >> 16)
    encrypted = info.flag_bits & 1
    # orig_filename: zipfile cuts a name at a NUL byte.
    if not known(info.orig_filename) or kind not in {0, stat.S_IFREG} or encrypted:
        raise _unsafe(info.orig_filename)
    if info.file_size > SMALL and info.file_size > MAX_RATIO * info.compress_size:
        raise BundleError(
            f"{info.filename} 的压缩比超过 {MAX_RATIO}",
            f"{info.filename} unpacks to more than {MAX_RATIO} times its size",
        )


def _check_total(sizes: Iterable[int]) -> None:
    total = sum(sizes)
    if total > MAX_BYTES:
        raise BundleError(
            f"共 {total} 字节，最多 {MAX_BYTES}", f"{total} bytes, at most {MAX_BYTES} are read"
        )


def _unsafe(name: str) -> BundleError:
    shown = ascii(name)[:200]
    return BundleError(
        f"包内不应有 {shown}（只收普通文件）",
        f"{shown} does not belong in a bundle (plain files of known names only)",
    )
