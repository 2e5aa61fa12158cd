"""One running case (办件), folded from its entries."""

from dataclasses import dataclass, field
from datetime import date

from zhiheng import facts as f
from zhiheng.facts import Scalar
from zhiheng.model.separation import Capacity
from zhiheng.state.case_folds import FOLD
from zhiheng.state.clock import RunningClock
from zhiheng.state.copy import Copy
from zhiheng.state.merger import Merger
from zhiheng.state.recusal import Recusal
from zhiheng.state.status import CaseStatus
from zhiheng.state.suspension import Suspension
from zhiheng.state.task import OpenTask
from zhiheng.state.warned import Warned

__all__ = ["CaseState", "CaseStatus"]


@dataclass(slots=True)
class CaseState:
    """What the rules see of a case. Changed only by `apply`."""

    id: str
    agency: str
    n: int = 0
    head: str = ""
    at: str = ""
    """When the last entry was written; the next is never earlier."""
    status: CaseStatus = CaseStatus.RUNNING
    key: str = ""
    version: int = 0
    chart: str = ""
    applicant: str = ""
    command: str | None = None
    """What it ends in, where it is a system case."""
    started_by: str = ""
    """The account that handed it in."""
    project: str | None = None
    number: str | None = None
    opened_at: str = ""
    closed_at: str | None = None
    outcome: str | None = None
    decided: f.Decided | None = None
    open: dict[str, OpenTask] = field(default_factory=dict)
    visits: dict[str, int] = field(default_factory=dict)
    taken_back: dict[str, int] = field(default_factory=dict)
    """Visits that were voided (拿回): they were no rounds."""
    variables: dict[str, Scalar] = field(default_factory=dict)
    marking: str = ""
    """Where the tokens are, by the net of the chart (verify/marking.py)."""
    done: dict[str, None] = field(default_factory=dict)
    """Element paths of the tasks completed so far, in any round."""
    parameters: dict[str, Scalar] = field(default_factory=dict)
    """Values of the parameters that the chart names, as last taken."""
    amounts: dict[str, f.AmountDecided] = field(default_factory=dict)
    """Element path -> the amount decided there last."""
    written: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Element path -> the variables that its last signing wrote."""
    acted: dict[str, dict[str, Capacity]] = field(default_factory=dict)
    """Element path -> who signed there and as what, in any round, voided acts included."""
    actor: f.Actor | None = None
    """Who wrote the entry that is being folded."""
    rested_on: f.Digests = field(default_factory=f.Digests)
    """What the decision of that entry rested on."""
    recusals: dict[int, Recusal] = field(default_factory=dict)
    copies: dict[int, Copy] = field(default_factory=dict)
    suspensions: dict[int, Suspension] = field(default_factory=dict)
    mergers: dict[int, Merger] = field(default_factory=dict)
    absorbed: dict[str, None] = field(default_factory=dict)
    """Cases that are handled in this one (并案)."""
    merged_into: str | None = None
    """The case in which this one is handled."""
    blocked: dict[str, str] = field(default_factory=dict)
    """`path@visit` of tasks for which nobody lawful is left -> since when."""
    clocks: dict[str, RunningClock] = field(default_factory=dict)
    """The limits that run now."""
    warned: dict[str, Warned] = field(default_factory=dict)
    """How far each of them has warned (预警)."""
    warnings: int = 0
    """Entries since the last move that only warned: nobody has touched the case by them."""
    timers: dict[str, f.TimerArmed] = field(default_factory=dict)
    """The timers of the chart that wait now, by path."""
    done_on: dict[str, str] = field(default_factory=dict)
    """Element path of a step whose limit counts back (倒算) -> the day it was last done on."""
    extensions: dict[str, int] = field(default_factory=dict)
    """How often each limit and timer that runs was extended (延长)."""
    calendar: str = ""
    """Digest of the calendar by which its limits and timers are counted."""
    calendar_n: int = 0
    """The entry since which they are."""
    supplement: tuple[str, ...] | None = None
    """The items of the one supplement notice, once it is out."""
    last_move: int = 0
    """The last token-moving entry that is not voided."""
    last_mover: str | None = None
    touched: int = 0
    """The last entry that was not the law's: it takes up nothing by counting days."""
    went_out: int = 0
    """The last entry with an effect outside (number, notice, decision): no taking it back."""
    filed: dict[str, list[str]] = field(default_factory=dict)
    """`path@visit` -> names of papers filed there."""
    papers: dict[str, str] = field(default_factory=dict)
    """Name of a paper -> digest of the one filed last."""

    def apply(self, fact: f.AnyFact, at: str) -> None:
        """Fold one fact of the entry that was written at `at`."""
        FOLD[type(fact)](self, fact, at)

    def act(self, path: str, person: str) -> None:
        """Book an act for separation; it stays booked when the act is voided."""
        capacity = Capacity(self.actor.section, self.actor.grade) if self.actor else Capacity()
        self.acted.setdefault(path, {})[person] = capacity

    def suspended(self, day: date) -> Suspension | None:
        """The suspension (暂停) that holds on that day."""
        on = day.isoformat()
        return next((x for x in self.suspensions.values() if x.holds(on)), None)

    @property
    def aside(self) -> frozenset[str]:
        """Persons who stand aside from the case (回避)."""
        return frozenset(r.person for r in self.recusals.values() if r.aside)
