"""Two meetings, one half voted and one convened; and what follows of their resolutions."""

from dataclasses import replace

from support.modelcheck.law.parameter_files import IN_FORCE
from support.modelcheck.scene import FIRST_DAY, Attempt, Scene, Variant, officer
from support.modelcheck.scenes.drawing import CALENDAR, apart, bureau, chart, choice, form, member
from zhiheng.commands.assignment.recusal import AskRecusal
from zhiheng.commands.meetings.attend import Attend
from zhiheng.commands.meetings.convene import Convene
from zhiheng.commands.meetings.vote import Vote
from zhiheng.commands.signing.sign import Sign
from zhiheng.model.amount import AmountRule
from zhiheng.model.chart import Task, Variable, VariableType
from zhiheng.model.ids import CaseId, ElementPath, PostId
from zhiheng.model.meeting import Ballot, Collective, Tie
from zhiheng.model.sign_off import Follow, SignOff, SignOffKind

HEAD, CHIEF, WINDOW = PostId("head"), PostId("chief"), PostId("window")
PREPARE = Task(
    ElementPath("prepare"),
    "议题准备",
    PostId("review"),
    opinion="none",
    form=form("urgent", "amount"),
)


def _meets(name: str, rules: Collective, amount: AmountRule | None = None) -> Task:
    return Task(
        ElementPath(name), name, PostId("review"), form=form(rules.variable),
        sign_off=SignOff(SignOffKind.COLLECTIVE, collective=rules), amount=amount,
    )  # fmt: skip


COUNCIL = _meets("council", Collective(
    HEAD, "resolved", "yes", "no", (HEAD, CHIEF, WINDOW, PostId("review")), notice=0,
    tie=Tie.CHAIR, veto=frozenset({CHIEF}), deferred="later",
), AmountRule("amount", "spending"))  # fmt: skip
BOARD = _meets("board", Collective(
    HEAD, "agreed", "yes", "no", (HEAD, CHIEF, WINDOW), rules="board",
))  # fmt: skip
ISSUE = Task(
    ElementPath("issue"), "签发", PostId("deputy"), opinion="none", form=form("issued", "sent"),
    follows=(
        Follow("urgent", "yes", "sent", "today"), Follow("resolved", "yes", "issued", "grant"),
        Follow("agreed", "no", "issued", "refuse"),
    ),
)  # fmt: skip
CHART = chart(
    "meeting", (PREPARE, COUNCIL, BOARD, ISSUE),
    (
        ("start", "prepare"), ("prepare", "fork"), ("fork", "council"), ("fork", "board"),
        ("fork", "issue"), ("council", "join"), ("board", "join"),
        ("issue", "join"), ("join", "end"),
    ),
    variables=(
        choice("resolved", "council", "yes", "no", "later"), choice("agreed", "board", "yes", "no"),
        choice("issued", "issue", "grant", "refuse"),
        Variable("amount", VariableType.DECIMAL, "金额", ElementPath("prepare"), scale=2),
        choice("urgent", "prepare", "yes", "no"), choice("sent", "issue", "today", "later"),
    ),
    separations=(apart("prepared", "prepare", "board"),),
)  # fmt: skip

ROSTER = bureau(
    (
        member("wu", "window", "window", "deputy"),
        member("gu", "planning", "chief", "review"),
        member("ji", "inspection", "review", "window"),
        member("he", None, "head", "window"),
    ),
    {("head", "he"): [("gu", None), ("wu", "决议1号"), ("ji", "决议1号")]},
)
EVERYBODY = ("he", "gu", "wu", "ji")
TOPICS = ("议题",)


def _prelude(_scene: Scene) -> tuple[Attempt, ...]:
    case, ji = CaseId("case-1"), officer("ji")
    return (
        Attempt(
            officer("ji"), Sign(case, "prepare@1", values={"urgent": "yes", "amount": "30000.00"})
        ),
        Attempt(ji, Convene(case, "council@1", FIRST_DAY, TOPICS)),
        Attempt(ji, Attend(case, "council@1", EVERYBODY)),
        Attempt(officer("wu"), Vote(case, "council@1", Ballot.AGREE)),
        Attempt(officer("ji"), Vote(case, "council@1", Ballot.AGAINST, "理由")),
        Attempt(officer("gu"), Convene(case, "board@1", FIRST_DAY, TOPICS)),
    )


def _resolved(scene: Scene) -> tuple[Attempt, ...]:
    case = CaseId("case-1")
    return (
        *_prelude(scene),
        Attempt(officer("gu"), Vote(case, "council@1", Ballot.AGREE)),
        Attempt(officer("he"), Vote(case, "council@1", Ballot.AGREE)),
        Attempt(officer("ji"), Sign(case, "council@1", 1, "如实")),
    )


def _without_chair(_scene: Scene) -> tuple[Attempt, ...]:
    case, he, ji = CaseId("case-1"), officer("he"), officer("ji")
    filled = {"urgent": "yes", "amount": "30000.00"}
    return (
        Attempt(ji, Sign(case, "prepare@1", values=filled)),
        Attempt(ji, Convene(case, "council@1", FIRST_DAY, TOPICS)),
        Attempt(he, AskRecusal(case, "he", "other", "理由")),
    )


SCENE = Scene(
    name="a meeting that has half voted",
    chart=CHART,
    roster=ROSTER,
    calendar=CALENDAR,
    opens=("prepare",),
    routes={
        "prepare": lambda _v: ("council", "board", "issue"),
        "council": lambda _v: (), "board": lambda _v: (),
        "issue": lambda _v: (),
    },
    variants={
        "issue": tuple(
            Variant({"issued": issued, "sent": sent})
            for issued, sent in (("grant", "today"), ("refuse", "today"), ("grant", "later"))
        )
    },
    prelude=_prelude,
    verbs=frozenset({"meeting", "sign", "aside", "days"}),
    parameters=IN_FORCE,
    last_day=1,
)  # fmt: skip
RESOLVED = replace(
    SCENE, name="a meeting that has resolved", prelude=_resolved, verbs=frozenset({"sign"})
)
WITHOUT_CHAIR = replace(
    SCENE,
    name="a meeting whose chair stands aside",
    prelude=_without_chair,
    verbs=frozenset({"meeting"}),
    last_day=0,
)
