"""An office of a hundred persons, and a permit of fifteen steps that it handles."""

from datetime import date

from support.charts import chart
from zhiheng.model.chart import Chart, NodeKind, Task
from zhiheng.model.ids import ElementPath, PersonId, PostId, QualificationId, SectionId
from zhiheng.model.person import Card, Holding, Person, Post, Roster, Section
from zhiheng.model.separation import Separation
from zhiheng.model.sign_off import SignOff

DAY = date(2026, 3, 2)
SINCE, UNTIL = date(2026, 1, 1), date(2028, 12, 31)
SECTIONS = 10
PERSONS = 100
CARD = QualificationId("card")
STEPS = (
    "accept", "check_papers", "experts", "visit", "notice", "hearing", "draft", "review", "legal",
    "chief", "deputy", "head", "print", "deliver", "archive",
)  # fmt: skip
HANDS = {"visit", "hearing"}
POSTS = {"chief": "chief-1", "deputy": "deputy", "head": "head", "legal": "clerk-2"}
APART = (
    ("accept", "experts visit notice hearing draft review"),
    ("accept", "deputy head"),
    ("visit", "chief review"),
    ("draft", "review legal chief deputy head"),
    ("hearing", "experts visit draft review chief deputy"),
    ("legal", "visit draft review deputy head"),
    ("review", "chief deputy head archive"),
    ("print", "head deputy"),
    ("deliver", "print"),
)


def permit() -> Chart:
    """Fifteen steps in a row, two of them by two persons."""
    names = list(STEPS)
    return chart(
        {"start": NodeKind.START, **dict.fromkeys(names, NodeKind.TASK), "end": NodeKind.END},
        [(a, b, None) for a, b in zip(["start", *names], [*names, "end"], strict=True)],
        separations=tuple(
            Separation(f"s{i}", _paths(a), _paths(b)) for i, (a, b) in enumerate(APART)
        ),
        tasks={name: _task(name) for name in names},
    )


def office() -> Roster:
    """A head, two deputies, a chief and clerks in each of ten sections."""
    sections = {SectionId(f"S{i}"): Section(SectionId(f"S{i}"), f"S{i}") for i in range(SECTIONS)}
    posts = {PostId("head"): Post(PostId("head"), "head", None, "head")}
    posts[PostId("deputy")] = Post(PostId("deputy"), "deputy", None, "deputy-head")
    for number, section in enumerate(sections):
        for name, grade in (("chief", "section-chief"), ("clerk", "clerk")):
            post = PostId(f"{name}-{number}")
            posts[post] = Post(post, post, section, grade)
    persons = dict(_person(i) for i in range(PERSONS))
    return Roster("t", "t", sections, posts, persons, {}, {CARD: "card"})


def _person(number: int) -> tuple[PersonId, Person]:
    name = PersonId(f"p{number}")
    section: SectionId | None = None
    if number == 0:
        post = "head"
    elif number <= 2:
        post = "deputy"
    else:
        part = number % SECTIONS
        section = SectionId(f"S{part}")
        post = f"chief-{part}" if number < 3 + SECTIONS else f"clerk-{part}"
    cards = (Card(CARD, name, SINCE, UNTIL),) if number % 2 else ()
    return name, Person(name, name, section, (Holding(PostId(post), SINCE),), cards)


def _task(name: str) -> Task:
    post = PostId(POSTS.get(name, "clerk-1"))
    hands = SignOff("two-person", SectionId("S3"), CARD) if name in HANDS else None
    return Task(ElementPath(name), name, post=post, sign_off=hands)


def _paths(names: str) -> frozenset[ElementPath]:
    return frozenset(ElementPath(name) for name in names.split())
