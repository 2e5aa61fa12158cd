"""What is tried with a case as a whole: putting it off, joining it, passing it round."""

from collections.abc import Iterator
from datetime import timedelta

from support.modelcheck.scene import CASE as ID
from support.modelcheck.scene import Attempt, Node, officer
from zhiheng.commands.cases.acknowledge import Acknowledge
from zhiheng.commands.cases.copy_to import CopyTo
from zhiheng.commands.cases.merge import AskMerger, DecideMerger
from zhiheng.commands.cases.suspend import AskSuspension, DecideSuspension, Resume
from zhiheng.model.ids import CaseId, PersonId

CASE = CaseId(ID)
REASON = "理由"
LONGEST = 183


def suspensions(node: Node) -> Iterator[Attempt]:
    """On every ground and for every span at first, later for a day."""
    for me in node.scene.roster.persons:
        caller = officer(me)
        if len(node.state.suspensions) < 2:
            for ground, days in _ASKED if not node.path else (("party", 0),):
                until = node.today + timedelta(days=days)
                yield Attempt(caller, AskSuspension(CASE, ground, REASON, until))
        for no in (*node.state.suspensions, 9):
            for granted in (True, False):
                yield Attempt(caller, DecideSuspension(CASE, no, granted, REASON))
        yield Attempt(caller, Resume(CASE, REASON))


_ASKED = (
    ("party", 0), ("party", -1), ("party", LONGEST), ("party", LONGEST + 1), ("other-case", 1),
    ("law-question", 1), ("force-majeure", 1), ("busy", 1),
)  # fmt: skip


def mergers(node: Node) -> Iterator[Attempt]:
    """With every other case, and with itself."""
    for me in node.scene.roster.persons:
        caller = officer(me)
        for other in (*node.others, ID):
            yield Attempt(caller, AskMerger(CASE, CaseId(other), REASON))
        for merger in node.state.mergers.values():
            for granted in (True, False):
                yield Attempt(
                    caller, DecideMerger(CASE, CaseId(merger.other), merger.no, granted, REASON)
                )


def copies(node: Node) -> Iterator[Attempt]:
    """To one, to oneself, to all others, to nobody, to a stranger."""
    persons = [*node.scene.roster.persons]
    for me in persons:
        others = tuple(p for p in persons if p != me)
        if not node.state.copies:
            for to in (others, others[:1], (me,), (), (PersonId("nobody"),)):
                yield Attempt(officer(me), CopyTo(CASE, to))
        for no in (*node.state.copies, 9):
            yield Attempt(officer(me), Acknowledge(CASE, no))
