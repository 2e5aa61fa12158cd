"""bpmn-js, fetched once through npm into the virtual environment; nothing of it is shipped.

Its licence asks that its mark stays on every page that shows it, so pages of ours do not.
"""

import hashlib
import shutil
import subprocess
import sys
import tarfile
from base64 import b64encode
from pathlib import Path

VERSION = "18.31.1"
_DIGEST = "Hc7LzrgwfcBRUAdI/380Q2v1MJ115atGEVGadawLfDbHdo+r+IkmNj8fuYPFmWglUYt1KYIaC46OeX16HGTKQw=="
"""SHA-512 of the package."""


def modeller() -> Path | None:
    """The folder with its files; None on a machine without npm."""
    folder = Path(sys.prefix) / f"bpmn-js-{VERSION}"
    npm = shutil.which("npm")
    if not folder.is_dir() and npm is not None:
        _fetch(npm, folder)
    return folder / "package" / "dist" if folder.is_dir() else None


def _fetch(npm: str, folder: Path) -> None:
    packed = Path(sys.prefix) / f"bpmn-js-{VERSION}.tgz"
    subprocess.run(  # noqa: S603 - npm of this machine, one pinned package
        [npm, "pack", "--silent", f"bpmn-js@{VERSION}"], cwd=sys.prefix, check=True, timeout=120
    )
    digest = hashlib.sha512(packed.read_bytes()).digest()
    assert b64encode(digest).decode() == _DIGEST, "not the package that was pinned"
    with tarfile.open(packed) as archive:
        archive.extractall(folder, filter="data")
    packed.unlink()
