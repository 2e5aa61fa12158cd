"""Sign-off gates on one slot: two distinct hands, cards valid that day, an opinion."""

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
