"""Which running cases could go over to a version of their chart, and why others not (迁移)."""

from collections.abc import Iterator, Mapping
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
) -> list[MigrationItem]:
    """A dry run over all running cases of older versions: their logs are replayed, none is written.

    Raises Forbidden, NotVisible.
    """
    may_migrate(caller)
    view = rt.agency(connection, caller.agency)
    target = next((x for x in view.state.charts.get(key, []) if x.version == version), None)
    if target is None:
        raise NotVisible("no-such-chart", key=f"{key} v{version}")
    return [
        _judged(rt, connection, caller, item, (digest, target.digest), names)
        for item, digest in _running(rt, connection, caller, key, version)
    ]


def may_migrate(caller: Caller) -> None:
    """Prevents those who do not look after the charts from looking into all cases."""
    if caller.role not in _MAY:
        raise Forbidden("role-may-not", role=caller.role.value, verb="migrations")


def running_before(
    rt: Runtime, connection: Connection, caller: Caller, key: str, version: int
) -> list[MigrationItem]:
    """The running cases of older versions of a chart."""
    return [item for item, _ in _running(rt, connection, caller, key, version)]


def _running(
    rt: Runtime, connection: Connection, caller: Caller, key: str, version: int
) -> Iterator[tuple[MigrationItem, str]]:
    c = t.case_file.c
    query = select(c.id, c.number, c.version, c.chart).where(
        c.agency == caller.agency,
        c.chart_key == key,
        c.version < version,
        c.status == CaseStatus.RUNNING.value,
    )
    for r in connection.execute(query.order_by(c.id)).all():
        chart = rt.chart(connection, caller.agency, r.chart).chart
        at = tuple(chart.nodes[ElementPath(x)].name for x in _open(connection, caller, r.id))
        yield MigrationItem(r.id, r.number, r.version, at), r.chart


def _open(connection: Connection, caller: Caller, case: str) -> list[str]:
    """The steps that wait, by the table of slots."""
    c = t.slot.c
    waits = c.state.in_(("open", "claimed", "signed"))
    query = select(c.task).where(c.agency == caller.agency, c.case_id == case, waits)
    return list(connection.execute(query.distinct().order_by(c.task)).scalars())


def _judged(
    rt: Runtime,
    connection: Connection,
    caller: Caller,
    item: MigrationItem,
    charts: tuple[str, str],
    names: Mapping[str, str],
) -> MigrationItem:
    """With what would keep it on its version. charts: digests of the old and the new."""
    old, new = (rt.chart(connection, caller.agency, x) for x in charts)
    entries = read_stream(connection, caller.agency, f"case/{item.case}")
    state, _ = project_case(item.case, caller.agency, entries, old.chart.separations)
    world = world_of(rt, rt.agency(connection, caller.agency), old, caller)
    past = elsewhere(connection, state, new.chart, None, world.today, lock=False)
    try:
        tried(state, entries, new, names, replace(world, elsewhere=past))
    except Refusal as refusal:
        refusal.names = names_of(world)
        return replace(item, rule=refusal.rule, why=tell(refusal).text)
    return item
