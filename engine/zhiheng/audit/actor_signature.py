"""The actor's own signature (本人签名): over which bytes, and whether it is good. Pure.

docs/formats/signature.md says the same byte by byte. A suite is a name: another one (SM2 with a
UKey, WebAuthn) is one more line in SUITES, and never another meaning of an old name.
"""

import base64
from collections.abc import Callable, Mapping

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from zhiheng.audit.canonical import canonical

ED25519 = "ed25519"
_KEY, _SIGNATURE = 32, 64
"""Bytes of an Ed25519 public key and of a signature (RFC 8032)."""


def act_message(agency: str, account: str, request: str, digest: str) -> bytes:
    """What the actor signs: who he is, his idempotency key, and the digest of what he asks for.

    The key is used once by an account, so that the signature stands for one act and no other.
    """
    body = {"account": account, "agency": agency, "digest": digest, "request": request}
    return b"zhiheng-act/1\n" + canonical(body)


def registration_message(agency: str, account: str, suite: str, key: str) -> bytes:
    """What the account signs to show that the key is his."""
    body = {"account": account, "agency": agency, "key": key, "suite": suite}
    return b"zhiheng-key/1\n" + canonical(body)


def good(suite: str, key: str, signature: str, message: bytes) -> bool:
    """Whether it is that key's signature of the message. Anything unreadable is none."""
    check = SUITES.get(suite)
    try:
        raw = base64.b64decode(signature, validate=True)
        return check is not None and check(bytes.fromhex(key), raw, message)
    except ValueError:
        return False


def _ed25519(key: bytes, signature: bytes, message: bytes) -> bool:
    if len(key) != _KEY or len(signature) != _SIGNATURE:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except InvalidSignature:
        return False
    return True


SUITES: Mapping[str, Callable[[bytes, bytes, bytes], bool]] = {ED25519: _ed25519}
