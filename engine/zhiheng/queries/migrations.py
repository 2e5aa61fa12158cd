"""Which running cases could go over to a version of their chart, and why others not (迁移)."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection, select

from zhiheng.errors import Forbidden, NotVisible, Refusal
from zhiheng.messages import tell
from zhiheng.model.caller import Caller, Role
from zhiheng.model.finding import Text
from zhiheng.model.ids import ElementPath
from zhiheng.runtime import Runtime
from zhiheng.runtime.migration import tried
from zhiheng.runtime.scopes import elsewhere
from zhiheng.runtime.world import names_of, world_of
from zhiheng.state.case import CaseStatus
from zhiheng.store import tables as t
from zhiheng.store.log import read_stream
from zhiheng.store.project import project_case

_MAY = frozenset({Role.SYSTEM, Role.SUPERVISOR})


@dataclass(frozen=True, slots=True)
class MigrationItem:
    """One running case. rule: what keeps it on its version; None: it can go over."""

    case: str
    number: str | None
    version: int
    at: tuple[str, ...]
    rule: str | None = None
    why: Text | None = None


def migrations(
    rt: Runtime,
    connection: Connection,
    caller: Caller,
    key: str,
    version: int,
    names: Mapping[str, str],
    progress: Callable[[int], None] = lambda _: None,
) -> list[MigrationItem]:
    """A dry run over all running cases of older versions: their logs are replayed, none is written.

    progress: told of each case looked at. Raises Forbidden, NotVisible.
    """
    if caller.role not in _MAY:
        raise Forbidden("role-may-not", role=caller.role.value, verb="migrations")
    view = rt.agency(connection, caller.agency)
    target = next((x for x in view.state.charts.get(key, []) if x.version == version), None)
    if target is None:
        raise NotVisible("no-such-chart", key=f"{key} v{version}")
    found = []
    for row in _running(connection, caller.agency, key, version):
        found.append(_item(rt, connection, caller, row, target.digest, names))
        progress(len(found))
    return found


def _running(
    connection: Connection, agency: str, key: str, version: int
) -> Iterator[tuple[str, str]]:
    c = t.case_file.c
    query = select(c.id, c.chart).where(
        c.agency == agency,
        c.chart_key == key,
        c.version < version,
        c.status == CaseStatus.RUNNING.value,
    )
    yield from ((r.id, r.chart) for r in connection.execute(query.order_by(c.id)).all())


def _item(
    rt: Runtime,
    connection: Connection,
    caller: Caller,
    row: tuple[str, str],
    target: str,
    names: Mapping[str, str],
) -> MigrationItem:
    case, digest = row
    old = rt.chart(connection, caller.agency, digest)
    entries = read_stream(connection, caller.agency, f"case/{case}")
    state, _ = project_case(case, caller.agency, entries, old.chart.separations)
    view = rt.agency(connection, caller.agency)
    world = world_of(rt, view, old, caller)
    past = elsewhere(connection, state, old.chart, None, world.today, lock=False)
    at = tuple(old.chart.task(ElementPath(t.path)).name for t in state.open.values())
    item = MigrationItem(case, state.number, state.version, at)
    try:
        new = rt.chart(connection, caller.agency, target)
        tried(state, entries, new, names, replace(world, elsewhere=past))
    except Refusal as refusal:
        refusal.names = names_of(world)
        told = tell(refusal)
        return replace(item, rule=refusal.rule, why=told.text)
    return item
