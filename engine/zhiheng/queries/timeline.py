"""What has happened in a case (办理过程), told from its entries alone."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from zhiheng import facts as f
from zhiheng.clock import local_date
from zhiheng.model.calendar import Calendar
from zhiheng.model.chart import Chart
from zhiheng.model.ids import ElementPath, PersonId, PostId
from zhiheng.model.person import Roster
from zhiheng.queries import aside, discretion, handed, together
from zhiheng.queries.cases import CaseFile
from zhiheng.queries.of_time import waited
from zhiheng.rules.clock import working_days
from zhiheng.state.clock import CLOCK_FOLD, RunningClock, started
from zhiheng.state.replay import voided
from zhiheng.store.log import parse_stamp, stamp


@dataclass(frozen=True, slots=True)
class Step:
    """One entry in words. person and opinion are empty where the reader may not see them."""

    n: int
    hash: str
    at: str
    command: str
    task: str | None
    task_name: str | None
    person: str | None
    post: str | None
    acting_for: str | None
    opinion: str | None
    effect: tuple[str, ...]
    voided: bool


@dataclass(slots=True)
class SheetRow:
    """A row of 初审业务流程运行表 (F-JY-2): one visit of one step, and its time."""

    task: str
    visit: int
    name: str
    opened_on: str
    closed_on: str | None = None
    limit: int | None = None
    unit: str | None = None
    due: str | None = None
    before: str | None = None
    """The day that the limit counts back from (倒算)."""
    used: int = 0
    """Working days from the day after opening to closing, or to today."""
    late: bool = False
    persons: list[str] = field(default_factory=list)
    opinions: list[str] = field(default_factory=list)


def timeline(file: CaseFile, roster: Roster, *, full: bool) -> list[Step]:
    """Entry by entry. full: with persons and opinions (officers and supervisors)."""
    gone = voided([e for e, _ in file.entries])
    return [_step(file, roster, e, h, full=full, void=e.n in gone) for e, h in file.entries]


def _step(
    file: CaseFile, roster: Roster, entry: f.Entry, digest: str, *, full: bool, void: bool
) -> Step:
    task = next((x.task for x in entry.facts if isinstance(x, _ON_TASK)), None)
    signed = next((x for x in entry.facts if isinstance(x, f.SlotSigned)), None)
    post = roster.posts.get(PostId(entry.actor.post or ""))
    aside_reason = aside.reason(file, entry) if full else None
    return Step(
        n=entry.n,
        hash=digest,
        at=entry.at,
        command=entry.command,
        task=task,
        task_name=file.chart.nodes[ElementPath(task)].name if task else None,
        person=_name(roster, entry.actor.person) if full else None,
        post=post.name if post else None,
        acting_for=_name(roster, entry.actor.acting_for) if full else None,
        opinion=_opinion(file, signed) if full and signed else aside_reason,
        effect=tuple(_effects(file, roster, entry, full=full)),
        voided=void,
    )


_ON_TASK = (f.SlotSigned, f.SlotClaimed, f.SlotReleased, f.TaskUrged, *together.MET)


def _name(roster: Roster, person: str | None) -> str | None:
    """A name; an applicant's is no part of the log, so he is told by his part."""
    if person is not None and person.startswith("party:"):
        return "申请人"
    found = roster.persons.get(PersonId(person or ""))
    return found.name if found else person


def _opinion(file: CaseFile, signed: f.SlotSigned) -> str | None:
    content = file.values.get(signed.opinion or "")
    return content["opinion"] if content else None


def _effects(file: CaseFile, roster: Roster, entry: f.Entry, *, full: bool) -> Iterator[str]:
    for fact in entry.facts:
        told = (
            _effect(file, fact)
            or waited(file.chart, fact)
            or discretion.told(file.chart, fact)
            or together.told(file, roster, fact, full=full)
            or aside.told(file, roster, fact, full=full)
            or (_confirmed(file, fact) if full else None)
            or handed.told(file, roster, fact, full=full)
            or _carried_out(fact)
        )
        if told is not None:
            yield told


def _taken(chart: Chart) -> str:
    """By the class of the power: an application is accepted, a case of its own motion is filed."""
    return "立案" if "处罚" in chart.power.category or "强制" in chart.power.category else "受理"


def _decided(chart: Chart, *, granted: bool) -> str:
    """By the class of the power: the same two effects end the limit of a permit and a penalty."""
    if "处罚" in chart.power.category:
        return "决定给予处罚" if granted else "决定不予处罚"
    return "准予许可" if granted else "不予许可"


