"""Everything that anybody could try in a state, lawful or not."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import combinations

from support.modelcheck import drawn_in, put_off, questions
from support.modelcheck.asking import CheckChart, Deadline, Look, Survey
from support.modelcheck.doing import Tomorrow
from support.modelcheck.law.parameter_files import FAULTY, FILES, TELLING
from support.modelcheck.scene import (
    CASE,
    Attempt,
    Node,
    Variant,
    applicant,
    officer,
    supervisor,
    system,
)
from zhiheng.commands.assignment.claim import Claim
from zhiheng.commands.assignment.recusal import AskRecusal, DecideRecusal
from zhiheng.commands.assignment.transfer import Transfer
from zhiheng.commands.assignment.unclaim import Unclaim
from zhiheng.commands.bureau.parameters import ConfirmParameters, ProposeParameters
from zhiheng.commands.cases.urge import Urge
from zhiheng.commands.meetings.attend import Attend
from zhiheng.commands.meetings.convene import Convene
from zhiheng.commands.meetings.defer import Defer
from zhiheng.commands.meetings.vote import Vote
from zhiheng.commands.personnel.absence import RecordAbsence
from zhiheng.commands.personnel.return_to_work import EndAbsence
from zhiheng.commands.signing.amend import Amend
from zhiheng.commands.signing.sign import Sign
from zhiheng.commands.signing.take_back import TakeBack
from zhiheng.model.caller import Caller, Role
from zhiheng.model.ids import CaseId, ElementPath, PersonId, PostId
from zhiheng.model.meeting import Ballot
from zhiheng.state.case import CaseStatus
from zhiheng.state.task import OpenTask, Slot

THE_CASE = CaseId(CASE)
OPINION = "同意"
BLANK = "\u200b "
"""What looks like nothing is nothing."""
SHARED = "one session for two"


def attempts(node: Node) -> Iterator[Attempt]:
    """What is tried in the state; each only where it can come to something."""
    yield from _surveys(node)
    for verb in sorted(node.scene.verbs):
        yield from _TRIES[verb](node)


def _running(node: Node) -> bool:
    return node.state.status is CaseStatus.RUNNING


def _persons(node: Node) -> Iterator[str]:
    yield from node.scene.roster.persons


def _free(node: Node) -> Iterator[tuple[OpenTask, Slot]]:
    for task in node.state.open.values():
        for slot in task.slots:
            if slot.signed is None:
                yield task, slot


def _claims(node: Node) -> Iterator[Attempt]:
    for task, slot in _free(node):
        for person in _persons(node):
            yield Attempt(officer(person), Claim(THE_CASE, task.id, slot.opened.no))


def _unclaims(node: Node) -> Iterator[Attempt]:
    for task, slot in _free(node):
        if slot.assignee is not None:
            yield Attempt(officer(slot.assignee), Unclaim(THE_CASE, task.id))


def _signatures(node: Node) -> Iterator[Attempt]:
    for task, slot in _free(node):
        definition = node.scene.chart.task(ElementPath(task.path))
        if definition.external == "applicant":
            for variant in _variants(node, task):
                yield Attempt(applicant(), _sign(task, slot, variant, None))
            continue
        if definition.collective and (task.meeting is None or task.meeting.outcome is None):
            continue
        for person in _persons(node):
            yield from _by(node, task, slot, person, dual=definition.dual)


def _by(node: Node, task: OpenTask, slot: Slot, person: str, *, dual: bool) -> Iterator[Attempt]:
    for no, variant in enumerate(_variants(node, task)):
        for opinion in (OPINION, BLANK) if no == 0 else (OPINION,):
            for content in (None, "f" * 64, task.content) if task.content and dual else (None,):
                yield Attempt(officer(person), _sign(task, slot, variant, opinion, content))
            if dual:
                content = task.content or None
                yield Attempt(officer(person, SHARED), _sign(task, slot, variant, opinion, content))


def _variants(node: Node, task: OpenTask) -> tuple[Variant, ...]:
    """Later signatures are of what the first has filled in; measures they may confirm."""
    known = node.scene.variants.get(task.path, (Variant(),))
    if task.content is None:
        return known
    notes = [dict(v.confirmations) for v in known]
    return tuple(Variant(confirmations=n) for i, n in enumerate(notes) if n not in notes[:i])


def _sign(
    task: OpenTask, slot: Slot, variant: Variant, opinion: str | None, content: str | None = None
) -> Sign:
    return Sign(
        THE_CASE, task.id, slot.opened.no, opinion, variant.values,
        dict.fromkeys(variant.documents, "d" * 64), content, variant.supplement,
        confirmations=variant.confirmations,
    )  # fmt: skip


def _amends(node: Node) -> Iterator[Attempt]:
    for task in node.state.open.values():
        definition = node.scene.chart.task(ElementPath(task.path))
        if definition.dual and task.content is not None:
            for person in _persons(node):
                variant = node.scene.variants.get(task.path, (Variant(),))[0]
                yield Attempt(officer(person), Amend(_sign(task, task.slots[0], variant, OPINION)))


def _meetings(node: Node) -> Iterator[Attempt]:
    for task in node.state.open.values():
        rules = node.scene.chart.task(ElementPath(task.path)).collective
        if rules is None:
            continue
        for person in _persons(node):
            caller = officer(person)
            if task.meeting is None:
                yield from _convening(node, task, person, named=not rules.members)
            elif task.meeting.present is None:
                due = [m.person for m in task.meeting.members]
                records = node.scene.roster.persons[PersonId(person)].holds(_post(task), node.today)
                for n in range(len(due) + 1) if records else (len(due),):
                    for present in combinations(due, n):
                        yield Attempt(caller, Attend(THE_CASE, task.id, present))
                stranger = next((p for p in _persons(node) if p not in due), "nobody")
                for present in ((*due, stranger), (*due[:2], stranger)):
                    yield Attempt(caller, Attend(THE_CASE, task.id, present))
            elif task.meeting.outcome is None:
                for vote in Ballot:
                    yield Attempt(caller, Vote(THE_CASE, task.id, vote, "理由"))
                    yield Attempt(caller, Vote(THE_CASE, task.id, vote, BLANK))
            if task.meeting is not None and task.meeting.outcome is None:
                for back in (False, True):
                    yield Attempt(caller, Defer(THE_CASE, task.id, "材料不足", back))


_TOPICS = (
    ("议题",), (BLANK,), (), ("议" * 200,), ("议" * 201,), ("题",) * 30, ("题",) * 31,
)  # fmt: skip


def _post(task: OpenTask) -> PostId:
    """The recorder's."""
    return PostId(task.slots[0].opened.post or "")


