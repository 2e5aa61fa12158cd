"""Find the open task and slot that a command means, and judge the person for it."""

from dataclasses import replace

from zhiheng.errors import Forbidden, NotReady, NotVisible, Refusal
from zhiheng.model.ids import ElementPath, PersonId, PostId, QualificationId, SectionId
from zhiheng.model.person import Person, Post
from zhiheng.model.relation import party
from zhiheng.model.slot import SlotRule
from zhiheng.rules.act import Act, Standing
from zhiheng.rules.policy import judge
from zhiheng.rules.superiors import above
from zhiheng.runtime.world import World
from zhiheng.state.case import CaseState, CaseStatus
from zhiheng.state.task import OpenTask, Slot


def open_task(state: CaseState, task: str) -> OpenTask:
    """The open task `path@visit`. Raises NotReady or NotVisible."""
    must_run(state)
    found = state.open.get(task)
    if found is not None:
        return found
    path, _, visit = task.partition("@")
    if visit.isdecimal() and 0 < int(visit) <= state.visits.get(path, 0):
        raise NotReady("task-done", task=path)
    raise NotVisible("no-such-task", task=path)


def must_run(state: CaseState) -> None:
    """Prevents acts on a case that has ended."""
    if state.status is not CaseStatus.RUNNING:
        raise NotReady("case-ended", status=state.status.value)


def must_act_here(state: CaseState, world: World, what: str, *, holding: bool = True) -> None:
    """Prevents one who is on leave or stands aside from acting on the case as a whole.

    what: the step or the verb, to be told. holding: he must also hold a step of it, or have signed
    one that is still open.
    """
    me = world.person()
    if me.id in world.away:
        raise Forbidden("on-leave", person=me.name, task=what)
    if me.id in recused_in(state, world):
        raise Forbidden("recused", person=me.name, task=what)
    slots = (s for task in state.open.values() for s in task.slots)
    if holding and not any(me.id in (s.assignee, s.signed and s.signed.person) for s in slots):
        raise Forbidden("holds-no-step", person=me.name)


def rule_of(slot: Slot) -> SlotRule:
    """The slot's rule, as it was when the task opened."""
    o = slot.opened
    return SlotRule(
        no=o.no,
        post=PostId(o.post) if o.post else None,
        section=SectionId(o.section) if o.section else None,
        qualification=QualificationId(o.qualification) if o.qualification else None,
        card=QualificationId(o.card) if o.card else None,
        person=PersonId(slot.named) if slot.named else None,
    )


def act(
    state: CaseState,
    world: World,
    task: OpenTask,
    slot: Slot,
    opinion: str | None,
    *,
    signing: bool,
) -> Act:
    """The act that the rules judge."""
    rest = [s for s in task.slots if s is not slot]
    others = [s.signed.person if s.signed else s.assignee for s in rest]
    others += [s.prepared for s in rest if s.opened.no != slot.opened.no]
    recused = recused_in(state, world)
    return Act(
        task=world.chart.task(ElementPath(task.path)),
        slot=rule_of(slot),
        person=world.person(),
        today=world.today,
        roster=world.roster,
        away=world.away | recused,
        separations=world.chart.separations,
        acted=state.acted,
        others=tuple(o for o in others if o is not None),
        assignee=slot.assignee,
        signing=signing,
        opinion=opinion,
        unsigned=tuple(s.opened.no for s in rest if s.signed is None),
        recused=recused,
        elsewhere=world.elsewhere,
        relations=world.relations,
    )


def receiving(
    state: CaseState, world: World, task: OpenTask, slot: Slot, person: Person
) -> Standing | Refusal:
    """In whose right another would take the slot from its holder, or why he may not (转办)."""
    asked = act(state, world, task, slot, None, signing=False)
    return judge(replace(asked, person=person, assignee=None))


