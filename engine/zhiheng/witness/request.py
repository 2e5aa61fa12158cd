"""The body of `POST /add-checkpoint`: `old <size>`, the proof in base64, a blank line, the note."""

import base64
import re

from zhiheng.audit.checkpoint import read_checkpoint
from zhiheng.audit.note import LONGEST, NoteError, read_note
from zhiheng.witness.judge import MOST_HASHES, Asked, Refused

LONGEST_BODY = LONGEST + 10_000
_OLD = re.compile(r"old (0|[1-9][0-9]{0,17})")
_HASH = 32


def read_request(body: bytes) -> Asked:
    """Raises Refused (400)."""
    try:
        above, blank, note = body.decode().partition("\n\n")
        old, *proof = above.split("\n")
        size = _OLD.fullmatch(old)
        if not blank or not size or len(proof) > MOST_HASHES:
            raise Refused(400, "`old <size>`, at most 63 hashes, a blank line, the checkpoint")
        found = Asked(int(size[1]), tuple(map(_hash, proof)), read_note(note))
        read_checkpoint(found.note.text)
    except (NoteError, ValueError) as fault:
        raise Refused(400, str(fault)) from fault
    return found


def _hash(line: str) -> bytes:
    found = base64.b64decode(line, validate=True)
    if len(found) != _HASH:
        raise ValueError("a hash of the proof has 32 bytes")
    return found
