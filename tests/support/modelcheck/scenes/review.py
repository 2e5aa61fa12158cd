"""A permit that waits for its review, after one supplement notice and its acceptance."""

from datetime import timedelta
from typing import Any

from support.modelcheck.scene import FIRST_DAY, Attempt, Scene, Variant, applicant, officer
from support.modelcheck.scenes.drawing import CALENDAR, apart, bureau, chart, choice, form, member
from zhiheng.commands.assignment.recusal import AskRecusal
from zhiheng.commands.personnel.absence import RecordAbsence
from zhiheng.commands.signing.sign import Sign
from zhiheng.model.chart import (
    DocumentRule,
    Meaning,
    Outcome,
    Return,
    Task,
    Variable,
    VariableType,
)
from zhiheng.model.ids import CaseId, ElementPath, PersonId, PostId
from zhiheng.model.limit import Basis, Limit, LimitKind, LimitUnit, Roll
from zhiheng.model.relation import Relation, relations
from zhiheng.model.risk import Measure, Risk
from zhiheng.model.separation import Capacity, Deed

_POST, _BY_LAW = LimitKind.POST, LimitKind.STATUTORY
_BASIS = Basis("中华人民共和国行政许可法", "第四十二条")


def _limit(n: int, unit: LimitUnit, roll: Roll = Roll.NONE) -> Limit:
    return Limit(_POST, n, unit, "enter", "leave", roll, None, _BASIS)


_PAPERS: dict[str, Any] = {
    "papers": {
        "type": "object",
        "x-checklist": True,
        "required": ["deed"],
        "properties": {
            "deed": {"type": "boolean", "title": "权属证明"},
            "plan": {"type": "boolean", "title": "总平面图"},
        },
    },
    "party": {"type": "object", "required": ["name"]},
}

INTAKE = Task(
    ElementPath("intake"), "受理", PostId("window"), opinion="none",
    limits=(_limit(5, LimitUnit.WORKING_DAY),),
    form=form("receipt", "nothing", days={"type": "integer"}, **_PAPERS),
    outcomes=(
        Outcome("receipt", "accept", Meaning.ACCEPTANCE),
        Outcome("receipt", "supplement", Meaning.SUPPLEMENT),
    ),
)  # fmt: skip
SUPPLY = Task(
    ElementPath("supply"), "补正", external="applicant", opinion="none",
    limits=(_limit(10, LimitUnit.DAY, Roll.NEXT),),
)  # fmt: skip
REVIEW = Task(
    ElementPath("review"), "审查", PostId("review"), form=form("finding"),
    limits=(_limit(1, LimitUnit.MONTH),),
    documents=(DocumentRule("审查意见", "out", required=False),),
    risks=(
        Risk("R1", "integrity", "审查走过场", "high", "low", PostId("review"), (
            Measure("留有审查意见", document="审查意见", when="finding == 'ok'"),
            Measure("独立审查", guard="incompatible_duties"),
        )),
    ),
)  # fmt: skip
DECIDE = Task(
    ElementPath("decide"), "决定", PostId("head"), form=form("decision"),
    limits=(_limit(48, LimitUnit.HOUR),),
    outcomes=(
        Outcome("decision", "grant", Meaning.GRANT), Outcome("decision", "refuse", Meaning.REFUSAL),
    ),
    risks=(
        Risk("R2", "integrity", "擅自决定", "high", "low", PostId("head"), (
            Measure("已经审查", step=ElementPath("review")),
            Measure("准予的，审查通过", holds="finding == 'ok'", when="decision == 'grant'"),
            Measure("与申请人没有利害关系", confirm=True),
        )),
        Risk("R3", "efficacy", "拖延", "medium", "low", None, (
            Measure("限时", guard="deadline"),
            Measure("罚缴分离", guard="penalty_payment_separate"),
        )),
    ),
)  # fmt: skip
CHART = chart(
    "permit", (INTAKE, SUPPLY, REVIEW, DECIDE),
    (
        ("start", "intake"), ("intake", "review"), ("intake", "supply"), ("supply", "intake"),
        ("review", "decide"), ("review", "intake"), ("decide", "end"),
    ),
    variables=(
        choice("receipt", "intake", "accept", "supplement"),
        choice("finding", "review", "ok", "back"),
        choice("decision", "decide", "grant", "refuse"),
        Variable("days", VariableType.INTEGER, "承诺时限", ElementPath("intake")),
    ),
    separations=(
        apart("acceptance-review", "intake", "review decide"),
        apart("above", "review", "decide", "higher-grade"),
        apart("kin", "review", "decide", "not-kin"),
        apart("sections", "intake supply", "decide", "different-section"),
        apart("noted", "supply intake", "review", hard=False),
        apart("handled", "decide", "review", scope="applicant", rule="wide"),
    ),
    limits=(
        Limit(_BY_LAW, 20, LimitUnit.WORKING_DAY, "acceptance", "decision", basis=_BASIS),
        Limit(
            LimitKind.PROMISED, None, LimitUnit.WORKING_DAY, "acceptance", "decision",
            variable="days", basis=_BASIS,
        ),
        Limit(LimitKind.PROMISED, 10, LimitUnit.WORKING_DAY, "decision", "leave", basis=_BASIS),
    ),
    returns=(Return(ElementPath("review"), ElementPath("intake"), "which-review-intake", 2),),
)  # fmt: skip