def _convening(node: Node, task: OpenTask, person: str, *, named: bool) -> Iterator[Attempt]:
    everybody = tuple(_persons(node))
    for ahead in (0, 1, 2):
        on = node.today + timedelta(days=ahead)
        for topics in _TOPICS if not node.path else _TOPICS[:1]:
            if topics == ("议题",) or ahead == 1:
                for members in (everybody, everybody[:1], everybody[1:], ()):
                    if topics == ("议题",) or members == everybody:
                        yield Attempt(
                            officer(person),
                            Convene(THE_CASE, task.id, on, topics, members if named else ()),
                        )
    if not named:
        on = node.today + timedelta(days=1)
        yield Attempt(officer(person), Convene(THE_CASE, task.id, on, ("议题",), everybody))
    else:
        for members in ((*everybody, "nobody"), everybody[:3]):
            on = node.today + timedelta(days=1)
            yield Attempt(officer(person), Convene(THE_CASE, task.id, on, ("议题",), members))


def _recusals(node: Node) -> Iterator[Attempt]:
    if not _running(node):
        return
    for subject in _persons(node):
        for caller in (officer(subject), applicant()):
            yield Attempt(caller, AskRecusal(THE_CASE, subject, "other", "理由"))


def _decisions(node: Node) -> Iterator[Attempt]:
    if not _running(node):
        return
    for recusal in node.state.recusals.values():
        if recusal.granted is None:
            for person in _persons(node):
                for granted in (True, False):
                    for minutes in (None, "m" * 64):
                        command = DecideRecusal(THE_CASE, recusal.no, granted, "理由", minutes)
                        yield Attempt(officer(person), command)


def _asides(node: Node) -> Iterator[Attempt]:
    """Members who find that they should not be there."""
    if _running(node):
        for person in _persons(node):
            yield Attempt(officer(person), AskRecusal(THE_CASE, person, "other", "理由"))


def _leave(node: Node) -> Iterator[Attempt]:
    for caller in _persons(node):
        for person in _persons(node):
            for reason, first, last in node.scene.leave:
                since, until = (node.today + timedelta(days=d) for d in (first, last))
                if any(
                    (a.person, a.since, a.until) == (person, since, until)
                    for a in node.agency.absences
                ):
                    continue
                yield Attempt(
                    officer(caller), RecordAbsence(PersonId(person), since, until, reason)
                )


