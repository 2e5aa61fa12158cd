"""A penalty case: the visit of three is signed by one, and a check waits for the doing."""

from support.modelcheck.scene import Attempt, Scene, Variant, officer
from support.modelcheck.scenes.drawing import CALENDAR, CARD, PLANNING, apart, bureau, chart, member
from zhiheng.commands.signing.sign import Sign
from zhiheng.model.chart import Task
from zhiheng.model.ids import CaseId, ElementPath, PostId
from zhiheng.model.limit import Basis
from zhiheng.model.risk import Measure, Risk
from zhiheng.model.sign_off import SignOff, SignOffKind

VISIT = Task(
    ElementPath("visit"), "现场检查", PostId("inspect"),
    sign_off=SignOff(
        SignOffKind.TWO_PERSON, PLANNING, CARD, Basis("中华人民共和国行政处罚法", "第四十二条"),
        hands=3,
    ),
    risks=(
        Risk("V1", "integrity", "一人检查", "medium", "low", PostId("inspect"), (
            Measure("两人", guard="site_visit_two"), Measure("科室监督", guard="joint_visit"),
            Measure("亮证", guard="credential_shown"),
            Measure("留有影像", confirm=True),
        )),
    ),
)  # fmt: skip
CHECK = Task(
    ElementPath("check"), "证据复核", PostId("inspect"), crosscheck=PostId("chief"), opinion="none",
    risks=(
        Risk("C1", "integrity", "证据不实", "high", "low", PostId("chief"), (
            Measure("每次复核", guard="ab_role"),
        )),
    ),
)  # fmt: skip
REPORT = Task(ElementPath("report"), "调查报告", PostId("inspect"))
CHART = chart(
    "penalty", (VISIT, CHECK, REPORT),
    (
        ("start", "fork"), ("fork", "visit"), ("fork", "check"), ("visit", "join"),
        ("check", "join"), ("join", "report"), ("report", "end"),
    ),
    category="行政处罚",
    separations=(
        apart("goes-on", "visit", "report", "same-person"),
        apart("both", "visit", "check", hard=False),
    ),
)  # fmt: skip

ROSTER = bureau(
    (
        member("ji", "inspection", "inspect", law=1),
        member("li", "inspection", "inspect", law=1),
        member("gu", "planning", "chief", law=0),
        member("he", None, "head", "chief", law=9),
    ),
    {
        ("inspect", "ji"): [("gu", "决议1号"), ("he", "决议1号")],
        ("inspect", "li"): [("gu", "决议1号"), ("he", "决议1号")],
    },
)


def _prelude(_scene: Scene) -> tuple[Attempt, ...]:
    return (Attempt(officer("ji"), Sign(CaseId("case-1"), "visit@1", 1, "属实")),)


SCENE = Scene(
    name="a visit that is signed by one of three",
    chart=CHART,
    roster=ROSTER,
    calendar=CALENDAR,
    opens=("visit", "check"),
    routes={
        "visit": lambda _v: ("report",),
        "check": lambda _v: ("report",),
        "report": lambda _v: (),
    },
    joins={"report": ("visit", "check")},
    variants={"visit": (Variant(confirmations={"V1.4": "有"}), Variant())},
    prelude=_prelude,
    verbs=frozenset({"claim", "unclaim", "sign", "days", "leave", "transfer"}),
    last_day=2,
)
