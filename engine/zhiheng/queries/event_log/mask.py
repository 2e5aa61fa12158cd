"""Who and which, as a reader outside the house may have it (化名)."""

import base64
import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass, field

_LENGTH = 10
"""Bytes of a pseudonym."""
_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML holds."""


@dataclass(frozen=True, slots=True)
class Mask:
    """Pseudonyms that hold within one export: the key is made for it and never kept.

    masked: otherwise ids stand as they are. A pseudonym is no anonymity: who knows when somebody
    acted can find him again.
    """

    masked: bool
    _key: bytes = field(default_factory=lambda: secrets.token_bytes(32))

    def of(self, kind: str, name: str) -> str:
        """The id of a case, person, party, document or account."""
        if not self.masked:
            return name
        digest = hmac.digest(self._key, f"{kind}:{name}".encode(), hashlib.sha256)
        return f"{kind}-{base64.b32encode(digest[:_LENGTH]).decode().lower()}"

    def only_inside(self, text: str | None) -> str | None:
        """A name, number or post: nothing of it leaves masked."""
        return None if self.masked or text is None else _UNFIT.sub("�", text)