def lawful(state: CaseState, world: World, task: OpenTask, slot: Slot, person: Person) -> Standing:
    """In whose right another would take the slot. Raises the refusal."""
    answer = receiving(state, world, task, slot, person)
    if isinstance(answer, Refusal):
        raise answer
    return answer


def held_by(task: OpenTask, person: PersonId) -> Slot:
    """The slot that he holds and has not signed. Raises Forbidden."""
    for slot in task.slots:
        if slot.assignee == person and slot.signed is None:
            return slot
    raise Forbidden("not-yours", task=task.path)


def post_of(world: World, slot: Slot) -> Post | None:
    """The post that the slot is due by: its own, that of who was added, or any of its section."""
    opened = slot.opened
    if opened.post is not None:
        return world.roster.posts.get(PostId(opened.post))
    if slot.named is not None:
        return world.roster.post_of(PersonId(slot.named), world.today)
    if opened.section is None:
        return None
    return Post(PostId(""), "", SectionId(opened.section), "clerk")


def left_alone(world: World, slot: Slot) -> bool:
    """Whether its holder is on leave today, out of the roster, or out of the post it asks for."""
    holder, post = PersonId(slot.assignee or ""), slot.opened.post
    person = world.roster.persons.get(holder)
    if person is None or holder in world.away:
        return True
    if post is None or slot.acting_for is not None:
        return False
    return not person.holds(PostId(post), world.today)


def part_in(task: OpenTask, person: PersonId) -> None:
    """Prevents who does not sign the step as the chart has it from changing who does."""
    for slot in task.slots:
        if slot.named is None and person in (slot.assignee, slot.signed and slot.signed.person):
            return
    raise Forbidden("not-yours", task=task.path)


def frees(state: CaseState, world: World, task: OpenTask, slot: Slot) -> bool:
    """Whether a superior ends the wait for an added signer who is away, gone or recused.

    Prevents a step from waiting for ever where its own signers have gone as well.
    """
    gone = left_alone(world, slot) or slot.named in recused_in(state, world)
    return gone and above(world.post(), post_of(world, task.slots[0]))


def recused_in(state: CaseState, world: World) -> frozenset[PersonId]:
    """Those who stand aside from the case: recused, or related to the applicant (回避)."""
    related = world.relations.of(party(state.applicant))
    return frozenset(PersonId(p) for p in state.aside | related)


def take(
    state: CaseState,
    world: World,
    task: OpenTask,
    no: int | None,
    opinion: str | None = None,
    *,
    signing: bool,
) -> tuple[Slot, Standing]:
    """The slot that the person may take, and in whose right. Raises the first refusal.

    Without a number: his own slot if he has claimed one, else the first free one that is lawful
    for him.
    """
    refusals: list[Refusal] = []
    for slot in _asked(world, task, no):
        answer = judge(act(state, world, task, slot, opinion, signing=signing))
        if isinstance(answer, Standing):
            return slot, answer
        refusals.append(answer)
    if not refusals:
        raise NotReady("slots-taken", task=task.path)
    # What bars a person stays told when another slot of the task is merely not his.
    raise min(refusals, key=lambda r: _TELLS_LITTLE.get(r.rule, 0))


_TELLS_LITTLE = {"stand-in-while-present": 1, "stand-in-order": 1, "not-a-candidate": 2}
"""Refusals that only say that a slot is another's."""


def _asked(world: World, task: OpenTask, no: int | None) -> list[Slot]:
    free = [s for s in task.slots if s.signed is None]
    if no is not None:
        found = [s for s in free if s.opened.no == no]
        if not found and any(s.opened.no == no for s in task.slots):
            raise NotReady("slot-signed", task=task.path)
        if not found:
            raise NotVisible("no-such-task", task=task.path)
        return found
    mine = [s for s in free if s.assignee == world.caller.person]
    return mine or free


def must_be_confirmed(world: World) -> None:
    """Prevents an open session, or an access token, from signing in somebody's name."""
    if not world.caller.confirmed:
        raise Forbidden("fresh-authentication", account=world.caller.account)
