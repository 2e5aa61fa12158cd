"""A payment whose amount, with those of other cases, comes near to what one may decide."""

from datetime import timedelta
from decimal import Decimal

from support.modelcheck.law.parameter_files import IN_FORCE
from support.modelcheck.scene import FIRST_DAY, Attempt, Scene, Spent, Variant, officer
from support.modelcheck.scenes.drawing import CALENDAR, bureau, chart, choice, form, member
from zhiheng.commands.personnel.absence import RecordAbsence
from zhiheng.model.amount import AmountRule
from zhiheng.model.chart import ParameterUse, Task, Variable, VariableType
from zhiheng.model.ids import ElementPath, PersonId, PostId
from zhiheng.model.meeting import Collective
from zhiheng.model.sign_off import SignOff, SignOffKind

ASK = Task(
    ElementPath("ask"), "申请", PostId("review"), opinion="none",
    form=form("amount", "supplier", "urgent", required=("amount",)),
)  # fmt: skip
SMALL = Task(
    ElementPath("small"), "科室审批", PostId("chief"),
    amount=AmountRule("amount", "spending", "supplier", "supplier", "urgent == 'no'"),
)  # fmt: skip
BOTH = Task(
    ElementPath("both"), "联签", PostId("chief"), opinion="none",
    sign_off=SignOff(SignOffKind.TWO_PERSON, second=PostId("deputy")),
    amount=AmountRule("amount", "spending", "supplier", "supplier"),
)  # fmt: skip
ALONE = Task(
    ElementPath("alone"), "单笔", PostId("head"), opinion="none",
    amount=AmountRule("amount", "spending"),
)  # fmt: skip
CHART = chart(
    "payment", (ASK, SMALL, BOTH, ALONE),
    (
        ("start", "ask"), ("ask", "fork"), ("fork", "small"), ("fork", "both"), ("fork", "alone"),
        ("small", "join"), ("both", "join"), ("alone", "join"), ("join", "end"),
    ),
    variables=(
        Variable("amount", VariableType.DECIMAL, "金额", ElementPath("ask"), scale=2),
        Variable("supplier", VariableType.TEXT, "供应商", ElementPath("ask")),
        choice("urgent", "ask", "yes", "no"),
    ),
    parameters=(ParameterUse("bound", VariableType.DECIMAL, "限额"),),
)  # fmt: skip

ROSTER = bureau(
    (
        member("wu", "window", "review"),
        member("gu", "planning", "chief"),
        member("ji", "inspection", "deputy"),
        member("he", None, "head"),
    ),
    {("chief", "gu"): [("ji", "决议1号")], ("head", "he"): [("ji", "决议1号")]},
)


def _asks(amount: str, supplier: str = "甲 公司", urgent: str = "no") -> Variant:
    return Variant({"amount": amount, "supplier": supplier, "urgent": urgent})


def _before(days: int) -> object:
    return FIRST_DAY - timedelta(days=days)


def _prelude(_scene: Scene) -> tuple[Attempt, ...]:
    return (Attempt(officer("he"), RecordAbsence(PersonId("gu"), FIRST_DAY, FIRST_DAY, "leave")),)


SCENE = Scene(
    name="an amount near its limit",
    chart=CHART,
    roster=ROSTER,
    calendar=CALENDAR,
    opens=("ask",),
    routes={
        "ask": lambda _v: ("small", "both", "alone"), "small": lambda _v: (),
        "both": lambda _v: (), "alone": lambda _v: (),
    },
    variants={
        "ask": (
            _asks("400.00", "ａ公司"), _asks("400.01", "A 公司"), _asks("400.00", "乙"),
            _asks("999.99", "乙"), _asks("1000.00", "乙"), _asks("5000.00", "乙"),
            _asks("4999.99", "乙"), _asks("20000.00", "乙"), _asks("90000.00", "乙"),
            _asks("0.00", "乙"), _asks("1.00", "乙"), _asks("-1.00", "乙"),
            _asks("600.00", "丙", "yes"),
            _asks("700.00", "丁"), _asks("700.01", "丁"), _asks("3000.00", "丁"),
        ),
    },
    prelude=_prelude,
    verbs=frozenset({"sign", "parameters", "return", "days"}),
    spent=(
        Spent("spending", "supplier/a公司", FIRST_DAY - timedelta(days=9), Decimal("300.00")),
        Spent("spending", "supplier/a公司", FIRST_DAY - timedelta(days=10), Decimal("9000.00")),
        Spent("spending", "supplier/a公司", FIRST_DAY, Decimal("300.00")),
        Spent("other", "supplier/乙", FIRST_DAY, Decimal("9000.00")),
        Spent("spending", "supplier/丁", FIRST_DAY, Decimal("600.00")),
    ),
    parameters=IN_FORCE,
    last_day=1,
)  # fmt: skip
__all__ = ["SCENE", "Collective"]
