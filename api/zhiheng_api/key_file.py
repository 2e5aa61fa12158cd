"""The file of the sealing key: made once, readable by its owner alone."""

import os
from pathlib import Path

from zhiheng.audit.note import NoteError
from zhiheng.audit.suites import ED25519_SUITE, SealKey, new_key_line, read_keys

_OTHERS = 0o077


def add_key(path: Path) -> None:
    """Write a new key after those that are there; it is the one in use from then on."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, flags, 0o600)
    with os.fdopen(handle, "a", encoding="ascii") as file:
        file.write(new_key_line(ED25519_SUITE))
        file.flush()
        os.fsync(file.fileno())


def read_key_file(path: Path, name: str) -> tuple[SealKey, ...]:
    """The keys, which sign under this name. Raises NoteError, OSError."""
    if path.stat().st_mode & _OTHERS:
        raise NoteError(f"others can read {path}: chmod 600")
    # What is not ASCII is no key either, and is told as such.
    return read_keys(path.read_text(encoding="ascii", errors="replace"), name)
