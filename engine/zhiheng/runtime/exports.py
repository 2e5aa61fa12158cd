"""What leaves the house is on record before it leaves (导出)."""

import hashlib
from collections.abc import Mapping

from zhiheng import facts as f
from zhiheng.model.caller import Caller
from zhiheng.runtime.access import acting
from zhiheng.runtime.looks import minute_of
from zhiheng.runtime.process import Runtime


def exported(
    rt: Runtime,
    caller: Caller,
    what: str,
    content: bytes,
    selection: Mapping[str, str] | None = None,
    *,
    masked: bool = False,
) -> None:
    """The log says that it leaves. Raises Busy: what is not written stays."""
    fact = f.Exported(
        what=what,
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        masked=masked,
        selection=dict(selection or {}),
    )
    put_down(rt, caller, "export", fact)


def fed(rt: Runtime, caller: Caller, content: bytes) -> None:
    """A calendar feed, which programs fetch by the minute: counted, and written some seconds later.

    Prevents whoever has its address from filling the log.
    """
    fact = f.Exported(
        what="calendar-feed",
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        masked=True,
        minute=minute_of(rt.time_of(caller.agency)),
    )
    rt.looks.note(caller.agency, acting(caller), fact)


def paper_read(rt: Runtime, caller: Caller, digest: str) -> None:
    """A paper is about to be read. Raises Busy."""
    minute = minute_of(rt.time_of(caller.agency))
    put_down(rt, caller, "read", f.FileRead(what="paper", minute=minute, paper=digest))


def put_down(rt: Runtime, caller: Caller, command: str, fact: f.AnyFact) -> None:
    """One entry of the access stream, in a transaction of its own. Raises Busy."""
    told = [(command, acting(caller), (fact,))]
    rt.access.write(caller.agency, told, rt.time_of(caller.agency))
