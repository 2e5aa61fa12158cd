"""Bootstrap: entry 1 of an agency, signed by two (design.md §11)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import insert, select

from zhiheng import facts as f
from zhiheng.commands.bureau.agency import AgencyDecision, append
from zhiheng.commands.frame.receipt import Receipt
from zhiheng.errors import Forbidden, NotReady
from zhiheng.model.caller import Caller, Role
from zhiheng.model.ids import AccountId, AgencyId
from zhiheng.runtime import AgencyView, Runtime
from zhiheng.state.agency import AgencyState
from zhiheng.store import tables as t


@dataclass(frozen=True, slots=True)
class Bootstrap:
    """The founding of an agency on this system.

    signed_by: two distinct names on paper. offset: for a demo, how many seconds its clock runs
    ahead of the system's (behind it, if negative).
    """

    agency: AgencyId
    name: str
    origin: str
    signed_by: tuple[str, str]
    system_account: AccountId
    offset: int = 0


def bootstrap(rt: Runtime, command: Bootstrap, now: datetime) -> Receipt:
    """Write entry 1. Raises NotReady when the agency is there, or one hand signed twice."""
    first, second = command.signed_by
    if first == second or not first.strip() or not second.strip():
        raise NotReady("two-hands", person=first, task="bootstrap")
    caller = Caller(command.agency, command.system_account, Role.SYSTEM)
    with rt.db.writing() as connection:
        found = connection.execute(select(t.agency.c.id).where(t.agency.c.id == command.agency))
        if found.one_or_none() is not None:
            raise NotReady("agency-exists", agency=command.agency)
        connection.execute(insert(t.agency), {"id": command.agency, "n": 0, "head": ""})
        view = AgencyView(AgencyState(command.agency), None, None)
        at = now + timedelta(seconds=command.offset)
        decision = AgencyDecision(_facts(command))
        receipt = append(connection, view, caller, "bootstrap", decision, at, None)
        connection.commit()
        return receipt


def _facts(command: Bootstrap) -> list[f.AnyFact]:
    demo = command.origin == "demo"
    facts: list[f.AnyFact] = [
        f.AgencyBootstrapped(
            name=command.name, origin="demo" if demo else "live", signed_by=command.signed_by
        ),
        f.AccountOpened(account=command.system_account, role=Role.SYSTEM.value),
    ]
    if command.offset and not demo:
        raise Forbidden("clock-is-real")
    return [*facts, f.ClockSet(offset=command.offset)] if demo else facts
