"""Suites (密码套件): which hash the tree is made of, and who signs; one for the life of a log.

A line of a key file is `suite base64(private key)`. Another suite is another row of SUITES.
"""

import base64
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from zhiheng.audit.note import Ed25519Signer, NoteError, Signer

ED25519_SUITE = "sha256-ed25519"
SUITES = (ED25519_SUITE,)
"""`sm3-sm2` (国密) would stand here: ADR 0029 says what it needs."""
_SEED = 32


@dataclass(frozen=True, slots=True)
class SealKey:
    """A key that signs checkpoints. vkey: its public half, as others are told it."""

    suite: str
    vkey: str
    signer: Signer


def new_key_line(suite: str) -> str:
    """A new private key, as a line of a key file. Raises NoteError."""
    _check_known(suite)
    raw = Ed25519PrivateKey.generate().private_bytes_raw()
    return f"{suite} {base64.b64encode(raw).decode()}\n"


def read_keys(text: str, name: str) -> tuple[SealKey, ...]:
    """The keys of a file, which sign under this name; the last one is in use. Raises NoteError."""
    found = tuple(_key(line, name) for line in text.splitlines() if line.strip())
    if not found:
        raise NoteError("the file holds no key")
    if len({key.suite for key in found}) > 1:
        raise NoteError("a log has one suite for life: no hashes are mixed in a tree")
    return found


def _key(line: str, name: str) -> SealKey:
    suite, _, encoded = line.strip().partition(" ")
    _check_known(suite)
    try:
        raw = base64.b64decode(encoded, validate=True)
    except ValueError as error:
        raise NoteError("a key is `suite base64`") from error
    if len(raw) != _SEED:
        raise NoteError(f"a private key of {suite} has {_SEED} bytes")
    signer = Ed25519Signer(name, Ed25519PrivateKey.from_private_bytes(raw))
    return SealKey(suite, signer.verifier.encode(), signer)


def _check_known(suite: str) -> None:
    if suite not in SUITES:
        raise NoteError(f"no suite is called {suite[:40]!r}; known: {', '.join(SUITES)}")
