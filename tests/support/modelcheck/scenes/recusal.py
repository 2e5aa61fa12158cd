"""Somebody is asked to stand aside, A is on leave and B has taken his work; a hearing waits."""

from support.modelcheck.scene import FIRST_DAY, Attempt, Scene, Variant, applicant, officer
from support.modelcheck.scenes.drawing import CALENDAR, HOST, apart, bureau, chart, member
from zhiheng.commands.assignment.claim import Claim
from zhiheng.commands.assignment.recusal import AskRecusal
from zhiheng.commands.personnel.absence import RecordAbsence
from zhiheng.model.chart import Task
from zhiheng.model.ids import CaseId, ElementPath, PersonId, PostId
from zhiheng.model.relation import Relation, party, relations

REVIEW = Task(ElementPath("review"), "审查", PostId("review"))
HEARING = Task(ElementPath("hearing"), "听证", qualification=HOST)
DECIDE = Task(ElementPath("decide"), "决定", PostId("head"))
CHART = chart(
    "hearing", (REVIEW, HEARING, DECIDE),
    (
        ("start", "fork"), ("fork", "review"), ("fork", "hearing"), ("review", "join"),
        ("hearing", "join"), ("join", "decide"), ("decide", "end"),
    ),
    separations=(
        apart("above", "review", "hearing", "higher-grade"),
        apart("host", "review", "hearing", "different-section"),
        apart("decision", "review hearing", "decide"),
    ),
)  # fmt: skip

ROSTER = bureau(
    (
        member("gu", "planning", "review", "chief", host=1),
        member("li", "planning", "review", "chief:-1"),
        member("ji", "inspection", "chief", "review", host=0),
        member("he", None, "head", host=5),
    ),
    {
        ("review", "gu"): [("li", None), ("he", "决议1号")],
        ("review", "li"): [("gu", None), ("he", "决议1号")],
        ("head", "he"): [("ji", "决议2号")],
    },
)


def _prelude(_scene: Scene) -> tuple[Attempt, ...]:
    case = CaseId("case-1")
    return (
        Attempt(officer("he"), RecordAbsence(PersonId("gu"), FIRST_DAY, FIRST_DAY, "leave")),
        Attempt(officer("li"), Claim(case, "review@1")),
        Attempt(applicant(), AskRecusal(case, "ji", "other", "理由")),
    )


SCENE = Scene(
    name="a recusal that is asked for",
    chart=CHART,
    roster=ROSTER,
    calendar=CALENDAR,
    opens=("review", "hearing"),
    routes={
        "review": lambda _v: ("decide",), "hearing": lambda _v: ("decide",),
        "decide": lambda _v: (),
    },
    joins={"decide": ("review", "hearing")},
    variants={"review": (Variant(),)},
    prelude=_prelude,
    verbs=frozenset({"claim", "sign", "recuse", "decide", "return", "leave", "days", "transfer"}),
    relations=relations([Relation("nobody", party("party-1"), "interest")]),
    critical=("gu", "ji"),
    leave=(("leave", 0, 1),),
    last_day=0,
)  # fmt: skip
