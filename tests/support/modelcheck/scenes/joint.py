"""A case that may be put off (暂停), joined with others (并案), and passed round (抄送)."""

from collections.abc import Callable
from typing import Any

from support.modelcheck.scene import (
    AGENCY,
    APPLICANT,
    FIRST_DAY,
    Attempt,
    Scene,
    Variant,
    applicant,
    officer,
)
from support.modelcheck.scenes.drawing import CALENDAR, apart, bureau, chart, choice, form, member
from zhiheng import facts as f
from zhiheng.commands.assignment.claim import Claim
from zhiheng.commands.assignment.recusal import AskRecusal
from zhiheng.commands.cases.acknowledge import Acknowledge
from zhiheng.commands.cases.copy_to import CopyTo
from zhiheng.commands.cases.merge import AskMerger
from zhiheng.commands.cases.suspend import AskSuspension, DecideSuspension
from zhiheng.commands.signing.sign import Sign
from zhiheng.model.chart import Meaning, Outcome, Task
from zhiheng.model.ids import CaseId, ElementPath, PersonId, PostId
from zhiheng.model.limit import Basis, Limit, LimitKind, LimitUnit
from zhiheng.state.case import CaseState

_BASIS = Basis("中华人民共和国行政许可法", "第四十二条")
INTAKE = Task(
    ElementPath("intake"), "受理", PostId("window"), opinion="none", form=form("receipt"),
    outcomes=(Outcome("receipt", "accept", Meaning.ACCEPTANCE),),
)  # fmt: skip
HANDLE = Task(ElementPath("handle"), "办理", PostId("review"), opinion="none")
DECIDE = Task(
    ElementPath("decide"), "决定", PostId("deputy"), opinion="none", form=form("decision"),
    outcomes=(Outcome("decision", "grant", Meaning.GRANT),),
)  # fmt: skip
CHART = chart(
    "joint", (INTAKE, HANDLE, DECIDE),
    (("start", "intake"), ("intake", "handle"), ("handle", "decide"), ("decide", "end")),
    variables=(choice("receipt", "intake", "accept"), choice("decision", "decide", "grant")),
    separations=(
        apart("taken", "intake", "decide"), apart("noted", "intake", "handle", hard=False),
    ),
    limits=(
        Limit(
            LimitKind.STATUTORY, 20, LimitUnit.WORKING_DAY, "acceptance", "decision", basis=_BASIS
        ),
    ),
)  # fmt: skip

ROSTER = bureau(
    (
        member("wu", "window", "window", "review"),
        member("gu", "planning", "chief", "review"),
        member("ji", "inspection", "deputy"),
        member("he", None, "head", "deputy"),
    ),
    {},
)
Prelude = Callable[[Scene], tuple[Attempt, ...]]

DUE = "2026-11-03"
"""Of the lead; twenty working days from the first, a holiday and its make-up day between."""


def _clock(kind: str, due: str) -> f.ClockStarted:
    return f.ClockStarted(
        clock=kind, kind=kind, n=20, unit="working-day", roll="none", ends_with="decision",
        start=FIRST_DAY.isoformat(), due=due, remind_on=due, yellow_on=due,
        red_at=f"{due}T16:00:00.000000Z",
    )  # fmt: skip


def _other(case: str, *facts: Any, applicant: str = APPLICANT, chart: str = "") -> CaseState:
    state = CaseState(case, AGENCY)
    opened = f.TaskOpened(task="handle", visit=1, slots=(f.SlotOpened(no=1, post="review"),))
    started = f.CaseStarted(
        key="joint", version=1, chart=chart or CHART.digest, applicant=applicant,
        content="0" * 64, channel="window",
    )  # fmt: skip
    for fact in (started, opened, *facts):
        state.apply(fact, "2026-09-29T04:00:00.000000Z")
    return state


def _by(path: str, person: str) -> f.CaseAbsorbed:
    """Who had acted there."""
    acted = f.Acted(task=path, person=person, section="window", grade="clerk")
    return f.CaseAbsorbed(other="case-0", n=1, hash="0" * 64, acted=(acted,))


