"""Signed notes (C2SP signed-note): a text, a blank line, and lines of signatures.

A signature line is `— <name> <base64(key id ‖ signature)>`; the key id is the first four bytes of
SHA-256(name ‖ LF ‖ kind ‖ public key). Who reads a note skips signatures of keys it does not know.
"""

import base64
import hashlib
import re
from dataclasses import dataclass
from typing import Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519 = b"\x01"
"""Kind of a key that signs the text itself."""
COSIGNATURE = b"\x04"
"""Kind of a witness's key, which signs the text and the time (C2SP tlog-cosignature, v1)."""
LONGEST = 1_000_000
"""Bytes of a note that are read."""
_MOST_SIGNATURES = 100
_KEY_ID = 4
_PUBLIC = 32
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")


class NoteError(ValueError):
    """The text is no signed note, or not signed as it should be."""


@dataclass(frozen=True, slots=True)
class Signature:
    """One line under a note: whose, and the bytes after the key id."""

    name: str
    key_id: bytes
    signature: bytes

    def line(self) -> str:
        """The line as it stands in the note, with its line break."""
        return f"— {self.name} {base64.b64encode(self.key_id + self.signature).decode()}\n"


@dataclass(frozen=True, slots=True)
class Note:
    """text: what is signed, with its last line break."""

    text: str
    signatures: tuple[Signature, ...]

    def encode(self) -> str:
        """The note as it is sent."""
        return self.text + "\n" + "".join(s.line() for s in self.signatures)


class Signer(Protocol):
    """What signs notes: a key on disk, or later a device that never gives its key away."""

    name: str
    key_id: bytes

    def sign(self, message: bytes) -> bytes:
        """The signature over these bytes."""
        ...


class Ed25519Signer:
    """Signs with a key held in memory."""

    def __init__(self, name: str, key: Ed25519PrivateKey, kind: bytes = ED25519) -> None:
        self.verifier = Verifier(_plain(name), kind, key.public_key().public_bytes_raw())
        self.name = self.verifier.name
        self.key_id = self.verifier.key_id
        self._key = key

    def sign(self, message: bytes) -> bytes:
        """The 64 bytes of RFC 8032."""
        return self._key.sign(message)


@dataclass(frozen=True, slots=True)
class Verifier:
    """A public key under the name that it signs by. public: 32 bytes."""

    name: str
    kind: bytes
    public: bytes

    @property
    def key_id(self) -> bytes:
        """What a signature line begins with."""
        text = self.name.encode() + b"\n" + self.kind + self.public
        return hashlib.sha256(text).digest()[:_KEY_ID]

    def encode(self) -> str:
        """The key as one word: `name+key id in hex+base64(kind ‖ key)`."""
        key = base64.b64encode(self.kind + self.public).decode()
        return f"{self.name}+{self.key_id.hex()}+{key}"

    def signed(self, message: bytes, signature: bytes) -> bool:
        """Whether it is this key's signature over these bytes."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except InvalidSignature:
            return False
        return True

    def own(self, note: Note) -> Signature | None:
        """The first signature that says it is of this key."""
        mine = (s for s in note.signatures if (s.name, s.key_id) == (self.name, self.key_id))
        return next(mine, None)


def read_verifier(word: str) -> Verifier:
    """The key of `Verifier.encode`. Raises NoteError."""
    try:
        name, key_id, key = word.strip().split("+", 2)
        raw = base64.b64decode(key, validate=True)
    except ValueError as error:
        raise NoteError("a key is written name+key id+base64") from error
    found = Verifier(_plain(name), raw[:1], raw[1:])
    if found.kind not in {ED25519, COSIGNATURE} or len(found.public) != _PUBLIC:
        raise NoteError(f"the key of {name} is of no kind known here")
    if found.key_id.hex() != key_id:
        raise NoteError(f"the key of {name} does not have the id {key_id}")
    return found


def sign_note(text: str, *signers: Signer) -> Note:
    """The text signed by its author, with each of these keys."""
    message = text.encode()
    return Note(text, tuple(Signature(s.name, s.key_id, s.sign(message)) for s in signers))


def read_note(data: str) -> Note:
    """Take a note apart; no signature is checked. Raises NoteError."""
    if len(data.encode()) > LONGEST or _CONTROL.search(data):
        raise NoteError("too long, or with control characters")
    text, blank, below = data.rpartition("\n\n")
    if not blank or not below.endswith("\n"):
        raise NoteError("a note ends with a blank line and lines of signatures")
    lines = below[:-1].split("\n")
    if len(lines) > _MOST_SIGNATURES:
        raise NoteError("too many signatures")
    return Note(text + "\n", tuple(map(_signature, lines)))


def check_author(note: Note, author: Verifier) -> None:
    """The author has signed the note, or NoteError."""
    found = author.own(note)
    if found is None or not author.signed(note.text.encode(), found.signature):
        raise NoteError(f"not signed by {author.name}")


def _signature(line: str) -> Signature:
    try:
        mark, name, encoded = line.split(" ")
        raw = base64.b64decode(encoded, validate=True)
    except ValueError as error:
        raise NoteError("a line of a signature is `— name base64`") from error
    if mark != "—" or len(raw) <= _KEY_ID:
        raise NoteError("a line of a signature is `— name base64`, longer than the key id")
    return Signature(_plain(name), raw[:_KEY_ID], raw[_KEY_ID:])


def _plain(name: str) -> str:
    if not name or "+" in name or any(c.isspace() for c in name):
        raise NoteError(f"{name!r} is no name of a key: it has no blank and no plus")
    return name
