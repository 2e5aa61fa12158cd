"""What is tried with signers, delegates, and work of those who are away."""

from collections.abc import Iterator

from support.modelcheck.scene import CASE as ID
from support.modelcheck.scene import Attempt, Node, officer
from zhiheng.commands.assignment.delegate import Delegate, Recall, ReportBack
from zhiheng.commands.assignment.reassign import Reassign
from zhiheng.commands.signing.add_signer import AddSigner, RemoveSigner
from zhiheng.model.ids import CaseId, PersonId

CASE = CaseId(ID)
REASON = "理由"


def signers(node: Node) -> Iterator[Attempt]:
    """Everybody adds everybody, and takes away every slot there is, and one that is not there."""
    persons = [*node.scene.roster.persons]
    none = not any(t.added for t in node.state.open.values())
    for task in node.state.open.values():
        for me in persons:
            caller = officer(me)
            if none:
                for person in (*persons, *_nobody(node)):
                    yield Attempt(caller, AddSigner(CASE, task.id, person, REASON))
            if task.added:
                for no in (*(s.opened.no for s in task.slots), 9):
                    yield Attempt(caller, RemoveSigner(CASE, task.id, no, REASON))


def _nobody(node: Node) -> tuple[PersonId, ...]:
    """One who is not there is as little there later."""
    return () if node.path else (PersonId("nobody"),)


def delegates(node: Node) -> Iterator[Attempt]:
    """Who holds nothing tries as well."""
    persons = [*node.scene.roster.persons]
    out = [s.delegate for t in node.state.open.values() for s in t.slots if s.delegate]
    for task in node.state.open.values():
        mine = any(s.delegate for s in task.slots)
        for me in persons:
            caller = officer(me)
            for person in (*persons, *_nobody(node)) if mine or not out else ():
                yield Attempt(caller, Delegate(CASE, task.id, person, REASON))
            yield Attempt(caller, Recall(CASE, task.id))
            if mine:
                for report in ("已核", "\u200b "):
                    yield Attempt(caller, ReportBack(CASE, task.id, report))


def reassigned(node: Node) -> Iterator[Attempt]:
    """Every slot, by everybody, to everybody."""
    persons = [*node.scene.roster.persons]
    for task in node.state.open.values():
        for slot in task.slots:
            for me in persons:
                for to in persons:
                    command = Reassign(CASE, task.id, slot.opened.no, to, REASON)
                    yield Attempt(officer(me), command)
