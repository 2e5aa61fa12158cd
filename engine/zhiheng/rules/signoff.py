"""Sign-off gates (签署门): distinct hands, valid cards, order, one digest, one session each.

Law: 许可法 34-3, 处罚法 42 (two persons); the rest is dual sign-off (岗位双签): what the second
signs is the very digest that the first signed, and each gives his own password for it.
"""

from collections.abc import Collection
from dataclasses import replace

from zhiheng.errors import BadData, Forbidden, NotReady, Refusal
from zhiheng.model.ids import PersonId
from zhiheng.model.wording import says_something
from zhiheng.rules.act import Act, Standing
from zhiheng.rules.separation import separated
from zhiheng.rules.standing import standing


def two_hands(act: Act) -> Refusal | None:
    """Prevents one person from being both officers of a two-person step (许可法 34-3)."""
    if act.person.id in act.others:
        return Forbidden("two-hands", person=act.person.name, task=act.task.path)
    return None


def valid_card(act: Act) -> Refusal | None:
    """Prevents acting on a card that has run out, or was not yet issued, that day."""
    card = act.slot.card
    if card is None or act.person.card(card, act.today) is not None:
        return None
    return Forbidden(
        "no-valid-card",
        person=act.person.name,
        task=act.task.path,
        card=act.roster.qualifications.get(card, card),
        day=act.today.isoformat(),
    )


def free_slot(act: Act) -> Refusal | None:
    """Prevents two persons from holding one slot.

    A claim binds while its holder could sign. One that nobody can sign any more (he is away,
    has left, his card ran out, A is back) would stop the case for good.
    """
    if act.assignee in (None, act.person.id) or not _could_sign(act, act.assignee):
        return None
    return NotReady("claimed-by-other", person=act.person.name, holder=act.assignee)


def _could_sign(act: Act, holder: str | None) -> bool:
    person = act.roster.persons.get(PersonId(holder or ""))
    if person is None:
        return False
    his = replace(act, person=person)
    barred = (rule(his) for rule in (separated, two_hands, valid_card))
    return isinstance(standing(his), Standing) and not any(barred)


def opinion(act: Act) -> Refusal | None:
    """Prevents a bare signature: each level signs opinion, name and time (notes/domain.md §5.5)."""
    if not act.signing or act.task.opinion != "required" or says_something(act.opinion or ""):
        return None
    return BadData("opinion-required", pointer="/opinion", task=act.task.path)


def in_order(act: Act) -> Refusal | None:
    """Prevents the second from signing what the first has not, where the order is fixed.

    The minutes of a meeting are always signed by the recorder first.
    """
    hands = act.task.sign_off
    if hands is None or not act.signing or not (hands.fixed or hands.collective):
        return None
    if not any(no < act.slot.no for no in act.unsigned):
        return None
    return NotReady("sign-in-order", person=act.person.name, task=act.task.path)


def same_digest(task: str, signed: str, named: str | None, *, dual: bool) -> Refusal | None:
    """Prevents the second from signing what he has not seen, or what has changed meanwhile."""
    if dual and named is None:
        return BadData("digest-unnamed", pointer="/content", task=task, content=signed)
    if named not in (None, signed):
        return NotReady("content-is-fixed", task=task, content=signed)
    return None


def own_session(task: str, mine: str | None, signed: Collection[str | None]) -> Refusal | None:
    """Prevents both signatures of a dual sign-off from coming out of one log-in."""
    if mine is not None and mine in signed:
        return Forbidden("one-session", task=task)
    return None