_ASKED = f.SuspensionAsked(
    suspension=1, by="wu", ground="party", content="0" * 64, until=FIRST_DAY.isoformat()
)
_GRANTED = f.SuspensionDecided(suspension=1, granted=True, decided_by="ji", content="0" * 64)
_ASIDE = f.RecusalAsked(recusal=1, person="ji", asked_by="ji", content="0" * 64)
OTHERS = (
    _other("same-day", _clock("statutory", DUE), _by("intake", "wu")),
    _other("later", _clock("statutory", "2026-12-01"), _by("handle", "gu")),
    _other("older", _clock("statutory", "2026-11-02")),
    _other("promised", _clock("statutory", DUE), _clock("promised", "2026-12-01")),
    _other("both-sides", _by("decide", "wu")),
    _other("noted", _by("handle", "wu")),
    _other("of-another", applicant="party-2"),
    _other("on-another", chart="0" * 64),
    _other("decided", f.Decided(means="grant", on=FIRST_DAY.isoformat())),
    _other("put-off", _ASKED, _GRANTED),
    _other("without-ji", _ASIDE),
    _other("ended", f.CaseClosed(outcome="end")),
)


def _prelude(_scene: Scene) -> tuple[Attempt, ...]:
    case = CaseId("case-1")
    return (
        Attempt(officer("wu"), Sign(case, "intake@1", values={"receipt": "accept"})),
        Attempt(officer("gu"), Claim(case, "handle@1", 1)),
        Attempt(applicant(), AskRecusal(case, "ji", "other", "理由")),
    )


def _put_off(scene: Scene) -> tuple[Attempt, ...]:
    case = CaseId("case-1")
    return (
        *_prelude(scene),
        Attempt(officer("gu"), AskSuspension(case, "party", "理由", FIRST_DAY)),
        Attempt(officer("gu"), CopyTo(case, (PersonId("wu"), PersonId("ji")))),
        Attempt(officer("wu"), Acknowledge(case, 1)),
        Attempt(officer("he"), DecideSuspension(case, 1, granted=True, reason="理由")),
    )


def _joining(scene: Scene) -> tuple[Attempt, ...]:
    case = CaseId("case-1")
    return (
        *_prelude(scene),
        Attempt(officer("gu"), AskMerger(case, CaseId("later"), "理由")),
    )


def _asked_by_a_leader(_scene: Scene) -> tuple[Attempt, ...]:
    """Nobody grants what he has asked for, whatever his grade."""
    case, ji = CaseId("case-1"), officer("ji")
    return (
        Attempt(officer("wu"), Sign(case, "intake@1", values={"receipt": "accept"})),
        Attempt(officer("gu"), Sign(case, "handle@1")),
        Attempt(ji, Claim(case, "decide@1", 1)),
        Attempt(ji, AskSuspension(case, "party", "理由", FIRST_DAY)),
        Attempt(ji, AskMerger(case, CaseId("later"), "理由")),
    )


def _scene(name: str, prelude: Prelude, *verbs: str, last_day: int = 0) -> Scene:
    return Scene(
        name=name,
        chart=CHART,
        roster=ROSTER,
        calendar=CALENDAR,
        opens=("intake",),
        routes={
            "intake": lambda _v: ("handle",), "handle": lambda _v: ("decide",),
            "decide": lambda _v: (),
        },
        variants={"decide": (Variant({"decision": "grant"}),)},
        prelude=prelude,
        verbs=frozenset(verbs),
        leave=(("leave", 0, 0),),
        last_day=last_day,
        others=OTHERS if "merge" in verbs else (),
    )  # fmt: skip


SCENES = (
    _scene(
        "a case that may be put off",
        _prelude,
        "sign",
        "suspend",
        "copy",
        "aside",
        "days",
        last_day=1,
    ),
    _scene("a case that is put off", _put_off, "sign", "suspend", "copy", "days", last_day=1),
    _scene("a merger that is asked for", _joining, "merge"),
    _scene("what a leader asks for", _asked_by_a_leader, "merge", "suspend"),
    _scene("a case that may be joined", _prelude, "sign", "merge", "aside"),
)
