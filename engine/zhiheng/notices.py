"""Who is told of what (提醒): one table from kinds of facts to recipients, for all of them.

A kind that is named in neither table is told to nobody, but to its `receiver` where it has one.
Nobody is told of his own act. Local practice; where a law demands that a party be told, the paper
is served by a step of the chart, and no notice stands in its place.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, get_args

from zhiheng import facts as f
from zhiheng.model.notice import (
    RETURNED,
    SUPERVISOR,
    SYSTEM,
    Notice,
    to_card,
    to_decider_on,
    to_grade,
    to_party,
    to_person,
    to_post,
    to_section,
)
from zhiheng.model.person import Roster
from zhiheng.rules.cards import recipients
from zhiheng.state.case import CaseState
from zhiheng.state.task import OpenTask, task_id

LEADER = "deputy-head"
"""Who grants suspensions and mergers (rules/suspension.py)."""

_OfCase = Callable[[CaseState, Any], Iterator[Notice]]
_OfAgency = Callable[[Roster | None, Any], Iterator[Notice]]


def told(state: CaseState, fact: f.AnyFact, actor: f.Actor) -> Iterator[Notice]:
    """Whom a fact of a case is told to, each once. state: as it was before the fact."""
    kind = type(fact)
    tell = _OF_CASE.get(kind)
    return _but(actor, tell(state, fact)) if tell is not None else iter(())


def told_by_agency(roster: Roster | None, fact: f.AnyFact, actor: f.Actor) -> Iterator[Notice]:
    """The same of a fact of the agency. roster: in force before the entry."""
    tell = _OF_AGENCY.get(type(fact))
    return _but(actor, tell(roster, fact)) if tell is not None else iter(())


def told_of_card(
    persons: Iterable[str], told: Iterable[str], fact: f.AnyFact, actor: f.Actor
) -> Iterator[Notice]:
    """The same of a fact of a card: those who got it and those above, or supervision to decide."""
    if isinstance(fact, f.CardAnswered | f.CardAppealed):
        return _but(actor, iter((Notice(kind_of(fact), SUPERVISOR),)))
    return _but(actor, (Notice(kind_of(fact), to) for to in recipients(persons, told)))


def _but(actor: f.Actor, notices: Iterator[Notice]) -> Iterator[Notice]:
    own = to_party(actor.party) if actor.party else to_person(actor.person or actor.account)
    seen = {own}
    for notice in notices:
        if notice.to not in seen:
            seen.add(notice.to)
            yield notice


def kind_of(fact: f.AnyFact) -> str:
    """`task-opened` of `task-opened/1`: notices are named like what they tell."""
    return str(fact.__struct_config__.tag).partition("/")[0]


def _opened(s: CaseState, x: f.TaskOpened) -> Iterator[Notice]:
    """The posts that may act; and who signed the step before, if it was sent back."""
    for person in s.acted.get(x.task, ()):
        yield Notice(RETURNED, to_person(person), x.task, x.visit)
    for slot in x.slots:
        yield Notice("task-opened", _place(s, slot), x.task, x.visit)


def _place(s: CaseState, slot: f.SlotOpened) -> str:
    """A step of nobody in the office is the applicant's own."""
    if slot.post is not None:
        return to_post(slot.post)
    if slot.section is not None:
        return to_section(slot.section)
    return to_card(slot.qualification) if slot.qualification else to_party(s.applicant)


def _urged(s: CaseState, x: f.TaskUrged) -> Iterator[Notice]:
    """Whoever holds a place of the step, and whose post has one that is free."""
    for slot in _open(s, x).slots:
        if slot.signed is None:
            to = to_person(slot.assignee) if slot.assignee else _place(s, slot.opened)
            yield Notice("task-urged", to, x.task, x.visit)


def _open(s: CaseState, x: Any) -> OpenTask:
    return s.open[task_id(x.task, x.visit)]


def _warned(s: CaseState, x: f.ClockWarned) -> Iterator[Notice]:
    """Whoever holds a place of what is late, or whose post has one free; of red, supervision too.

    A limit of the whole case is of all its open steps. What was started and taken back is nobody's.
    """
    clock = s.clocks.get(x.clock)
    steps = [] if clock is None else [o for o in s.open.values() if _runs_on(clock, o)]
    for step in steps:
        for slot in step.slots:
            if slot.signed is None:
                to = to_person(slot.assignee) if slot.assignee else _place(s, slot.opened)
                yield Notice(f"limit-{x.rung}", to, step.path, step.visit)
    if x.rung == "red" and clock is not None:
        yield Notice("limit-red", SUPERVISOR, clock.task, clock.visit)


def _runs_on(clock: Any, step: OpenTask) -> bool:
    return clock.task is None or (clock.task, clock.visit) == (step.path, step.visit)


def _voided(s: CaseState, x: f.SignaturesVoided) -> Iterator[Notice]:
    for slot in _open(s, x).slots:
        if slot.signed is not None and slot.opened.no in x.slots:
            yield Notice("signatures-voided", to_person(slot.signed.person), x.task, x.visit)


def _convened(_s: CaseState, x: f.MeetingConvened) -> Iterator[Notice]:
    for member in x.members:
        yield Notice("meeting-convened", to_person(member.person), x.task, x.visit)


def _risk(_s: CaseState, x: f.RiskNoticed) -> Iterator[Notice]:
    yield Notice("risk-noticed", to_grade(x.grade), x.task, x.visit)


