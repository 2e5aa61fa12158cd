"""A seal (用章) half signed by two, a payment that nobody has signed, a panel to be convened."""

from datetime import timedelta

from support.modelcheck.scene import FIRST_DAY, Attempt, Scene, Variant, officer
from support.modelcheck.scenes.drawing import CALENDAR, apart, bureau, chart, choice, form, member
from zhiheng.commands.personnel.absence import RecordAbsence
from zhiheng.commands.signing.sign import Sign
from zhiheng.model.chart import DocumentRule, Task, Variable, VariableType
from zhiheng.model.ids import CaseId, ElementPath, PersonId, PostId
from zhiheng.model.meeting import Collective
from zhiheng.model.risk import Measure, Risk
from zhiheng.model.sign_off import SignOff, SignOffKind

SEAL = Task(
    ElementPath("seal"), "用章", PostId("seal"),
    sign_off=SignOff(SignOffKind.DUAL, second=PostId("chief"), fixed=True),
    form=form(copies={"type": "integer"}),
    documents=(DocumentRule("用章登记", "out", required=False),),
    risks=(
        Risk("S1", "integrity", "私自用章", "high", "low", PostId("seal"), (
            Measure("双签", guard="custody_register"),
            Measure("登记", document="用章登记"),
            Measure("十份以上说明", confirm=True, when="10 / copies < 1"),
        )),
    ),
)  # fmt: skip
PAY = Task(
    ElementPath("pay"), "付款", PostId("seal"), opinion="none",
    sign_off=SignOff(SignOffKind.DUAL, second=PostId("head")),
    risks=(
        Risk("P1", "integrity", "未盖章付款", "low", "low", None, (
            Measure("盖章之后", step=ElementPath("seal"), when="copies == 3"),
        )),
    ),
)  # fmt: skip
PANEL = Task(
    ElementPath("panel"), "论证会", PostId("seal"), form=form("heard"),
    sign_off=SignOff(
        SignOffKind.COLLECTIVE, collective=Collective(PostId("head"), "heard", "yes", "no")
    ),
)  # fmt: skip
FILE = Task(ElementPath("file"), "归档", PostId("seal"), opinion="none")
CHART = chart(
    "seal", (SEAL, PAY, PANEL, FILE),
    (
        ("start", "fork"), ("fork", "seal"), ("fork", "pay"), ("seal", "join"), ("pay", "join"),
        ("fork", "panel"), ("panel", "join"), ("fork", "file"), ("file", "join"), ("join", "end"),
    ),
    variables=(
        Variable("copies", VariableType.INTEGER, "份数", ElementPath("seal")),
        choice("heard", "panel", "yes", "no"),
    ),
    separations=(apart("keeper", "seal", "pay"), apart("files", "seal", "file", "same-person")),
)  # fmt: skip

ROSTER = bureau(
    (
        member("wu", "window", "seal"),
        member("gu", "planning", "chief"),
        member("ji", "inspection", "seal"),
        member("he", None, "head:1"),
    ),
    {
        ("chief", "gu"): [("ji", None), ("wu", "决议1号")],
        ("head", "he"): [("gu", "决议1号")],
        ("seal", "wu"): [("gu", "决议1号"), ("he", "决议1号")],
    },
)


def _filled(copies: object) -> dict[str, object]:
    return {"copies": copies}


def _prelude(_scene: Scene) -> tuple[Attempt, ...]:
    sign = Sign(
        CaseId("case-1"),
        "seal@1",
        1,
        "同意",
        _filled(3),
        {"用章登记": "d" * 64},
    )
    tomorrow = FIRST_DAY + timedelta(days=1)
    away = RecordAbsence(PersonId("gu"), tomorrow, tomorrow, "travel")
    return (
        Attempt(officer("wu", "one session for two"), sign),
        Attempt(officer("he"), away),
    )


SCENE = Scene(
    name="a dual seal that is half signed",
    chart=CHART,
    roster=ROSTER,
    calendar=CALENDAR,
    opens=("seal", "pay", "panel", "file"),
    routes={
        "seal": lambda _v: (),
        "pay": lambda _v: (),
        "panel": lambda _v: (),
        "file": lambda _v: (),
    },
    variants={
        "seal": (
            Variant(_filled(3), ("用章登记",)),
            Variant(_filled(3)),
            Variant(_filled(0), ("用章登记",), {"S1.3": "说明"}),
            Variant(_filled(0), ("用章登记",)),
            Variant(_filled(20), ("用章登记",)),
            Variant(_filled(20), ("用章登记",), {"S1.3": "说明"}),
        ),
    },
    prelude=_prelude,
    verbs=frozenset({"claim", "sign", "amend", "leave", "take-back", "meeting", "days"}),
    leave=(("sick", 0, 0),),
    last_day=1,
)
