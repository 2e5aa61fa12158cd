"""Ask a log for what is new, as anybody may, and bring it the cosignature."""

import time

import httpx

from zhiheng.audit.checkpoint import read_checkpoint
from zhiheng.audit.note import LONGEST, Note, NoteError, Signature, read_note
from zhiheng.audit.proofs import ProofError
from zhiheng.audit.remote import read_consistency
from zhiheng.audit.trust import point
from zhiheng.witness.judge import Asked, Refused, check_signed
from zhiheng.witness.witness import FollowedLog, Witness

PATIENCE = 30
"""Seconds that an answer may take in all: other logs wait for their turn."""


class Silent(Exception):
    """The log did not answer, or not as a log does."""


def follow(witness: Witness, log: FollowedLog, client: httpx.Client) -> None:
    """One round. Raises Silent; Refused when the checkpoint is not one to cosign."""
    note = _checkpoint(client, log)
    with witness.memory.changing(log.origin) as change:
        change.hear(witness.now())
    latest = witness.memory.latest(log.origin)
    old, new = latest.point.size if latest else 0, point(note)
    if latest is None or not latest.delivered or (new.size, new.root) != (old, latest.point.root):
        proof = _proof(client, log, old, new.size) if 0 < old < new.size else ()
        signature = _add(witness, Asked(min(old, new.size), proof, note), old)
        _deliver(witness, log, client, Note(note.text, (*note.signatures, signature)))


def _add(witness: Witness, asked: Asked, old: int) -> Signature:
    """What a log shows is the newest it has: fewer leaves than before are a roll-back."""
    try:
        return witness.add(asked)
    except Refused as refusal:
        if asked.point.size < old and not refusal.alarm:
            with witness.memory.changing(asked.point.origin) as change:
                change.alarm("roll-back", asked.note, str(refusal), witness.now())
        raise


def _checkpoint(client: httpx.Client, log: FollowedLog) -> Note:
    try:
        note = read_note(_ask(client, f"{log.url}/api/v1/log/checkpoint").decode())
        origin = read_checkpoint(note.text).origin
    except (NoteError, UnicodeDecodeError) as fault:
        raise Silent(str(fault)) from fault
    if origin != log.origin:
        raise Silent(f"it shows the log {origin!r}")
    check_signed(note, log.keys)
    return note


def _proof(client: httpx.Client, log: FollowedLog, old: int, size: int) -> tuple[bytes, ...]:
    answer = _ask(client, f"{log.url}/api/v1/log/consistency?old={old}&size={size}")
    try:
        return read_consistency(answer)
    except ProofError as fault:
        raise Silent(str(fault)) from fault


def _ask(client: httpx.Client, url: str, note: Note | None = None) -> bytes:
    """What it answers to a question, or to a note that it is brought; neither long nor for long."""
    content = note.encode().encode() if note else None
    headers = {"Content-Type": "text/plain; charset=utf-8"} if note else None
    ends, found = time.monotonic() + PATIENCE, bytearray()
    try:
        method = "POST" if note else "GET"
        with client.stream(method, url, content=content, headers=headers) as answer:
            answer.raise_for_status()
            for part in answer.iter_bytes():
                found += part
                if len(found) > LONGEST or time.monotonic() > ends:
                    raise Silent("its answer does not end")
    except (httpx.HTTPError, httpx.InvalidURL) as fault:
        raise Silent(str(fault)) from fault
    return bytes(found)


def _deliver(witness: Witness, log: FollowedLog, client: httpx.Client, note: Note) -> None:
    """What was not taken is brought again in the next round."""
    _ask(client, f"{log.url}/api/v1/log/cosignature", note)
    with witness.memory.changing(log.origin) as change:
        change.delivered(point(note).size)
