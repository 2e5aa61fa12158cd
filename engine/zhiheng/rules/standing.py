"""In whose right a person may take a slot: his own post, card or section, or as B for an absent A.

Stand-in (顶岗): candidates are A, else the first lawful B in the roster's ordered list; a B from
another section needs a resolution; B answers for A's history in the case and for his own
(design.md §10; notes/domain.md §5.1).
"""

from collections.abc import Iterator

from zhiheng.errors import Forbidden, Refusal
from zhiheng.model.ids import PersonId, PostId
from zhiheng.model.person import Person, StandIn
from zhiheng.rules.act import Act, Standing
from zhiheng.rules.recusal import aside
from zhiheng.rules.separation import barred


def standing(act: Act) -> Standing | Refusal:
    """The right in which `act.person` may take the slot, or why he may not."""
    stood_aside = aside(act)
    if stood_aside is not None:
        return stood_aside
    if act.person.id in act.away:
        return Forbidden("on-leave", person=act.person.name, task=act.task.path)
    if in_own_right(act.person, act):
        return Standing()
    post = act.slot.post
    if post is None:
        return _not_a_candidate(act)
    for holder in act.roster.holders(post, act.today):
        if holder.id in act.away:
            first = first_lawful(holder, post, act)
            if first is not None and first.person == act.person.id:
                return Standing(holder.id, first.resolution)
    return _why_not(act, post)


def in_own_right(person: Person, act: Act) -> bool:
    """Whether he is who was named, holds the post, belongs to the section or has the card."""
    slot = act.slot
    if slot.person is not None:
        return person.id == slot.person
    if slot.post is not None:
        return person.holds(slot.post, act.today)
    if slot.section is not None:
        return person.section == slot.section
    return slot.qualification is not None and (
        person.card(slot.qualification, act.today) is not None
    )


def first_lawful(holder: Person, post: PostId, act: Act) -> StandIn | None:
    """The first B of the absent holder who may lawfully act, if any."""
    return next(
        (b for b in act.roster.stand_ins.get((post, holder.id), ()) if _lawful(b, holder, act)),
        None,
    )


def _lawful(b: StandIn, holder: Person, act: Act) -> bool:
    person = act.roster.persons[b.person]
    taken = person.id in act.away or person.id in act.others  # one hand is not both
    if taken or (person.section != holder.section and b.resolution is None):
        return False
    card = act.slot.card
    if card is not None and person.card(card, act.today) is None:
        return False
    return not (barred(act, person.id, {holder.id}) or barred(act, holder.id, {person.id}))


def _listed_for(person: PersonId, post: PostId, act: Act) -> Iterator[Person]:
    """The holders whose stand-in list names the person."""
    for holder in act.roster.holders(post, act.today):
        if any(b.person == person for b in act.roster.stand_ins.get((post, holder.id), ())):
            yield holder


def _why_not(act: Act, post: PostId) -> Refusal:
    listed = list(_listed_for(act.person.id, post, act))
    if not listed:
        return _not_a_candidate(act)
    absent = [h for h in listed if h.id in act.away]
    if not absent:
        return Forbidden(
            "stand-in-while-present",
            person=act.person.name,
            holder=listed[0].name,
            task=act.task.path,
        )
    return _passed_over(act, post, absent[0])


def _passed_over(act: Act, post: PostId, holder: Person) -> Refusal:
    """A is away and the person is on A's list, but is not the first lawful one."""
    for who, other in ((act.person, holder), (holder, act.person)):
        found = barred(act, who.id, {other.id})
        if found is not None:
            return Forbidden(
                "stand-in-separated",
                person=act.person.name,
                whose=who.name,
                holder=holder.name,
                task=act.task.path,
                conflict=found.earlier,
            )
    first = first_lawful(holder, post, act)
    return Forbidden(
        "stand-in-order" if first else "stand-in-not-lawful",
        person=act.person.name,
        holder=holder.name,
        first=act.roster.persons[first.person].name if first else "",
        task=act.task.path,
    )


def _not_a_candidate(act: Act) -> Refusal:
    slot = act.slot
    post = act.roster.posts.get(slot.post) if slot.post else None
    section = act.roster.sections.get(slot.section) if slot.section else None
    card = act.roster.qualifications.get(slot.qualification, "") if slot.qualification else ""
    named = act.roster.persons.get(slot.person) if slot.person else None
    asked = post or section or named
    return Forbidden(
        "not-a-candidate",
        person=act.person.name,
        task=act.task.path,
        needed=asked.name if asked else card,
    )
