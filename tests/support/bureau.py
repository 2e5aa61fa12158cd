"""A small bureau made in code, for tests of the rules."""

from datetime import date

from zhiheng.model.chart import Task
from zhiheng.model.ids import (
    ElementPath,
    PersonId,
    PostId,
    QualificationId,
    SectionId,
)
from zhiheng.model.person import Card, Holding, Person, Post, Roster, Section, StandIn
from zhiheng.model.separation import Capacity, Separation
from zhiheng.model.sign_off import SignOff
from zhiheng.model.slot import SlotRule
from zhiheng.rules.act import Act

DAY = date(2026, 3, 2)
CARD = QualificationId("enforcement-card")
GH, JC, ZH = SectionId("GH"), SectionId("JC"), SectionId("ZH")
CLERK = PostId("GH-c")

INTAKE, VISIT, REVIEW = (ElementPath(x) for x in ("intake", "visit", "review"))
SEPARATION = Separation("intake-review", frozenset({INTAKE}), frozenset({VISIT, REVIEW}))


def person(
    name: str, section: SectionId, post: str | None = None, until: date | None = None
) -> Person:
    """A person; with `until`, holding a card up to and including that day."""
    cards = (Card(CARD, f"No.{name}", date(2026, 1, 1), until),) if until else ()
    holdings = (Holding(PostId(post), date(2026, 1, 1)),) if post else ()
    return Person(PersonId(name), name, section, holdings, cards)


YEARS = date(2028, 12, 31)
PERSONS = (
    person("gh-1", GH, "GH-c", YEARS),
    person("gh-2", GH, "GH-c", YEARS),
    person("jc-1", JC, "JC-c", YEARS),
    person("jc-2", JC, "JC-c", date(2026, 3, 1)),
    person("zh-1", ZH, "ZH-c"),
    person("zh-2", ZH, "ZH-c"),
)


def roster(stand_ins: dict[tuple[str, str], list[tuple[str, str | None]]] | None = None) -> Roster:
    """The bureau, with stand-in lists (post, holder) -> [(person, resolution)]."""
    lists = stand_ins or {}
    posts = {"GH-c": GH, "JC-c": JC, "ZH-c": ZH}
    return Roster(
        agency="t",
        name="测试局",
        sections={s: Section(s, s) for s in (GH, JC, ZH)},
        posts={PostId(p): Post(PostId(p), p, s, "clerk") for p, s in posts.items()},
        persons={p.id: p for p in PERSONS},
        stand_ins={
            (PostId(post), PersonId(holder)): tuple(StandIn(PersonId(b), r) for b, r in listed)
            for (post, holder), listed in lists.items()
        },
        qualifications={CARD: "执法证"},
    )


def capacity(bureau: Roster, who: str) -> Capacity:
    """What the person is in that bureau."""
    found = bureau.persons.get(PersonId(who))
    post = bureau.post_of(PersonId(who), DAY)
    return Capacity(found.section if found else None, post.grade if post else None)


def act(
    who: str,
    path: ElementPath,
    *,
    bureau: Roster | None = None,
    slot: SlotRule | None = None,
    away: tuple[str, ...] = (),
    acted: dict[str, tuple[str, ...]] | None = None,
    others: tuple[str, ...] = (),
    assignee: str | None = None,
    opinion: str | None = "同意",
    day: date = DAY,
) -> Act:
    """Somebody about to sign."""
    roster_ = bureau or roster()
    return Act(
        task=Task(path, path, post=CLERK, sign_off=SignOff("two-person") if others else None),
        slot=slot or SlotRule(1, post=CLERK),
        person=roster_.persons[PersonId(who)],
        today=day,
        roster=roster_,
        away=frozenset(PersonId(a) for a in away),
        separations=(SEPARATION,),
        acted={p: {w: capacity(roster_, w) for w in who} for p, who in (acted or {}).items()},
        others=others,
        assignee=assignee,
        signing=True,
        opinion=opinion,
    )