def _returns(node: Node) -> Iterator[Attempt]:
    for person in sorted({a.person for a in node.agency.absences}):
        yield Attempt(officer(person), EndAbsence(person))


def _take_back(node: Node) -> Iterator[Attempt]:
    for person in _persons(node):
        yield Attempt(officer(person), TakeBack(THE_CASE))


def _transfers(node: Node) -> Iterator[Attempt]:
    """By everybody, so that it is seen who may not."""
    for task in {task.id: task for task, slot in _free(node) if slot.assignee is not None}.values():
        for giver in _persons(node):
            for receiver in node.scene.roster.persons:
                if receiver != giver:
                    yield Attempt(officer(giver), Transfer(THE_CASE, task.id, receiver, "理由"))


def _urges(node: Node) -> Iterator[Attempt]:
    for task in node.state.open.values():
        for caller in (applicant(), supervisor(), *map(officer, _persons(node))):
            # One urging says nothing of another's: who has urged alone may try again.
            if not task.urged or caller.account in task.urged:
                yield Attempt(caller, Urge(THE_CASE, task.id))


def _days(node: Node) -> Iterator[Attempt]:
    if node.day < node.scene.last_day:
        yield Attempt(system("clock"), Tomorrow())


def _looks(node: Node) -> Iterator[Attempt]:
    first = next(_persons(node))
    three = (system("s"), _three(Role.SECURITY), _three(Role.AUDIT))
    for caller in (applicant(), applicant("party-2"), officer(first), supervisor(), *three):
        yield Attempt(caller, Look())
        if not node.path:
            yield Attempt(caller, Look("deploy-chart"))


def _three(role: Role) -> Caller:
    return replace(system("s"), role=role)


def _surveys(node: Node) -> Iterator[Attempt]:
    if not node.path:
        yield Attempt(supervisor(), Survey())
        yield Attempt(system("s-1"), CheckChart(bare=True))


_LAST_YEAR = (272, 274)
"""Days back into a year whose notice is not in the calendar of the scenes."""


def _deadlines(node: Node) -> Iterator[Attempt]:
    """The answer depends on nothing but the day."""
    if any(not isinstance(a.command, Tomorrow) for a in node.path):
        return
    for unit in ("working-day", "day", "month"):
        for n in (0, 1, 2, 3, 5, 10, 20, 90, 10_000 if unit == "day" else 30, 10_001):
            for roll in ("none", "next"):
                yield Attempt(supervisor(), Deadline(n, unit, roll))
    yield Attempt(supervisor(), Deadline(2, "hour", "none"))
    for ago in _LAST_YEAR:
        for n in (1, 2, 3, 5, 9):
            for unit in ("working-day", "day"):
                yield Attempt(supervisor(), Deadline(n, unit, "next", ago))


def _parameters(node: Node) -> Iterator[Attempt]:
    yield Attempt(system("s-1"), CheckChart())
    proposed = node.agency.proposed
    if not node.path:
        for data in (*FILES.values(), *FAULTY.values()):
            yield Attempt(system("s-1", "wu"), ProposeParameters(data))
    elif proposed is None:
        for name in TELLING:
            yield Attempt(system("s-1", "wu"), ProposeParameters(FILES[name]))
    else:
        for caller in (system("s-1", "wu"), system("s-2"), system("s-3", "wu")):
            yield Attempt(caller, ConfirmParameters(proposed.digest))


_TRIES: dict[str, Callable[[Node], Iterator[Attempt]]] = {
    "amend": _amends,
    "aside": _asides,
    "claim": _claims,
    "days": _days,
    "decide": _decisions,
    "deadline": _deadlines,
    "leave": _leave,
    "look": _looks,
    "meeting": _meetings,
    "parameters": _parameters,
    "recuse": _recusals,
    "return": _returns,
    "sign": _signatures,
    "take-back": _take_back,
    "transfer": _transfers,
    "signers": drawn_in.signers,
    "delegate": drawn_in.delegates,
    "reassign": drawn_in.reassigned,
    "suspend": put_off.suspensions,
    "merge": put_off.mergers,
    "copy": put_off.copies,
    "ask": questions.questions,
    "urge": _urges,
    "unclaim": _unclaims,
}