ROSTER = bureau(
    (
        member("wu", "window", "window", "review:0"),
        member("gu", "planning", "review", "window", "chief"),
        member("ji", "inspection", "chief", "deputy"),
        member("he", None, "head"),
    ),
    {
        ("window", "wu"): [("ji", None), ("gu", "决议1号")],
        ("review", "gu"): [("wu", "决议2号"), ("he", "决议2号"), ("ji", "决议2号")],
        ("head", "he"): [("gu", "决议3号"), ("ji", "决议3号")],
    },
)

_ALL = {"deed": True, "plan": False}
ACCEPTED = {"receipt": "accept", "papers": _ALL, "party": {"name": "（虚构）甲"}, "days": 15}
_ASKED = ("总平面图", "委托书")


def _intake(**more: object) -> dict[str, object]:
    return {**ACCEPTED, **more}


def _prelude(_scene: Scene) -> tuple[Attempt, ...]:
    case, wu = CaseId("case-1"), officer("wu")
    tomorrow = FIRST_DAY + timedelta(days=1)
    return (
        Attempt(wu, Sign(case, "intake@1", values={"papers": _ALL}, supplement=_ASKED)),
        Attempt(applicant(), Sign(case, "supply@1")),
        Attempt(wu, Sign(case, "intake@2", values=ACCEPTED)),
        Attempt(applicant(), AskRecusal(case, "gu", "other", "理由")),
        Attempt(officer("he"), RecordAbsence(PersonId("gu"), tomorrow, tomorrow, "leave")),
    )


SCENE = Scene(
    name="a review that waits",
    chart=CHART,
    roster=ROSTER,
    calendar=CALENDAR,
    opens=("intake",),
    routes={
        "intake": lambda v: ("review",) if v["receipt"] == "accept" else ("supply",),
        "supply": lambda _v: ("intake",),
        "review": lambda v: ("decide",) if v["finding"] == "ok" else ("intake",),
        "decide": lambda _v: (),
    },
    variants={
        "intake": (
            Variant(_intake()),
            Variant(_intake(days=20)),
            Variant(_intake(days=21)),
            Variant(_intake(days=1)),
            Variant(_intake(days=0)),
            Variant({"receipt": "accept", "papers": _ALL}),
            Variant(_intake(papers={"deed": False, "plan": True})),
            Variant({"receipt": "accept", "days": 15}),
            Variant({"papers": {"deed": False}}, supplement=_ASKED[:1]),
            Variant({"papers": {"deed": False}}, supplement=(*_ASKED, "新的一件")),
            Variant({"papers": {"deed": False}}, supplement=("\u200b",)),
            Variant({"papers": {"deed": False}}, supplement=("件" * 200,)),
            Variant({"papers": {"deed": False}}, supplement=("件" * 201,)),
            Variant({"papers": {"deed": False}}, supplement=tuple(map(str, range(30)))),
            Variant({"papers": {"deed": False}}, supplement=tuple(map(str, range(31)))),
            Variant({"receipt": "supplement"}),
            Variant(_intake(), supplement=()),
        ),
        "supply": (Variant(),),
        "review": (
            Variant({"finding": "ok"}, ("审查意见",)),
            Variant({"finding": "ok"}),
            Variant({"finding": "back"}),
            Variant({"finding": "back"}, supplement=_ASKED),
        ),
        "decide": (
            Variant({"decision": "grant"}, (), {"R2.3": "没有"}),
            Variant({"decision": "grant"}),
            Variant({"decision": "refuse"}, (), {"R2.3": "没有"}),
        ),
    },
    prelude=_prelude,
    verbs=frozenset(
        {"claim", "unclaim", "sign", "leave", "days", "look", "deadline", "urge", "decide", "ask"}
    ),
    relations=relations([Relation("gu", "ji", "spouse")]),
    elsewhere={
        "wide": (
            Deed("decide", "ji", Capacity("inspection", "deputy-head"), "a", "case-0"),
            Deed("review", "gu", Capacity("planning", "clerk"), "b", "case-0"),
        )
    },
    leave=(("leave", 0, 1),),
    last_day=1,
)
