"""Judge the amount of a task by the approval ladder in force, as its last signature is put."""

from datetime import timedelta
from decimal import Decimal

from zhiheng import facts as f
from zhiheng.commands.discharge import Signing
from zhiheng.errors import BadData, NotReady
from zhiheng.expr import from_canonical
from zhiheng.facts import Scalar
from zhiheng.model.amount import AmountRule
from zhiheng.model.ids import PersonId, PostId
from zhiheng.model.parameters import Ladder
from zhiheng.rules.conditions import condition_holds
from zhiheng.rules.ladder import Hand, Sum, may_decide, scope_of
from zhiheng.rules.risk import Found
from zhiheng.runtime.risks import found_by
from zhiheng.runtime.world import World
from zhiheng.state.case import CaseState
from zhiheng.state.task import Slot


def decide_amount(signing: Signing, world: World) -> list[f.AnyFact]:
    """The amount as a fact, once whoever signs may decide it. Raises the refusal of the ladder."""
    task = signing.definition
    rule = task.amount
    if rule is None or not signing.completes:
        return []
    found = found_by(signing.state, signing.task, signing.facts)
    if rule.when is not None and condition_holds(world.chart, rule.when, found.values) is False:
        return []
    ladder = world.parameters.ladders.get(rule.ladder)
    if ladder is None:
        raise NotReady("parameter-missing", parameter=rule.ladder, title=rule.ladder)
    amount = _amount(rule, found, world)
    scope = _scope(rule, found, signing.state)
    earlier = _earlier(signing.state, world, ladder, scope)
    hands = [_hand(world, s, signing) for s in signing.task.slots]
    collective = task.collective is not None
    refusal = may_decide(ladder, Sum(amount, earlier), hands, task.path, collective=collective)
    if refusal is not None:
        raise refusal
    return [
        f.AmountDecided(
            task=task.path,
            visit=signing.task.visit,
            ladder=rule.ladder,
            scope=scope or "",
            amount=format(amount, "f"),
            earlier=format(sum(earlier, Decimal(0)), "f"),
            on=world.today.isoformat(),
        )
    ]


def _amount(rule: AmountRule, found: Found, world: World) -> Decimal:
    value = found.values.get(rule.variable)
    if value is None:
        raise BadData("amount-missing", pointer=f"/values/{rule.variable}", variable=rule.variable)
    return Decimal(str(from_canonical(world.chart.variables[rule.variable].type, value)))


def _scope(rule: AmountRule, found: Found, state: CaseState) -> str | None:
    """Whose amounts are summed; None: each stands alone."""
    if rule.by is None:
        return None
    key: Scalar | None = state.applicant if rule.key is None else found.values.get(rule.key)
    if key is None or not str(key).strip():
        raise BadData("amount-missing", pointer=f"/values/{rule.key}", variable=rule.key or "")
    return scope_of(rule.by, str(key))


def _earlier(
    state: CaseState, world: World, ladder: Ladder, scope: str | None
) -> tuple[Decimal, ...]:
    if scope is None or ladder.window is None:
        return ()
    if world.spent is None:
        raise TypeError("an amount is decided by a command on its case, which sums the others")
    since = world.today - timedelta(days=ladder.window - 1)
    return world.spent(ladder.name, scope, since.isoformat(), state.id)


def _hand(world: World, slot: Slot, signing: Signing) -> Hand:
    """Who signed the slot, or is about to; a stand-in is bound by A's limit and by his own."""
    signed = slot.signed or signing.signed(slot.opened.no)
    person, acting_for = PersonId(signed.person), signed.acting_for
    known = world.roster.persons.get(person)
    post = world.roster.posts.get(PostId(slot.opened.post or ""))
    post = post or world.roster.post_of(person, world.today)
    bound = (person,) if acting_for is None else (person, PersonId(acting_for))
    return Hand(known.name if known else person, post.grade if post else None, bound)
