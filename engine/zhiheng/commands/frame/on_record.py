"""Refusals are on record: an attempt that was judged and not let through."""

from zhiheng.errors import Busy, Refusal
from zhiheng.model.caller import Caller, Role
from zhiheng.runtime import Runtime


def on_record(
    rt: Runtime, caller: Caller, refusal: Refusal, verb: str, **about: str | None
) -> None:
    """Write a refusal down. Busy is none: it was not judged; nor is a timer's: nobody tried."""
    if refusal.recorded or isinstance(refusal, Busy) or caller.role is Role.LAW:
        return
    refusal.recorded = True
    with rt.db.reading() as connection:
        now = rt.now(rt.agency(connection, caller.agency))
    rt.access.record(caller, refusal, verb, now, **about)
