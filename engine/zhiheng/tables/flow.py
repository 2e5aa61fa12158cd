"""The flow of the steps: numbers in order, `2a` beside the way, branches where they say."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from zhiheng.tables.branches import Branch
from zhiheng.tables.cells import Said
from zhiheng.tables.steps import TableStep

END = "done"


@dataclass(frozen=True, slots=True)
class Way:
    """A way out of a step. value: the choice that takes it; None where there is but one way."""

    label: str
    to: str
    value: str | None = None
    default: bool = False


@dataclass(frozen=True, slots=True)
class Course:
    """ways: step -> its ways out, to steps or to ends. ends: id -> name."""

    ways: Mapping[str, tuple[Way, ...]]
    ends: Mapping[str, str]


def course_of(steps: Sequence[TableStep], told: Said) -> Course:
    """How a case goes on; a step that nothing leads to is told."""
    aside = _aside(steps)
    main = [s.no for s in steps if s.no not in aside]
    ways: dict[str, tuple[Way, ...]] = {}
    ends: dict[str, str] = {}
    for at, step in enumerate(steps):
        onward = next((s.no for s in steps[at + 1 :] if s.no not in aside), END)
        ways[step.no] = tuple(_ways(step, onward, ends, aside=step.no in aside))
    if any(way.to == END for found in ways.values() for way in found):
        ends[END] = "办结"
    reached = _reached(main[0], ways) if main else set()
    for step in steps:
        if step.no not in reached:
            told.note("TBL035", step.cell, keep=False, no=step.no)
    return Course(ways, ends)


def _aside(steps: Sequence[TableStep]) -> frozenset[str]:
    """Lettered steps that a branch leads to; `5a` that none leads to is on the way, after 5."""
    led = {b.to for s in steps for b in s.branches if b.to is not None and b.to != s.no}
    return frozenset(s.no for s in steps if not s.no.isdigit() and s.no in led)


def _ways(step: TableStep, onward: str, ends: dict[str, str], *, aside: bool) -> Iterator[Way]:
    """A way for each branch; a step on the way also goes on, where none of them says so."""
    branches = list(step.branches)
    if not branches:
        yield Way("", onward)
        return
    if not aside and not any(b.otherwise or b.to == onward for b in branches):
        branches.append(Branch("继续", onward, otherwise=True))
    default = _default(branches, onward)
    for i, branch in enumerate(branches):
        to = branch.to if branch.to is not None else _end(step, i, branch, ends)
        yield Way(branch.label, to, f"b{i + 1}", default=i == default)


def _default(branches: Sequence[Branch], onward: str) -> int:
    """The one that says so, else the one that goes on, else the first that does not end it."""
    wanted = (
        [b.otherwise for b in branches],
        [b.to == onward for b in branches],
        [b.to is not None for b in branches],
    )
    return next((found.index(True) for found in wanted if True in found), 0)


def _end(step: TableStep, at: int, branch: Branch, ends: dict[str, str]) -> str:
    name = f"end_{step.no}_{at + 1}"
    ends[name] = branch.label if branch.end in ("end", "结束") else branch.end
    return name


def _reached(first: str, ways: Mapping[str, Sequence[Way]]) -> set[str]:
    found, waiting = {first}, [first]
    while waiting:
        for way in ways.get(waiting.pop(), ()):
            if way.to not in found:
                found.add(way.to)
                waiting.append(way.to)
    return found
