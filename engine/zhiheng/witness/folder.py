"""The folder of a witness: its key, and the logs it follows, as text files a person can read."""

import base64
import os
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from zhiheng.audit.note import COSIGNATURE, ED25519, Ed25519Signer, NoteError, read_verifier
from zhiheng.witness.witness import FollowedLog

_KEY = "key"
_LOGS = "logs.txt"


def make_key(folder: Path, name: str) -> str:
    """A new key under this name. Returns its public half. Raises FileExistsError, NoteError."""
    folder.mkdir(parents=True, exist_ok=True)
    key = Ed25519PrivateKey.generate()
    word = Ed25519Signer(name, key, COSIGNATURE).verifier.encode()
    # Readable by its owner only, from the first byte on.
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    with os.fdopen(os.open(folder / _KEY, flags, 0o600), "w", encoding="utf-8") as out:
        out.write(f"{name} {base64.b64encode(key.private_bytes_raw()).decode()}\n")
        out.flush()
        os.fsync(out.fileno())
    return word


def read_key(folder: Path) -> Ed25519Signer:
    """Raises OSError, NoteError."""
    try:
        name, encoded = (folder / _KEY).read_text(encoding="utf-8").split()
        raw = base64.b64decode(encoded, validate=True)
        return Ed25519Signer(name, Ed25519PrivateKey.from_private_bytes(raw), COSIGNATURE)
    except ValueError as fault:
        raise NoteError(f"{folder / _KEY}: a line `name base64` of a key") from fault


def read_logs(folder: Path) -> tuple[FollowedLog, ...]:
    """Lines `key [url]`; of several of one name the url of the first. Raises OSError, NoteError."""
    found: dict[str, FollowedLog] = {}
    for line in (folder / _LOGS).read_text(encoding="utf-8").splitlines():
        word, _, url = line.partition("#")[0].strip().partition(" ")
        if not word:
            continue
        key = read_verifier(word)
        if key.kind != ED25519:
            raise NoteError(f"{key.name}: not the key of a log")
        known = found.get(key.name, FollowedLog((), url.strip().rstrip("/")))
        found[key.name] = FollowedLog((*known.keys, key), known.url)
    if not found:
        raise NoteError(f"{folder / _LOGS}: a line `key url` for each log")
    return tuple(found.values())
