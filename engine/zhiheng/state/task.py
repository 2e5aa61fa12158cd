"""An open task of a case and its slots, as folded from the entries."""

from dataclasses import dataclass, field

from zhiheng import facts as f
from zhiheng.state.meeting import Meeting


@dataclass(slots=True)
class Slot:
    """A place for one signature (design.md §6)."""

    opened: f.SlotOpened
    assignee: str | None = None
    acting_for: str | None = None
    resolution: str | None = None
    signed: f.SlotSigned | None = None
    signed_at: str | None = None
    named: str | None = None
    """Who signs here, where somebody added him (加签); None: a slot of the chart."""
    added_by: str | None = None
    delegate: str | None = None
    """Who prepares it for the holder (委派), until he reports or is recalled."""
    prepared: str | None = None
    """Who has prepared it and reported: he is no other hand of the same visit."""


@dataclass(slots=True)
class OpenTask:
    """A task that waits, by element path and visit number."""

    path: str
    visit: int
    opened_at: str
    slots: list[Slot]
    content: str | None = None
    """What the first signature signed; the others sign the same."""
    seats: list[Slot] = field(default_factory=list)
    """The slots in which the members of a meeting vote."""
    meeting: Meeting | None = None
    meetings: int = 0
    """How many have been convened on this visit."""
    last_seat: int = 0
    """The highest number of a seat; one is never used again."""
    added: int = 0
    """How many signers have been added on this visit, those removed since included."""
    confirmed: dict[str, f.RiskDischarged] = field(default_factory=dict)
    """Measures that a signer has confirmed with a note, by `risk.number`."""
    urged: dict[str, str] = field(default_factory=dict)
    """Account -> when it urged last (催办)."""
    noticed: list[f.RiskNoticed] = field(default_factory=list)

    @property
    def id(self) -> str:
        """`path@visit`."""
        return task_id(self.path, self.visit)


def task_id(path: str, visit: int) -> str:
    """The name of one visit of a task: `intake@1`."""
    return f"{path}@{visit}"