def _effect(file: CaseFile, fact: f.AnyFact) -> str | None:  # noqa: PLR0911 - one answer a fact
    match fact:
        case f.CaseAccepted():
            return f"{_taken(file.chart)}，案号{fact.number}"
        case f.SupplementNoticed():
            return "一次性告知补正：" + "、".join(fact.items)
        case f.Decided():
            return _decided(file.chart, granted=fact.means == "grant")
        case f.TokensMoved() if fact.opened:
            paths = (ElementPath(o.partition("@")[0]) for o in fact.opened)
            return "转入：" + "、".join(file.chart.nodes[p].name for p in paths)
        case f.DocumentFiled():
            return f"材料：{fact.name}"
        case f.ActVoided():
            return f"拿回第{fact.n}步"
        case f.CaseClosed():
            return "撤回，办件终止" if fact.outcome == "withdrawn" else "办结"
        case _:
            return None


def _carried_out(fact: f.AnyFact) -> str | None:
    """What a system case was for."""
    if not isinstance(fact, f.CommandCarriedOut):
        return None
    return f"已执行命令 {fact.command}，见本单位日志第{fact.n}条"


def _confirmed(file: CaseFile, fact: f.AnyFact) -> str | None:
    """What a signer confirmed, and how it was kept in his words."""
    if not isinstance(fact, f.RiskDischarged) or fact.note is None:
        return None
    task = file.chart.task(ElementPath(fact.task))
    risk = next(r for r in task.risks if r.id == fact.risk)
    note = file.values.get(fact.note)
    said = f"（{note['note']}）" if note else ""
    return f"确认防控措施：{risk.measures[fact.measure - 1].text}{said}"


def run_sheet(file: CaseFile, roster: Roster, calendar: Calendar, now: datetime) -> list[SheetRow]:
    """The run sheet of a case: each step, its limit, the time used, who signed what."""
    gone = voided([e for e, _ in file.entries])
    rows: dict[str, SheetRow] = {}
    running: dict[str, RunningClock] = {}
    for entry, _ in file.entries:
        if entry.n not in gone:
            for fact in entry.facts:
                _fill(file, roster, rows, fact, local_date(parse_stamp(entry.at)))
                _time(rows, running, fact)
    for row in rows.values():
        end = date.fromisoformat(row.closed_on) if row.closed_on else local_date(now)
        row.used = working_days(date.fromisoformat(row.opened_on), end, calendar)
    for clock in running.values():
        rows[f"{clock.task}@{clock.visit}"].late |= stamp(now) >= clock.red_at
    return list(rows.values())


def _fill(
    file: CaseFile, roster: Roster, rows: dict[str, SheetRow], fact: f.AnyFact, day: date
) -> None:
    match fact:
        case f.TaskOpened():
            name = file.chart.nodes[ElementPath(fact.task)].name
            rows[f"{fact.task}@{fact.visit}"] = SheetRow(
                fact.task, fact.visit, name, day.isoformat()
            )
        case f.SlotSigned():
            row = rows[f"{fact.task}@{fact.visit}"]
            name = _name(roster, fact.person) or fact.person
            row.persons.append(name if fact.acting_for is None else f"{name}（顶岗）")
            row.opinions += [o for o in [_opinion(file, fact)] if o]
        case f.TokensMoved():
            for closed in fact.closed:
                rows[closed].closed_on = day.isoformat()
        case f.CaseWithdrawn():
            for row in rows.values():
                row.closed_on = row.closed_on or day.isoformat()
        case _:
            pass


def _time(rows: dict[str, SheetRow], running: dict[str, RunningClock], fact: f.AnyFact) -> None:
    """The limits of the steps; whether one was late is what the log says."""
    name = getattr(fact, "clock", "")
    if isinstance(fact, f.ClockStarted) and fact.task is not None:
        running[name] = started(fact)
    elif name in running and isinstance(fact, f.ClockEnded):
        clock = running.pop(name)
        rows[f"{clock.task}@{clock.visit}"].late |= fact.late
    elif name in running and type(fact) in CLOCK_FOLD:
        running[name] = CLOCK_FOLD[type(fact)](running[name], fact)
    if name in running:
        clock = running[name]
        row = rows[f"{clock.task}@{clock.visit}"]
        row.limit, row.unit, row.due = clock.n + clock.extended, clock.unit, clock.due
        row.before = clock.before
