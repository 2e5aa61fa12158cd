"""The signature of Standard Webhooks 1, symmetric: HMAC-SHA256 under a shared secret."""

import base64
import hashlib
import hmac

_SECRET = "whsec_"  # noqa: S105 - the prefix that marks one


def key_of_secret(secret: str) -> bytes:
    """The bytes that sign. Raises ValueError where the secret is none, or too short."""
    if not secret.startswith(_SECRET):
        raise ValueError(f"a webhook secret is {_SECRET} and base64")
    key = base64.b64decode(secret.removeprefix(_SECRET), validate=True)
    if len(key) < 24:  # noqa: PLR2004 - as the specification has it
        raise ValueError("a webhook secret has at least 24 bytes")
    return key


def signature(key: bytes, message: str, timestamp: int, body: bytes) -> str:
    """`v1,` and HMAC-SHA256 over `id.timestamp.body`."""
    signed = f"{message}.{timestamp}.".encode() + body
    digest = hmac.new(key, signed, hashlib.sha256).digest()
    return "v1," + base64.b64encode(digest).decode()
