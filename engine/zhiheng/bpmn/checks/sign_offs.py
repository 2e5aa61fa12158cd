"""Whether a sign-off says who signs with whom, and a meeting what it decides and who follows."""

from collections.abc import Iterator
from dataclasses import replace

from zhiheng.bpmn.elements.draft import Draft
from zhiheng.bpmn.telling.findings import finding
from zhiheng.model.chart import Task, VariableType
from zhiheng.model.finding import Finding
from zhiheng.model.meeting import Collective
from zhiheng.model.sign_off import Follow, SignOff, SignOffKind

_TWO, _MOST_HANDS = 2, 9


def check_sign_offs(draft: Draft) -> Iterator[Finding]:
    """Findings on sign-offs, meetings, and those who follow their resolutions."""
    for task in draft.chart.tasks:
        if task.sign_off is not None:
            yield from _sign_off(draft, task, task.sign_off)
        for follow in task.follows:
            if not _can_follow(draft, task, follow):
                yield _of(draft, "BPM079", task, variable=follow.variable, other=follow.resolution)


def _sign_off(draft: Draft, task: Task, hands: SignOff) -> Iterator[Finding]:
    most = _MOST_HANDS if hands.kind == SignOffKind.TWO_PERSON else _TWO
    if not _TWO <= hands.hands <= most:
        yield _of(draft, "BPM076", task, what="hands")
    if hands.from_section is not None and hands.second is not None:
        yield _of(draft, "BPM076", task, what="from、second")
    meeting = hands.collective
    if meeting is None:
        return
    if hands.from_section is not None or hands.second is not None or task.external is not None:
        yield _of(draft, "BPM076", task, what="from、second、zh:external")
    if meeting.rules is not None and meeting != _by_rules(meeting):
        yield _of(draft, "BPM076", task, what="quorum、majority、tie、notice")
    if not meeting.chair or (meeting.members and not meeting.veto <= _due(meeting)):
        yield _of(draft, "BPM077", task)
    if len(set(meeting.outcomes)) < len(meeting.outcomes) or not all(
        _choice(draft, meeting.variable, value, task) for value in meeting.outcomes
    ):
        yield _of(draft, "BPM078", task, variable=meeting.variable)


def _by_rules(meeting: Collective) -> Collective:
    """As it stands where it leaves to the agency's rules what they say."""
    plain = Collective(meeting.chair, meeting.variable, meeting.passed, meeting.rejected)
    return replace(
        meeting,
        quorum=plain.quorum,
        majority=plain.majority,
        tie=plain.tie,
        notice=plain.notice,
    )


def _due(meeting: Collective) -> frozenset[str]:
    return frozenset({*meeting.members, meeting.chair})


def _can_follow(draft: Draft, task: Task, follow: Follow) -> bool:
    """The resolution is some meeting's, and what must follow is this task's own to say."""
    resolved = any(
        t.collective is not None
        and t.collective.variable == follow.resolution
        and follow.resolved in t.collective.outcomes
        for t in draft.chart.tasks
    )
    return resolved and _choice(draft, follow.variable, follow.value, task)


def _choice(draft: Draft, name: str, value: str, writer: Task) -> bool:
    variable = draft.chart.variables.get(name)
    return (
        variable is not None
        and variable.type is VariableType.CHOICE
        and variable.writer == writer.path
        and value in (v for v, _ in variable.choices)
    )


def _of(draft: Draft, rule: str, task: Task, **facts: object) -> Finding:
    return finding(rule, (task.path,), draft.line(task.path), task=task.path, **facts)
