"""Ask a log behind a URL for what it shows to anybody."""

from collections.abc import Sequence

import httpx
import msgspec

from zhiheng.audit.checkpoint import read_checkpoint
from zhiheng.audit.note import NoteError, read_note, read_verifier
from zhiheng.audit.remote import RemoteVerdict, judge_remote, read_consistency
from zhiheng.audit.trust import Trust
from zhiheng.model.finding import Text, harmless
from zhiheng_api.cli.output import unreadable


class _Keys(msgspec.Struct):
    keys: list[str]


def verify_remote(url: str, trust: Trust, client: httpx.Client) -> RemoteVerdict:
    """The verdict; exit 2 where no log answers."""
    base = f"{url.rstrip('/')}/api/v1/log"

    def ask(path: str) -> bytes:
        return client.get(f"{base}/{path}").raise_for_status().content

    def prove(old: int, size: int) -> Sequence[bytes]:
        return read_consistency(ask(f"consistency?old={old}&size={size}"))

    try:
        note = read_note(ask("checkpoint").decode())
        read_checkpoint(note.text)
        own = () if trust.log else msgspec.json.decode(ask("key"), type=_Keys).keys
        return judge_remote(note, tuple(map(read_verifier, own)), trust, prove)
    except (httpx.HTTPError, httpx.InvalidURL, msgspec.DecodeError, NoteError, ValueError) as fault:
        why = harmless(str(fault))
        unreadable(Text(f"{url} 没有日志应答：{why}", f"no log answers at {url}: {why}"))
