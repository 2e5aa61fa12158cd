"""Amounts: nobody decides above his rung or his own limit, by one case or by several small ones.

Law: notes/domain.md §5.5; 001-4 L661; 民法典 1259 (以上、以下 include the number itself).
"""

import unicodedata
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

from support.modelcheck.law import risks
from support.modelcheck.law.right import Right
from support.modelcheck.law.seen import GRADES, Seen
from zhiheng.model.chart import Task
from zhiheng.model.ids import PostId


def _rule(seen: Seen, definition: Task) -> Any:
    rule = definition.amount
    if rule is None:
        return None
    values = {**seen.before.state.parameters, **seen.before.state.variables}
    chart = seen.before.scene.chart
    if rule.when is not None and risks.holds(chart, rule.when, values) is False:
        return None
    return rule


def _sum(seen: Seen, rule: Any) -> tuple[Decimal, list[Decimal], str]:
    """The amount, what counts beside it, and under whose name."""
    state = seen.before.state
    amount = Decimal(state.variables[rule.variable])
    if rule.by is None:
        return amount, [], ""
    name = unicodedata.normalize("NFKC", str(state.variables[rule.key])).casefold()
    scope = f"{rule.by}/" + "".join(c for c in name if not c.isspace())
    ladder = seen.before.parameters.ladders[rule.ladder]
    if ladder.window is None:
        return amount, [], scope
    first = seen.today - timedelta(days=ladder.window - 1)
    earlier = [
        x.amount
        for x in seen.before.scene.spent
        if x.ladder == rule.ladder and x.scope == scope and x.on >= first
    ]
    return amount, earlier, scope


def _signers(seen: Seen, task: Any, right: Right) -> list[tuple[str, str | None, str | None]]:
    """Person, A, post of the slot."""
    found = []
    for slot in task.slots:
        if slot.signed is not None:
            found.append((slot.signed.person, slot.signed.acting_for, slot.opened.post))
        else:
            found.append((str(seen.person), right.acting_for, slot.opened.post))
    return found


def against(seen: Seen, task: Any, definition: Task, right: Right) -> set[str]:
    """Why the amount is too much for those who sign."""
    rule = _rule(seen, definition)
    if rule is None or right.refused:
        return set()
    ladder = seen.before.parameters.ladders.get(rule.ladder)
    if ladder is None:
        return {"parameter-missing"}
    amount, earlier, _ = _sum(seen, rule)
    if amount <= 0:
        return {"amount-not-positive"}
    signers = _signers(seen, task, right)
    total = amount + sum(earlier, Decimal(0))
    if definition.collective is not None:
        return set() if _needed(ladder, total) else {"above-the-ladder"}
    if _reaches(seen, ladder, signers, total):
        return set()
    if earlier and _reaches(seen, ladder, signers, amount):
        return {"split-amount"}
    needed = _needed(ladder, total)
    if needed is None:
        return {"above-the-ladder"}
    if needed == "collective":
        return {"collective-amount"}
    high = any(_grade(seen, s) >= GRADES[needed] for s in signers)
    return {"above-person-limit" if high else "above-authority"}


def without_parameter(seen: Seen) -> set[str]:
    """What the chart names is not in force, or is of another kind."""
    known = seen.before.parameters.values
    for name, use in seen.before.scene.chart.parameters.items():
        if name not in known or known[name].type is not use.type:
            return {"parameter-missing"}
    return set()


def _needed(ladder: Any, total: Decimal) -> str | None:
    for rung in ladder.rungs:
        if rung.below is None or total < rung.below:
            return str(rung.grade)
    return None


def _grade(seen: Seen, signer: tuple[str, str | None, str | None]) -> int:
    return (
        GRADES[seen.roster.posts[PostId(signer[2])].grade] if signer[2] else seen.grade(signer[0])
    )


def _reaches(seen: Seen, ladder: Any, signers: list[Any], total: Decimal) -> bool:
    needed = _needed(ladder, total)
    if needed is None or needed == "collective":
        return False
    return any(
        _grade(seen, s) >= GRADES[needed]
        and all(total <= ladder.limits.get(p, total) for p in s[:2] if p is not None)
        for s in signers
    )


def written(seen: Seen) -> Iterator[str]:
    """What was decided, under which name it counts, and what counted beside it."""
    if seen.done.refusal is not None:
        return
    task, definition = seen.task()
    slot = next(s for s in task.slots if s.opened.no == seen.command.slot)
    completes = all(s is slot or s.signed is not None for s in task.slots)
    rule = _rule(seen, definition) if completes else None
    said = [(x.amount, x.earlier, x.scope, x.on) for x in seen.of("AmountDecided")]
    if rule is None:
        if said:
            yield f"decided {said}, where nothing was to be"
        return
    amount, earlier, scope = _sum(seen, rule)
    wanted = (amount, sum(earlier, Decimal(0)), scope, seen.today.isoformat())
    if [(Decimal(a), Decimal(e), s, d) for a, e, s, d in said] != [wanted]:
        yield f"decided {said}, and not {wanted}"
