"""The actors' own signatures in a bundle: each good, and by a key that was registered then."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

import msgspec

from zhiheng.audit.actor_signature import act_message, good
from zhiheng.audit.verdict import Kind


class _Own(msgspec.Struct, frozen=True):
    suite: str
    key: str
    registered: int
    signature: str


class _Request(msgspec.Struct, frozen=True):
    key: str
    digest: str


class _Actor(msgspec.Struct, frozen=True):
    account: str


class _Signed(msgspec.Struct, frozen=True):
    """What a signature is about; the rest of the entry is not looked at."""

    agency: str
    at: str
    actor: _Actor
    actor_signature: _Own
    request: _Request


@dataclass(frozen=True, slots=True)
class _Key:
    """Where a key was registered, and when it was revoked."""

    agency: str
    n: int
    account: str
    suite: str
    revoked_at: str | None = None


class OwnSignatures:
    """Collects signatures and keys line by line; the streams may come in any order."""

    def __init__(self) -> None:
        self._signed: list[tuple[int, _Signed | None]] = []
        self._keys: dict[str, _Key] = {}

    def __len__(self) -> int:
        return len(self._signed)

    def note(self, line: int, body: dict[str, Any]) -> None:
        """Take an entry that stands on this line, as decoded."""
        if "actor_signature" in body:
            self._signed.append((line, _read(body)))
        if body["stream"] == f"agency/{body['agency']}":
            for fact in body["facts"]:
                self._key(body, fact)

    def _key(self, body: dict[str, Any], fact: dict[str, Any]) -> None:
        key = fact.get("key")
        if fact["type"] == "key-registered/1" and type(key) is str and key not in self._keys:
            account, suite = str(fact.get("account")), str(fact.get("suite"))
            self._keys[key] = _Key(body["agency"], body["n"], account, suite)
        if fact["type"] == "key-revoked/1" and key in self._keys:
            old = self._keys[key]
            self._keys[key] = _Key(old.agency, old.n, old.account, old.suite, body["at"])

    def faults(self, streams: Collection[str]) -> Iterator[tuple[int, Kind, str]]:
        """Line, kind and key of each that is wrong. streams: those that are there from entry 1.

        Whether a key was registered can be told only with the agency's own stream.
        """
        for line, entry in self._signed:
            if entry is None or not _is_good(entry):
                yield line, Kind.SIGNATURE_WRONG, ""
            elif f"agency/{entry.agency}" in streams and not self._registered(entry):
                yield line, Kind.KEY_NOT_REGISTERED, entry.actor_signature.key[:16]

    def _registered(self, entry: _Signed) -> bool:
        own = entry.actor_signature
        known = self._keys.get(own.key)
        if known is None or (known.revoked_at is not None and known.revoked_at < entry.at):
            return False
        asked = (entry.agency, own.registered, entry.actor.account, own.suite)
        return (known.agency, known.n, known.account, known.suite) == asked


def _read(body: dict[str, Any]) -> _Signed | None:
    try:
        return msgspec.convert(body, _Signed)
    except msgspec.ValidationError:
        return None


def _is_good(entry: _Signed) -> bool:
    own, request = entry.actor_signature, entry.request
    message = act_message(entry.agency, entry.actor.account, request.key, request.digest)
    return good(own.suite, own.key, own.signature, message)
