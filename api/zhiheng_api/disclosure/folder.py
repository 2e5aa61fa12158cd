"""Write the site into a folder, and take out of it what is no longer public."""

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

MANIFEST = "manifest.json"
"""Lists the files with their digests; a folder without one that is not empty is not ours."""


class NotOurFolderError(ValueError):
    """The folder holds something that this program has not written."""


def must_be_ours(folder: Path) -> None:
    """Prevents writing over, and deleting from, a folder of something else."""
    if folder.exists() and any(folder.iterdir()) and not (folder / MANIFEST).is_file():
        raise NotOurFolderError(str(folder))


def write(folder: Path, files: Mapping[str, bytes]) -> tuple[str, ...]:
    """Write all files; returns those taken out. Raises NotOurFolderError, OSError.

    Pages come first and the manifest last: a run that broke off leaves the old manifest, by which
    the next one still knows what to take out.
    """
    must_be_ours(folder)
    gone = tuple(sorted(_listed(folder) - set(files)))
    for path, body in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = target.with_name(f"{target.name}.new")
        beside.write_bytes(body)
        beside.replace(target)
    for path in gone:
        (folder / path).unlink(missing_ok=True)
    listed = {path: sha256(body).hexdigest() for path, body in sorted(files.items())}
    (folder / MANIFEST).write_text(json.dumps(listed, indent=1) + "\n", encoding="utf-8")
    return gone


def _listed(folder: Path) -> set[str]:
    manifest = folder / MANIFEST
    if not manifest.is_file():
        return set()
    try:
        found = json.loads(manifest.read_bytes())
    except ValueError as error:
        raise NotOurFolderError(str(folder)) from error
    if not isinstance(found, dict) or not all(map(_inside, found)):
        raise NotOurFolderError(str(folder))
    return set(found)


def _inside(path: str) -> bool:
    """Prevents that a manifest of another's hand has us delete elsewhere."""
    parts = Path(path).parts
    return bool(parts) and not Path(path).is_absolute() and ".." not in parts
