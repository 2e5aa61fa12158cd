"""The edition as bytes: one edition, one sequence of bytes, one digest, whoever makes it."""

import hashlib
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

import msgspec

from zhiheng.audit.canonical import canonical
from zhiheng.edition.public_chart import PublicChart
from zhiheng.model.ids import Digest


def edition_bytes(edition: PublicChart) -> bytes:
    """Canonical JSON (RFC 8785). A field at its default is not written: later ones change none."""
    return canonical({"form": edition.form} | _said(edition))


def edition_digest(edition: PublicChart) -> Digest:
    """The SHA-256 of its bytes: what is drafted, examined, signed and published."""
    return Digest(hashlib.sha256(edition_bytes(edition)).hexdigest())


def read_edition(data: bytes) -> PublicChart:
    """The edition of its bytes. Raises msgspec.DecodeError, msgspec.ValidationError."""
    return msgspec.json.decode(data, type=PublicChart)


def _said(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        said = {f.name: getattr(value, f.name) for f in fields(value)}
        return {f.name: _said(said[f.name]) for f in fields(value) if said[f.name] != f.default}
    if isinstance(value, tuple):
        return [_said(item) for item in value]
    return value.value if isinstance(value, Enum) else value
