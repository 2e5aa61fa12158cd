"""One open task with all that its page needs, and whether the caller may act on it."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from typing import Any

from sqlalchemy import Connection

from zhiheng.clock import local_date
from zhiheng.errors import NotReady, NotVisible, Refusal
from zhiheng.messages import tell
from zhiheng.model.caller import BY_POST, Caller, Role
from zhiheng.model.chart import Chart, Task
from zhiheng.model.ids import ElementPath, PersonId
from zhiheng.model.person import Roster
from zhiheng.queries.amounts import AmountView, amount_view
from zhiheng.queries.cases import case_file
from zhiheng.queries.condition_words import in_words
from zhiheng.queries.difference import DifferenceView, difference_view
from zhiheng.queries.discretion import DiscretionView, discretion_view
from zhiheng.queries.hands import HandsView, hands_view
from zhiheng.queries.meeting import MeetingView, meeting_view
from zhiheng.queries.outlooks import OutlookView, outlook_view
from zhiheng.queries.risks import RiskView, risk_views
from zhiheng.queries.same_party import OtherCase, other_penalties
from zhiheng.rules.clock import remaining_working_days
from zhiheng.runtime import Runtime
from zhiheng.runtime.live import rebuild
from zhiheng.runtime.scopes import elsewhere
from zhiheng.runtime.slots import open_task, recused_in, take
from zhiheng.runtime.world import World, names_of, world_of
from zhiheng.state.case import CaseState
from zhiheng.state.clock import RunningClock
from zhiheng.state.task import OpenTask, Slot


@dataclass(frozen=True, slots=True)
class SlotView:
    """A place for one signature, in words."""

    no: int
    needs: str
    card: str | None
    state: str
    person: str | None
    acting_for: str | None


@dataclass(frozen=True, slots=True)
class ClockView:
    """A limit that runs on the task or on the case."""

    clock: str
    kind: str
    n: int
    unit: str
    due: str
    remaining: int
    provisional: bool
    law: str | None
    stopped_since: str | None = None
    extended: int = 0
    before: str | None = None
    """The day that it counts back from (倒算)."""


@dataclass(frozen=True, slots=True)
class TaskView:
    """An open task. refusal: why the caller may not act; None when he may.

    titles: of the variables, by name. choices: values and titles of choice variables, by name;
    both as this case's chart has them. own_password: whether each signature asks for the password.
    amendable: whether the caller may change what has been signed (双签). meeting: where a meeting
    decides. amount: where an amount is judged by an approval ladder.
    """

    case: str
    n: int
    number: str | None
    title: str
    task: str
    name: str
    external: str | None
    opinion: str
    content: str | None
    values: dict[str, Any] | None
    slots: tuple[SlotView, ...]
    mine: int | None
    form: dict[str, Any]
    titles: dict[str, str]
    choices: dict[str, tuple[tuple[str, str], ...]]
    documents: tuple[dict[str, Any], ...]
    outcomes: tuple[dict[str, str], ...]
    clocks: tuple[ClockView, ...]
    risks: tuple[RiskView, ...]
    amount: AmountView | None
    discretion: DiscretionView
    bases: tuple[str, ...]
    supplement: tuple[str, ...] | None
    refusal: dict[str, str] | None
    own_password: bool
    amendable: bool
    meeting: MeetingView | None
    hands: HandsView
    urged: int
    """By how many it has been urged (催办)."""
    difference: DifferenceView | None
    """In a system case: what it would change."""
    outlook: OutlookView | None
    """What becomes of the case if the caller takes it; None where he may not, or holds it."""
    others: tuple[OtherCase, ...]
    """Other penalty cases of the same party (处罚法 29)."""


def task_view(
    rt: Runtime, connection: Connection, caller: Caller, case_id: str, task_id: str
) -> TaskView:
    """Raises NotVisible, or NotReady when the task is done."""
    file = case_file(rt, connection, caller, case_id)
    compiled = rt.chart(connection, caller.agency, file.item.chart)
    view = rt.agency(connection, caller.agency)
    if view.roster is None:
        raise NotReady("agency-not-ready")
    state = rebuild(case_id, caller.agency, file.entries, compiled)[0].state
    world = world_of(rt, view, compiled, caller)
    today = local_date(rt.now(view))
    past = elsewhere(connection, state, file.chart, task_id, today, lock=False)
    world = replace(world, elsewhere=past)
    try:
        task = open_task(state, task_id)
    except Refusal as refusal:
        refusal.names = names_of(world)
        raise
    definition = file.chart.task(ElementPath(task.path))
    if caller.role is Role.APPLICANT and definition.external != "applicant":
        raise NotVisible("no-such-task", task=task.path)
    me = caller.person
    barred = _refusal(state, world, task)
    return TaskView(
        case=case_id,
        n=file.item.n,
        number=file.item.number,
        title=file.item.title,
        task=task.id,
        name=definition.name,
        external=definition.external,
        opinion=definition.opinion,
        content=task.content,
        values=file.values.get(task.content or ""),
        slots=tuple(_slots(task, view.roster)),
        mine=next((s.opened.no for s in task.slots if s.assignee == me and not s.signed), None),
        form=dict(definition.form),
        titles={n: v.title for n, v in file.chart.variables.items()},
        choices={n: v.choices for n, v in file.chart.variables.items() if v.choices},
        documents=tuple(_documents(file.chart, definition)),
        outcomes=tuple(
            {"variable": o.variable, "value": o.value, "means": o.means.value}
            for o in definition.outcomes
        ),
        clocks=tuple(_clocks(state, task, local_date(rt.now(view)), world.calendar)),
        risks=risk_views(
            file.chart, definition, state, task, file.values, partial(in_words, file.chart)
        ),
        amount=amount_view(connection, world, definition, state, task),
        discretion=discretion_view(file.chart, definition, state),
        bases=tuple(f"{b.law} {b.article}" for b in definition.bases),
        supplement=state.supplement,
        refusal=barred,
        own_password=definition.own_password,
        amendable=_amendable(definition, task, me, lawful=barred is None),
        meeting=meeting_view(file, state, world, task.id) if _can_meet(definition, world) else None,
        hands=hands_view(state, world, task),
        urged=len(task.urged),
        difference=difference_view(rt, connection, view, file.chart, state),
        outlook=None if barred is not None else _outlook(state, world, task),
        others=other_penalties(connection, caller, file.chart, state),
    )


def _can_meet(task: Task, world: World) -> bool:
    """Whether a meeting decides, by rules that are in force."""
    rules = task.collective.rules if task.collective is not None else None
    return task.collective is not None and (rules is None or rules in world.parameters.meetings)


def _amendable(definition: Task, task: OpenTask, me: str | None, *, lawful: bool) -> bool:
    """As `commands.signing.amend` has it."""
    if not definition.dual or definition.sign_off is None or task.content is None:
        return False
    signed = any(s.signed is not None and s.signed.person == me for s in task.slots)
    return signed or (lawful and not definition.sign_off.fixed)


def _slots(task: OpenTask, roster: Roster) -> list[SlotView]:
    views = []
    for slot in task.slots:
        o = slot.opened
        posts = {str(k): v.name for k, v in roster.posts.items()}
        sections = {str(k): v.name for k, v in roster.sections.items()}
        cards = {str(k): v for k, v in roster.qualifications.items()}
        needs = posts.get(o.post or "") or sections.get(o.section or "") or _added(roster, slot)
        person = slot.signed.person if slot.signed else slot.assignee
        views.append(
            SlotView(
                no=o.no,
                needs=needs or cards.get(o.qualification or "", ""),
                card=cards.get(o.card or ""),
                state="signed" if slot.signed else "claimed" if slot.assignee else "open",
                person=_name(roster, person),
                acting_for=_name(roster, slot.acting_for),
            )
        )
    return views


def _added(roster: Roster, slot: Slot) -> str:
    return f"加签：{_name(roster, slot.named)}" if slot.named else ""


def _name(roster: Roster, person: str | None) -> str | None:
    found = roster.persons.get(PersonId(person or ""))
    return found.name if found else person


def _clocks(state: CaseState, task: OpenTask, today: date, calendar: Any) -> list[ClockView]:
    return [
        ClockView(
            clock=c.clock,
            kind=c.kind,
            n=c.n,
            unit=c.unit,
            due=c.due,
            remaining=_remaining(c, today, calendar),
            provisional=c.provisional,
            law=c.law,
            stopped_since=c.stopped_since,
            extended=c.extended,
            before=c.before,
        )
        for c in state.clocks.values()
        if c.task is None or (c.task, c.visit) == (task.path, task.visit)
    ]


def _remaining(clock: RunningClock, today: date, calendar: Any) -> int:
    """While it is stopped, what was left on the day before."""
    if clock.stopped_since is not None:
        today = min(today, date.fromisoformat(clock.stopped_since) - timedelta(days=1))
    return remaining_working_days(today, date.fromisoformat(clock.due), calendar)


def _documents(chart: Chart, task: Task) -> list[dict[str, Any]]:
    return [
        {
            "name": d.name,
            "direction": d.direction,
            "required": d.required,
            "when": in_words(chart, d.when) if d.when else None,
        }
        for d in task.documents
    ]


def _outlook(state: CaseState, world: World, task: OpenTask) -> OutlookView | None:
    if world.caller.role not in BY_POST or task.content is not None:
        return None
    person = world.person().id
    slot, _ = take(state, world, task, None, signing=False)
    if slot.assignee == person:
        return None
    return outlook_view(state, world, ElementPath(task.path), slot.opened.no, person)


def _refusal(state: CaseState, world: Any, task: OpenTask) -> dict[str, str] | None:
    meeting = task.meeting
    me, gone = world.caller.person, world.away | recused_in(state, world)
    presided = meeting is not None and meeting.chair == me and me not in gone
    if world.caller.role not in BY_POST or (presided and task.content is not None):
        return None
    try:
        take(state, world, task, None, signing=False)
    except Refusal as refusal:
        refusal.names = names_of(world)
        told = tell(refusal)
        return {
            "rule": refusal.rule,
            "text": told.text.zh,
            "text_en": told.text.en,
            "cure": told.cure.zh,
            "cure_en": told.cure.en,
            "basis": told.basis or "",
        }
    return None
