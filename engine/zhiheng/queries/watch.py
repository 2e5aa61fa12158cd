"""Where it is late (督办): limits that warn, by section, power, post, person and level."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, get_args

from sqlalchemy import Connection, and_, case, or_, select

from zhiheng.clock import local_date
from zhiheng.errors import NotReady
from zhiheng.model.caller import Caller
from zhiheng.model.chart import Chart
from zhiheng.model.ids import ElementPath, PersonId, PostId, SectionId
from zhiheng.model.person import Roster
from zhiheng.queries.overdue import posts_in_sight
from zhiheng.rules.cards import level_of
from zhiheng.runtime import Runtime
from zhiheng.store import tables as t
from zhiheng.store.log import stamp

By = Literal["section", "power", "post", "person", "level"]
BY: tuple[By, ...] = get_args(By)
_COLOURS = ("red", "yellow", "remind")


@dataclass(frozen=True, slots=True)
class Group:
    """How many limits of each colour. key: empty for those that nobody holds, or of no section."""

    key: str
    name: str
    red: int
    yellow: int
    remind: int


def watch(rt: Runtime, connection: Connection, caller: Caller, by: By) -> tuple[Group, ...]:
    """The groups, those with most that is late first.

    A limit is counted where it waits, and once there: a step for two hands has two places for it.
    """
    view = rt.agency(connection, caller.agency)
    if view.roster is None or view.calendar is None:
        raise NotReady("agency-not-ready")
    posts = posts_in_sight(view, caller, rt)
    now = rt.now(view)
    query = _query(caller.agency, stamp(now), local_date(now).isoformat())
    if posts is not None:
        s, seen = t.slot.c, sorted(posts)
        own = or_(s.post.in_(seen), s.section.in_(seen), s.qualification.in_(seen))
        query = query.where(own)
    limits: dict[tuple[str, str], dict[str, set[tuple[str, str]]]] = defaultdict(
        lambda: {colour: set() for colour in _COLOURS}
    )
    for row in connection.execute(query):
        chart = rt.chart(connection, caller.agency, row.chart).chart
        limits[_GROUPS[by](row, view.roster, chart)][row.colour].add((row.case_id, row.clock))
    groups = (
        Group(key, name, **{colour: len(of) for colour, of in found.items()})
        for (key, name), found in limits.items()
    )
    return tuple(sorted(groups, key=lambda g: (-g.red, -g.yellow, -g.remind, g.key)))


def _query(agency: str, now: str, today: str) -> Any:
    clock, slot = t.clock.c, t.slot.c
    red = and_(clock.red_at <= now, clock.provisional.is_(False))
    yellow = or_(clock.red_at <= now, clock.yellow_on <= today)
    colour = case((red, "red"), (yellow, "yellow"), else_="remind").label("colour")
    same = and_(
        slot.agency == clock.agency,
        slot.case_id == clock.case_id,
        or_(clock.task.is_(None), and_(slot.task == clock.task, slot.visit == clock.visit)),
        slot.state.in_(["open", "claimed"]),
    )
    where = (t.case_file.c.chart, slot.task, slot.post, slot.section, slot.assignee)
    return (
        select(clock.case_id, clock.clock, *where, colour)
        .distinct()
        .select_from(t.clock)
        .join(t.slot, same)
        .join(
            t.case_file,
            and_(t.case_file.c.agency == clock.agency, t.case_file.c.id == clock.case_id),
        )
        .where(clock.agency == agency, clock.running, clock.remind_on <= today)
    )


def _section(row: Any, roster: Roster, _chart: Chart) -> tuple[str, str]:
    person = roster.persons.get(PersonId(row.assignee or ""))
    post = roster.posts.get(PostId(row.post or ""))
    key = (person.section if person else None) or row.section or (post.section if post else None)
    found = roster.sections.get(SectionId(key or ""))
    return str(key or ""), found.name if found else (key or "无科室")


def _power(_row: Any, _roster: Roster, chart: Chart) -> tuple[str, str]:
    return chart.key, chart.name


def _post(row: Any, roster: Roster, _chart: Chart) -> tuple[str, str]:
    key = row.post or row.section or ""
    post, section = roster.posts.get(PostId(key)), roster.sections.get(SectionId(key))
    return key, post.name if post else section.name if section else (key or "持证人员")


def _person(row: Any, roster: Roster, _chart: Chart) -> tuple[str, str]:
    person = roster.persons.get(PersonId(row.assignee or ""))
    return row.assignee or "", person.name if person else (row.assignee or "无人签收")


def _level(row: Any, _roster: Roster, chart: Chart) -> tuple[str, str]:
    task = chart.nodes[ElementPath(row.task)].task
    level = level_of(r.residual for r in task.risks) if task else "low"
    return level, {"high": "高", "medium": "中", "low": "低"}[level]


_GROUPS: dict[By, Callable[[Any, Roster, Chart], tuple[str, str]]] = {
    "section": _section,
    "power": _power,
    "post": _post,
    "person": _person,
    "level": _level,
}
