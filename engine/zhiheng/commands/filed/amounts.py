"""Judge the amount of a task by the approval ladder in force, as its last signature is put."""

from decimal import Decimal

from zhiheng import facts as f
from zhiheng.commands.filed.discharge import Signing
from zhiheng.errors import NotReady
from zhiheng.model.ids import PersonId, PostId
from zhiheng.model.parameters import Ladder
from zhiheng.rules.conditions import condition_holds
from zhiheng.rules.ladder import Hand, Sum, may_decide
from zhiheng.runtime.amounts import amount_of, scope_in, window_begins
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
    amount = amount_of(rule, found, world.chart)
    scope = scope_in(rule, found, signing.state)
    earlier = _earlier(signing.state, world, ladder, scope)
    # Who was added besides the chart's signers (加签) lends them no authority.
    hands = [_hand(world, s, signing) for s in signing.task.slots if s.named is None]
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


def _earlier(
    state: CaseState, world: World, ladder: Ladder, scope: str | None
) -> tuple[Decimal, ...]:
    since = window_begins(ladder, scope, world.today)
    if since is None or scope is None:
        return ()
    if world.spent is None:
        raise TypeError("an amount is decided by a command on its case, which sums the others")
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