def _bound(_s: CaseState, x: f.BoundKept) -> Iterator[Notice]:
    """Supervision sees at once what was decided off the benchmark (R-134; 004: 咸阳)."""
    if x.standing != "on-benchmark":
        yield Notice("bound-kept", SUPERVISOR, x.task, x.visit)


def _blocked(_s: CaseState, x: f.TaskBlocked) -> Iterator[Notice]:
    yield Notice("task-blocked", SUPERVISOR, x.task, x.visit)


def _recusal_asked(_s: CaseState, x: f.RecusalAsked) -> Iterator[Notice]:
    yield Notice("recusal-asked", to_decider_on(x.person))


def _recusal_decided(s: CaseState, x: f.RecusalDecided) -> Iterator[Notice]:
    """The person, and who had asked for it."""
    yield Notice("recusal-decided", to_person(x.person))
    yield Notice("recusal-decided", to_person(s.recusals[x.recusal].asked_by))


def _copied(_s: CaseState, x: f.CaseCopied) -> Iterator[Notice]:
    for person in x.receivers:
        yield Notice("case-copied", to_person(person))


def _withdrawn(s: CaseState, _x: f.CaseWithdrawn) -> Iterator[Notice]:
    """Those who had begun on it."""
    for task in s.open.values():
        for slot in task.slots:
            if slot.assignee is not None:
                yield Notice("case-withdrawn", to_person(slot.assignee), task.path, task.visit)


def _applicant(s: CaseState, x: f.AnyFact) -> Iterator[Notice]:
    yield Notice(kind_of(x), to_party(s.applicant))


def _receiver(_s: object, x: Any) -> Iterator[Notice]:
    task, visit = getattr(x, "task", None), getattr(x, "visit", None)
    yield Notice(kind_of(x), to_person(x.receiver), task, visit)


def _person(_s: CaseState, x: Any) -> Iterator[Notice]:
    yield Notice(kind_of(x), to_person(x.person), x.task, x.visit)


def _reported(s: CaseState, x: f.DelegateReported) -> Iterator[Notice]:
    """Who holds the step: it is his to sign now."""
    holder = next(a.assignee for a in _open(s, x).slots if a.opened.no == x.no)
    if holder is not None:
        yield Notice("delegate-reported", to_person(holder), x.task, x.visit)


def _asks_leaders(_s: CaseState, x: Any) -> Iterator[Notice]:
    yield Notice(kind_of(x), to_grade(LEADER))


def _suspension_decided(s: CaseState, x: f.SuspensionDecided) -> Iterator[Notice]:
    """Who had asked; and the applicant, whose case stands still."""
    yield Notice("suspension-decided", to_person(s.suspensions[x.suspension].by))
    if x.granted:
        yield Notice("suspension-decided", to_party(s.applicant))


def _merger_decided(s: CaseState, x: f.MergerDecided) -> Iterator[Notice]:
    yield Notice("merger-decided", to_person(s.mergers[x.merger].by))


def _leave_asked(roster: Roster | None, _x: f.LeaveAsked) -> Iterator[Notice]:
    for post in roster.posts.values() if roster else ():
        if post.approves_leave:
            yield Notice("leave-asked", to_post(post.id))


def _leave_decided(_roster: Roster | None, x: f.LeaveDecided) -> Iterator[Notice]:
    """A granted one is told by the absence in the same entry."""
    if not x.granted:
        yield Notice("leave-decided", to_person(x.person))


def _absence(_roster: Roster | None, x: f.AbsenceRecorded) -> Iterator[Notice]:
    yield Notice("absence-recorded", to_person(x.person))


def _stopped(_roster: Roster | None, _x: f.CasesStopped) -> Iterator[Notice]:
    yield Notice("cases-stopped", SUPERVISOR)


def _proposed(_roster: Roster | None, _x: f.ParametersProposed) -> Iterator[Notice]:
    yield Notice("parameters-proposed", SYSTEM)


_WITH_RECEIVER = [x for x in get_args(f.AnyFact) if "receiver" in x.__struct_fields__]
_OF_CASE: Mapping[type, _OfCase] = {
    **dict.fromkeys(_WITH_RECEIVER, _receiver),
    f.TaskOpened: _opened,
    f.TaskUrged: _urged,
    f.ClockWarned: _warned,
    f.SignaturesVoided: _voided,
    f.MeetingConvened: _convened,
    f.RiskNoticed: _risk,
    f.BoundKept: _bound,
    f.TaskBlocked: _blocked,
    f.RecusalAsked: _recusal_asked,
    f.RecusalDecided: _recusal_decided,
    f.CaseCopied: _copied,
    **dict.fromkeys((f.SignerAdded, f.SlotDelegated, f.DelegationRecalled), _person),
    f.DelegateReported: _reported,
    f.SuspensionAsked: _asks_leaders,
    f.SuspensionDecided: _suspension_decided,
    f.CaseResumed: _applicant,
    f.MergerAsked: _asks_leaders,
    f.MergerDecided: _merger_decided,
    f.CaseMerged: _applicant,
    f.CaseWithdrawn: _withdrawn,
    f.CaseAccepted: _applicant,
    f.SupplementNoticed: _applicant,
    f.Decided: _applicant,
    f.CaseClosed: _applicant,
}
_OF_AGENCY: Mapping[type, _OfAgency] = {
    **dict.fromkeys(_WITH_RECEIVER, _receiver),
    f.LeaveAsked: _leave_asked,
    f.LeaveDecided: _leave_decided,
    f.AbsenceRecorded: _absence,
    f.CasesStopped: _stopped,
    f.ParametersProposed: _proposed,
}
