"""A small bureau and charts of tasks in a row, for tests of staffing."""

from datetime import date

from support.charts import chart
from zhiheng.model.chart import Chart, NodeKind, Task
from zhiheng.model.ids import ElementPath, PersonId, PostId, QualificationId, SectionId
from zhiheng.model.person import Card, Holding, Person, Post, Roster, Section, StandIn
from zhiheng.model.separation import Separation
from zhiheng.model.sign_off import SignOff

DAY = date(2026, 3, 2)
SINCE, UNTIL = date(2026, 1, 1), date(2026, 12, 31)
P, Q = PostId("P"), PostId("Q")
CARD = QualificationId("card")
HANDS = SignOff("two-person", SectionId("S"), CARD)


def person(name: str, *posts: PostId, section: str = "S", card: bool = True) -> Person:
    return Person(
        PersonId(name),
        name,
        SectionId(section),
        tuple(Holding(post, SINCE) for post in posts),
        (Card(CARD, name, SINCE, UNTIL),) if card else (),
    )


def bureau(*persons: Person, stand_ins: dict[str, list[StandIn]] | None = None) -> Roster:
    return Roster(
        agency="t",
        name="测试局",
        sections={SectionId(s): Section(SectionId(s), s) for s in "ST"},
        posts={post: Post(post, post, SectionId("S"), "clerk") for post in (P, Q)},
        persons={p.id: p for p in persons},
        stand_ins={(P, PersonId(a)): tuple(by) for a, by in (stand_ins or {}).items()},
        qualifications={CARD: "证"},
    )


def case(*pairs: tuple[str, str], tasks: str = "abc", **special: Task) -> Chart:
    """Tasks named by letters, in a row; pairs must be in different hands."""
    names = list(tasks)
    kinds = dict.fromkeys(names, NodeKind.TASK)
    return chart(
        {"start": NodeKind.START, **kinds, "end": NodeKind.END},
        [(a, b, None) for a, b in zip(["start", *names], [*names, "end"], strict=True)],
        separations=tuple(
            Separation(
                f"s{i}",
                frozenset(ElementPath(x) for x in a.split()),
                frozenset(ElementPath(x) for x in b.split()),
            )
            for i, (a, b) in enumerate(pairs)
        ),
        tasks=special,
    )
