"""What a command on a case waits for besides its own rules: another case, and a suspension."""

from sqlalchemy import Connection, select

from zhiheng.commands.frame.decision import CaseCommand
from zhiheng.model.caller import BY_POST
from zhiheng.rules.suspension import goes_on
from zhiheng.runtime.world import World
from zhiheng.state.case import CaseState
from zhiheng.store import tables as t


def lock_cases(connection: Connection, agency: str, cases: tuple[str, ...]) -> None:
    """Lock the rows of several cases in the order of their ids (design.md §4)."""
    c = t.case_file.c
    query = select(c.id).where(c.agency == agency, c.id.in_(cases)).order_by(c.id)
    connection.execute(query.with_for_update()).all()


def not_suspended(state: CaseState, world: World, command: CaseCommand) -> None:
    """Prevents an officer from going on with a case that is suspended (暂停)."""
    found = state.suspended(world.today) if state.suspensions else None
    if found is not None and world.caller.role in BY_POST:
        goes_on(command.NAME, command.about, found.until)
