"""Work that one holds and others are drawn into: added, delegated, moved by a superior, urged."""

from collections.abc import Callable
from datetime import timedelta

from support.modelcheck.scene import FIRST_DAY, Attempt, Scene, officer
from support.modelcheck.scenes.drawing import (
    CALENDAR,
    HOST,
    INSPECTION,
    apart,
    bureau,
    chart,
    member,
)
from zhiheng.commands.assignment.claim import Claim
from zhiheng.commands.personnel.absence import RecordAbsence
from zhiheng.model.chart import Task
from zhiheng.model.ids import CaseId, ElementPath, PersonId, PostId
from zhiheng.model.sign_off import SignOff, SignOffKind

PLAIN = Task(ElementPath("draft"), "拟稿", PostId("review"), opinion="none")
JOINT = Task(
    ElementPath("survey"), "联合踏勘", PostId("review"), opinion="none",
    sign_off=SignOff(SignOffKind.TWO_PERSON, INSPECTION),
)  # fmt: skip
HEARD = Task(ElementPath("hear"), "听取意见", qualification=HOST, opinion="none")
LAST = Task(ElementPath("approve"), "审核", PostId("chief"), opinion="none")
CHART = chart(
    "circle", (PLAIN, JOINT, HEARD, LAST),
    (
        ("start", "fork"), ("fork", "draft"), ("fork", "survey"), ("fork", "hear"),
        ("draft", "join"), ("survey", "join"), ("hear", "join"), ("join", "approve"),
        ("approve", "end"),
    ),
    separations=(
        apart("heard", "draft", "hear", "different-section"),
    ),
)  # fmt: skip

ROSTER = bureau(
    (
        member("gu", "planning", "review", host=9),
        member("wu", "planning", "chief", "review"),
        member("ji", "inspection", "lead", host=9),
        member("he", None, "deputy"),
    ),
    {("review", "gu"): [("ji", "决议1号")], ("chief", "wu"): [("he", "决议2号")]},
)


Prelude = Callable[[Scene], tuple[Attempt, ...]]


def _prelude(_scene: Scene) -> tuple[Attempt, ...]:
    case, gu = CaseId("case-1"), officer("gu")
    return (
        Attempt(gu, Claim(case, "draft@1", 1)),
        Attempt(officer("wu"), Claim(case, "survey@1", 1)),
        Attempt(officer("ji"), Claim(case, "hear@1", 1)),
    )


def _two_are_sick(scene: Scene) -> tuple[Attempt, ...]:
    """Tomorrow, A and his only B: it keeps nobody else from going, nor them today."""
    he, day = officer("he"), FIRST_DAY + timedelta(days=1)
    sick = (Attempt(he, RecordAbsence(PersonId(p), day, day, "sick")) for p in ("gu", "ji"))
    return (*_prelude(scene), *sick)


def _scene(name: str, prelude: Prelude, *verbs: str) -> Scene:
    return Scene(
        name=name,
        chart=CHART,
        roster=ROSTER,
        calendar=CALENDAR,
        opens=("draft", "survey", "hear"),
        routes={
            "draft": lambda _v: ("approve",), "survey": lambda _v: ("approve",),
            "hear": lambda _v: ("approve",), "approve": lambda _v: (),
        },
        joins={"approve": ("draft", "survey", "hear")},
        variants={},
        prelude=prelude,
        verbs=frozenset(verbs),
        leave=(("leave", 0, 0), ("leave", 1, 1)),
        last_day=0,
    )  # fmt: skip


SCENES = (
    _scene("work that others are drawn into", _prelude, "sign", "signers", "delegate"),
    _scene("work whose holder is away", _two_are_sick, "reassign", "urge", "leave"),
)
