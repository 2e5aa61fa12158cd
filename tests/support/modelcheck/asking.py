"""What is only asked, and changes nothing: limits, gates, offices, draws; who sees a case."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from support.modelcheck.scene import Attempt, Done, Node
from zhiheng.errors import NotVisible, Refusal
from zhiheng.model.limit import LimitUnit, Roll
from zhiheng.model.parameters import GRADES, NO_PARAMETERS
from zhiheng.rules import clock, draw, officers, reporting, risk, timer
from zhiheng.rules.in_force import not_in_force
from zhiheng.rules.visibility import may_see


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody opens the case, or one like it that is a system case and ends in a command."""

    ends_in: str | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """Somebody asks when a limit ends. n, unit, roll: of the limit; ago: it began, in days."""

    n: int
    unit: str
    roll: str
    ago: int = 0


@dataclass(frozen=True, slots=True)
class CheckChart:
    """Somebody asks whether all that the chart names is in force; bare: with nothing in force."""

    bare: bool = False


@dataclass(frozen=True, slots=True)
class Survey:
    """Somebody asks which gates stand on each step, and who is told of its risks."""


@dataclass(frozen=True, slots=True)
class Ask:
    """Somebody asks for the outcome of a draw, an office, or who may have which account.

    what: a key of `_ANSWERS`. of: what it is asked about.
    """

    what: str
    of: tuple[Any, ...]


def _look(node: Node, attempt: Attempt) -> Done:
    ends_in = attempt.command.ends_in or node.state.command
    if not may_see(attempt.caller, node.state.applicant, ends_in):
        raise NotVisible("no-such-case")
    return Done()


def _ask(_node: Node, attempt: Attempt) -> Done:
    return Done(answer=_ANSWERS[attempt.command.what](*attempt.command.of))


def _drawn(seed: str, pool: Any, barred: Mapping[str, Any]) -> Any:
    try:
        return draw.outcome_of(seed, pool, barred)
    except ValueError:
        return "refused"


def _overlaps(*asked: Any) -> str | None:
    found = officers.overlaps(*asked)
    return found.rule if found is not None else None


_ANSWERS: Mapping[str, Callable[..., Any]] = {
    "draw": _drawn,
    "draw-seed": draw.seed_of,
    "draw-share": draw.share_of,
    "draw-two-thirds": draw.two_thirds,
    "answer-days": lambda: reporting.ANSWER_DAYS,
    "office": reporting.office_for,
    "report-read": reporting.may_read,
    "report-answer": reporting.may_answer,
    "officers": _overlaps,
}


def _deadline(node: Node, attempt: Attempt) -> Done:
    """The end, what is left on some days, the end of as many hours, and warnings; or `refused`."""
    asked, calendar = attempt.command, node.scene.calendar
    start = node.today - timedelta(days=asked.ago)
    try:
        due = clock.due(asked.n, LimitUnit(asked.unit), start, calendar, Roll(asked.roll))
        hours = clock.due_instant(asked.n, node.now)
    except ValueError:
        return Done(answer="refused")
    if _counts_without_zone(node):
        return Done(answer="an instant without a zone was counted")
    days = [node.today + timedelta(days=d) for d in _AFTER]
    days += [due.due + timedelta(days=d) for d in (-2, 0, 1, 4)]
    left = [(d, clock.remaining_working_days(d, due.due, calendar)) for d in days]
    span = (start, due.due, asked.n, LimitUnit(asked.unit), calendar)
    return Done(
        answer=(
            due,
            left,
            hours,
            clock.remind_on(*span),
            clock.yellow_on(*span),
            _timer(node, asked),
        )
    )


def _timer(node: Node, asked: Deadline) -> tuple[timer.Firing, timer.Firing, list[str | None]]:
    """When a timer would fire, in such units and in hours; and what stands against it around."""
    calendar = node.scene.calendar
    unit, roll = LimitUnit(asked.unit), Roll(asked.roll)
    since = node.now - timedelta(days=asked.ago)
    found = timer.firing(asked.n, unit, roll, since, calendar)
    hours = timer.firing(asked.n, LimitUnit.HOUR, roll, node.now, calendar)
    against: list[str | None] = []
    for firing in (found, hours):
        for seconds in (-1, 0, 1):
            try:
                timer.may_fire("timer", firing, firing.at + timedelta(seconds=seconds))
                against.append(None)
            except Refusal as refusal:
                against.append(refusal.rule)
    return found, hours, against


def _counts_without_zone(node: Node) -> bool:
    try:
        clock.due_instant(1, node.now.replace(tzinfo=None))
    except ValueError:
        return False
    return True


_AFTER = (0, 1, 5)


def _survey(node: Node, _attempt: Attempt) -> Done:
    chart = node.scene.chart
    gates = {t.path: {g.value for g in risk.gates(chart, t)} for t in chart.tasks}
    return Done(answer=(gates, {g: risk.leader_of(g) for g in (None, *GRADES)}))


def _check(node: Node, attempt: Attempt) -> Done:
    known = NO_PARAMETERS if attempt.command.bare else node.parameters
    return Done(answer=tuple(not_in_force(node.scene.chart, known)))


ASKED: Mapping[type, Callable[[Node, Attempt], Done]] = {
    Ask: _ask,
    CheckChart: _check,
    Deadline: _deadline,
    Look: _look,
    Survey: _survey,
}
