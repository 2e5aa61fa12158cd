"""What a command on a case is, and what it answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Protocol

from zhiheng import facts as f
from zhiheng.model.caller import BY_POST, Role
from zhiheng.model.card import CardDraft
from zhiheng.model.ids import CaseId
from zhiheng.runtime.world import World
from zhiheng.state.case import CaseState


@dataclass(frozen=True, slots=True)
class Sealed:
    """A content that the log only commits to: SHA-256(nonce ‖ body)."""

    commitment: str
    nonce: bytes
    body: bytes


@dataclass(slots=True)
class Decision:
    """What a command decided. completes: the task whose last signature this was.

    fires: the timer whose time is over. spends: whether it uses up the password that the caller
    has entered (rules/signoff.py). beside: facts of another case, by its id (并案). cards: those
    that this entry gives rise to (发牌).
    """

    facts: list[f.AnyFact]
    completes: str | None = None
    fires: str | None = None
    sealed: list[Sealed] = field(default_factory=list)
    acting_for: str | None = None
    spends: bool = False
    beside: dict[str, list[f.AnyFact]] = field(default_factory=dict)
    cards: tuple[CardDraft, ...] = ()


class CaseCommand(Protocol):
    """A command on one case. `decide` checks and answers; it changes nothing."""

    NAME: ClassVar[str]
    ROLES: ClassVar[frozenset[Role]]

    @property
    def case(self) -> CaseId:
        """The case it is about."""
        ...

    @property
    def about(self) -> str | None:
        """The task it is about, for the record of a refusal."""
        ...

    def request(self) -> Mapping[str, Any]:
        """What was asked for, as JSON: a repeated key must bring the same."""
        ...

    def decide(self, state: CaseState, world: World) -> Decision:
        """The facts, or a Refusal raised."""
        ...


class OnCase:
    """What is asked of a case as a whole."""

    __slots__ = ()

    @property
    def about(self) -> None:
        """No single task."""
        return


OFFICERS = BY_POST
"""Those of the system in system cases only (handling/handle.py)."""
PARTIES = BY_POST | {Role.APPLICANT}
