"""Papers by digest, in a folder. Made durable before the transaction that names them."""

import hashlib
import os
import secrets
from pathlib import Path

from zhiheng.errors import NotVisible
from zhiheng.model.ids import Digest


class DocumentStore:
    """A content-addressed folder: `ab/cdef…`, written once, never changed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def put(self, content: bytes) -> Digest:
        """Store and fsync; a second time is no work. Returns the SHA-256."""
        digest = Digest(hashlib.sha256(content).hexdigest())
        path = self._path(digest)
        if path.exists():
            return digest
        path.parent.mkdir(exist_ok=True)
        partial = path.with_name(f".{secrets.token_hex(8)}")
        try:
            with partial.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            partial.replace(path)
        finally:
            partial.unlink(missing_ok=True)
        _sync(path.parent)
        _sync(self._folder)
        return digest

    def get(self, digest: str) -> bytes:
        """The content. Raises NotVisible when it was never stored here."""
        path = self._path(digest)
        if not path.is_file():
            raise NotVisible("no-such-document")
        return path.read_bytes()

    def remove(self, digest: str) -> None:
        """Take a content away; written over first, where the file system lets that help."""
        path = self._path(digest)
        if not path.is_file():
            return
        with path.open("r+b") as file:
            file.write(bytes(path.stat().st_size))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
        _sync(path.parent)

    def has(self, digest: str) -> bool:
        """Whether the content is here."""
        return self._path(digest).is_file()

    def _path(self, digest: str) -> Path:
        if len(digest) != 64 or not set(digest) <= set("0123456789abcdef"):  # noqa: PLR2004 - SHA-256 in hex
            raise NotVisible("no-such-document")
        return self._folder / digest[:2] / digest[2:]


def _sync(folder: Path) -> None:
    """Make a new name durable: the file's own fsync does not cover its folder."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
