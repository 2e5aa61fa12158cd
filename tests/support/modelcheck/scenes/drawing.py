"""Charts and rosters in few words."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from support.modelcheck.scene import FIRST_DAY
from zhiheng.model.calendar import Calendar
from zhiheng.model.chart import (
    Chart,
    Flow,
    Lane,
    Node,
    NodeKind,
    ParameterUse,
    Return,
    Task,
    Variable,
    VariableType,
)
from zhiheng.model.ids import Digest, ElementPath, PersonId, PostId, QualificationId, SectionId
from zhiheng.model.limit import Basis, Limit
from zhiheng.model.person import Card, Holding, Person, Post, Roster, Section, StandIn
from zhiheng.model.power import Power
from zhiheng.model.separation import Separation, SeparationKind, SeparationScope

WINDOW, PLANNING, INSPECTION = (SectionId(x) for x in ("window", "planning", "inspection"))
CARD = QualificationId("enforcement-card")
HOST = QualificationId("hearing-host")
LONG_AGO = date(2020, 1, 1)

POSTS = (
    Post(PostId("window"), "窗口岗", WINDOW, "clerk"),
    Post(PostId("review"), "审查岗", PLANNING, "clerk"),
    Post(PostId("inspect"), "检查岗", INSPECTION, "clerk"),
    Post(PostId("seal"), "印章岗", WINDOW, "clerk"),
    Post(PostId("chief"), "规划科科长", PLANNING, "section-chief"),
    Post(PostId("lead"), "检查科科长", INSPECTION, "section-chief"),
    Post(PostId("deputy"), "副局长", None, "deputy-head", approves_leave=True),
    Post(PostId("head"), "局长", None, "head", approves_leave=True),
)

Listed = Mapping[tuple[str, str], Iterable[tuple[str, str | None]]]


def member(name: str, section: str | None, *posts: str, **cards: int) -> Person:
    """posts: `review`, or `review:1` for one held until the day after the first.

    cards: `law` and `host`, each with the last day of its validity, counted from the first day.
    """
    kinds = {"law": CARD, "host": HOST}
    return Person(
        PersonId(name), f"（虚构）{name}", SectionId(section) if section else None,
        tuple(_holding(p) for p in posts),
        tuple(
            Card(kinds[k], f"{k}-{name}", LONG_AGO, FIRST_DAY + timedelta(days=d))
            for k, d in cards.items()
        ),
    )  # fmt: skip


def _holding(text: str) -> Holding:
    post, _, days = text.partition(":")
    return Holding(PostId(post), LONG_AGO, FIRST_DAY + timedelta(days=int(days)) if days else None)


def bureau(persons: Iterable[Person], listed: Listed) -> Roster:
    """Four persons in three sections."""
    return Roster(
        agency="qu-1", name="（虚构）局",
        sections={s: Section(s, f"{s}科") for s in (WINDOW, PLANNING, INSPECTION)},
        posts={p.id: p for p in POSTS}, persons={p.id: p for p in persons},
        stand_ins={
            (PostId(post), PersonId(a)): tuple(StandIn(PersonId(b), r) for b, r in bs)
            for (post, a), bs in listed.items()
        },
        qualifications={CARD: "行政执法证", HOST: "听证主持人证"},
    )  # fmt: skip


def chart(
    key: str,
    tasks: Iterable[Task],
    flows: Iterable[tuple[str, str]],
    *,
    category: str = "行政许可",
    variables: Iterable[Variable] = (),
    separations: Iterable[Separation] = (),
    limits: Iterable[Limit] = (),
    returns: Iterable[Return] = (),
    parameters: Iterable[ParameterUse] = (),
    rounds: int = 50,
) -> Chart:
    """flows: from element to element; what is called `fork` or `join` is a parallel gateway, and
    a task that leads to several ends in an exclusive one.
    """
    known = {t.path: t for t in tasks}
    pairs = list(flows)
    nodes: dict[ElementPath, Node] = {}
    for name in dict.fromkeys(x for pair in pairs for x in pair):
        path = ElementPath(name)
        kind = {"start": NodeKind.START, "end": NodeKind.END}.get(name.split("-")[0])
        if name.startswith(("fork", "join")):
            kind = NodeKind.PARALLEL
        nodes[path] = Node(path, kind or NodeKind.TASK, name, task=known.get(path))
    drawn = list(_flows(pairs, nodes))
    power = Power("A-1", category, "规划科", "0", "0", "不收费", "public", "虚构字")
    lanes: tuple[Lane, ...] = ()
    return Chart(
        key, key, Digest(key.ljust(64, "0")), power, nodes, tuple(drawn), lanes,
        {v.name: v for v in variables}, tuple(separations), tuple(limits), (), rounds,
        tuple(returns), {p.name: p for p in parameters},
    )  # fmt: skip


def _flows(pairs: list[tuple[str, str]], nodes: dict[ElementPath, Node]) -> Iterable[Flow]:
    for source in dict.fromkeys(s for s, _ in pairs):
        targets = [t for s, t in pairs if s == source]
        at = ElementPath(source)
        if len(targets) > 1 and nodes[at].kind is NodeKind.TASK:
            gate = ElementPath(f"which-{source}")
            nodes[gate] = Node(gate, NodeKind.EXCLUSIVE, gate)
            yield Flow(f"{source}-{gate}", at, gate)
            at = gate
        for target in targets:
            yield Flow(f"{at}-{target}", at, ElementPath(target))


def apart(
    name: str, a: str, b: str, kind: str = "different-person", scope: str = "case", **more: Any
) -> Separation:
    """A separation between tasks named with spaces between them."""
    sides = [frozenset(ElementPath(x) for x in side.split()) for side in (a, b)]
    return Separation(
        name, sides[0], sides[1], SeparationKind(kind), SeparationScope(scope),
        Basis("中华人民共和国行政处罚法", "第六十四条"), **more,
    )  # fmt: skip


def choice(name: str, writer: str, *values: str) -> Variable:
    """A variable that is one of these values."""
    return Variable(
        name, VariableType.CHOICE, f"{name}意见", ElementPath(writer),
        choices=tuple((v, f"“{v}”") for v in values),
    )  # fmt: skip


def form(*names: str, required: tuple[str, ...] = (), **more: Any) -> dict[str, object]:
    """A form of plain fields."""
    return {
        "type": "object",
        "properties": {**{n: {"type": "string"} for n in names}, **more},
        "required": list(required),
    }


def _run(first: date, days: int) -> set[date]:
    return {first + timedelta(days=i) for i in range(days)}


CALENDAR = Calendar(
    published=frozenset({2026}),
    holidays=frozenset(_run(date(2026, 10, 1), 7)),
    makeup=frozenset({date(2026, 10, 10)}),
    statutory={2027: frozenset({date(2027, 1, 1)})},
    source="（虚构）",
)
"""An invented notice: seven days' holiday, made up for on one Saturday."""

ZERO = Decimal(0)
