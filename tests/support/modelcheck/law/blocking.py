"""Incidents: a step that nobody is left for is told as such, and no other (design.md §10)."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from support.modelcheck.law import hands
from support.modelcheck.law.right import right_of
from support.modelcheck.law.seen import Seen
from zhiheng.model.ids import ElementPath


def blocked(seen: Seen) -> Iterator[str]:
    """Looked at where a step opens, and where somebody steps aside."""
    after = seen.done.after
    if seen.done.refusal is not None or after is None or not hasattr(seen.command, "case"):
        return
    opened = {f"{x.task}@{x.visit}" for x in seen.of("TaskOpened")}
    looked = set(opened)
    aside = after.state.aside - seen.before.state.aside
    asks = [x for x in seen.of("RecusalAsked") if x.asked_by == x.person]
    granted = [x for x in seen.of("RecusalDecided") if x.granted]
    if asks or granted or aside:
        looked |= set(after.state.open) - set(seen.before.state.blocked)
    then = replace(seen, before=after)
    wanted = {i for i in looked if i in after.state.open and _nobody(then, after.state.open[i])}
    said = {f"{x.task}@{x.visit}" for x in seen.of("TaskBlocked")}
    if said != wanted:
        yield f"blocked are {said}, and not {wanted}"


def _nobody(seen: Seen, task: Any) -> bool:
    if seen.before.scene.chart.task(ElementPath(task.path)).external == "applicant":
        return False
    free = [s for s in task.slots if s.signed is None]
    taken = {s.signed.person for s in task.slots if s.signed is not None}
    return not _fill(seen, task, free, taken)


def _fill(seen: Seen, task: Any, free: list[Any], taken: set[str]) -> bool:
    """Whether there is a different lawful person for each slot."""
    if not free:
        return True
    rule = hands.rule_of(free[0])
    return any(
        _may(seen, task, rule, str(person), taken)
        and _fill(seen, task, free[1:], taken | {str(person)})
        for person in seen.roster.persons
    )


def _may(seen: Seen, task: Any, rule: Any, person: str, taken: set[str]) -> bool:
    right = right_of(seen, task.path, rule, person, taken)
    return not right.refused and not hands.barred(seen, task.path, rule, person, taken)
