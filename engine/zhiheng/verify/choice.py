"""Splits that may take several flows: an inclusive gateway, or conditions on leaving a task.

One decision after the other (take this flow, or leave it) says the same as one transition for
each of the 2^n - 1 subsets, with 4n transitions. The token on the steps is on the way to what
is still undecided, so inclusive joins wait for it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from zhiheng.model.chart import Flow, Node, NodeKind


@dataclass(frozen=True, slots=True)
class Choice:
    """always: flows taken in any case; options: each may be; default: if none else is."""

    always: tuple[Flow, ...]
    options: tuple[Flow, ...]
    default: Flow | None

    @property
    def lane(self) -> str:
        """Where the steps begin: nothing taken as yet, or something."""
        return "+" if self.always else "-"


def choice_of(node: Node, leaving: tuple[Flow, ...]) -> Choice | None:
    """The choice on leaving a node, if it has one that is not exclusive."""
    if node.kind in _OWN_RULE or len(leaving) < _FEWEST:
        return None
    default = next((flow for flow in leaving if flow.default), None)
    rest = tuple(flow for flow in leaving if flow is not default)
    if node.kind is NodeKind.INCLUSIVE:
        return Choice((), rest, default)
    options = tuple(flow for flow in rest if flow.condition is not None)
    if not options:
        return None
    always = tuple(flow for flow in rest if flow.condition is None)
    return Choice(always, options, default)


def steps_of(choice: Choice) -> Iterator[str]:
    """The roles of the places between the decisions."""
    for number in range(len(choice.options)):
        if not choice.always:
            yield f"-{number}"
        if choice.always or number:
            yield f"+{number}"


def entry_of(choice: Choice) -> str:
    """The role of the place before the first decision."""
    return f"{choice.lane}0"


@dataclass(frozen=True, slots=True)
class Decision:
    """From one step on: with `flow` taken if there is one, to `after` or out."""

    before: str
    flow: Flow | None
    after: str | None


def decisions(choice: Choice) -> Iterator[Decision]:
    """All decisions of a choice."""
    last = len(choice.options) - 1
    for number, flow in enumerate(choice.options):
        for before in (role for role in steps_of(choice) if role[1:] == str(number)):
            lane = before[0]
            yield Decision(before, flow, None if number == last else f"+{number + 1}")
            if number < last:
                yield Decision(before, None, f"{lane}{number + 1}")
            elif lane == "+":
                yield Decision(before, None, None)
            elif choice.default is not None:
                yield Decision(before, choice.default, None)


_OWN_RULE = (NodeKind.EXCLUSIVE, NodeKind.EVENT_GATEWAY, NodeKind.PARALLEL)
_FEWEST = 2
