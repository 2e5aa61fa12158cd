"""Live instances: state and executor of a case at one entry, and how to rebuild them."""

import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from zhiheng import facts as f
from zhiheng.errors import Busy, ReplayDiffers
from zhiheng.model.chart import Chart
from zhiheng.runtime.tokens import agree, tokens
from zhiheng.spiff import CompiledChart, Executor, Moved
from zhiheng.state.case import CaseState
from zhiheng.store.db import LOCK_SECONDS
from zhiheng.store.project import project, project_case
from zhiheng.store.rows import Rows
from zhiheng.verify.outlook import Assured

Entries = Sequence[tuple[f.Entry, str]]


@dataclass(slots=True)
class Live:
    """A case in memory. Valid only while `state.n` equals the row's.

    assured: who could do all that may come, as last found (look-ahead).
    """

    state: CaseState
    chart: CompiledChart
    executor: Executor
    assured: Assured | None = None


class _Reenact:
    """Lets the executor do again what the log says it did, and compares."""

    def __init__(self, executor: Executor, chart: Chart) -> None:
        self._executor = executor
        self._chart = chart

    def __call__(self, state: CaseState, fact: f.AnyFact) -> f.AnyFact:
        if isinstance(fact, f.TokensMoved):
            moved = again(self._executor, state, fact)
            if not agree(tokens(state, self._chart, moved), fact):
                raise ReplayDiffers(f"entry {state.n} of {state.id}: {fact} but {moved}")
        return fact


def again(executor: Executor, state: CaseState, fact: f.TokensMoved) -> Moved:
    """Do what moved the tokens then. Raises what the executor raises."""
    known = state.variables | state.parameters
    if fact.fired is not None:
        return executor.fire(fact.fired.partition("@")[0], known)
    if fact.closed:
        return executor.complete(fact.closed[0].partition("@")[0], known)
    return executor.start()


def rebuild(case_id: str, agency: str, entries: Entries, chart: CompiledChart) -> tuple[Live, Rows]:
    """A case from nothing but its entries. Raises ReplayDiffers when they do not fit."""
    executor = Executor(chart)
    separations = chart.chart.separations
    state, rows = project_case(
        case_id, agency, entries, separations, _Reenact(executor, chart.chart)
    )
    return Live(state, chart, executor), rows


def catch_up(live: Live, tail: Entries) -> None:
    """Apply what another process has written since. The tail must void nothing.

    What was assured before is not any more: others than it had may have acted there.
    """
    live.assured = None
    watch = _Reenact(live.executor, live.chart.chart)
    for entry, digest in tail:
        project(live.state, entry, digest, live.chart.chart.separations, Rows(), watch)


class LiveCases:
    """The least recently used are dropped; a dropped case is rebuilt from its log."""

    def __init__(self, most: int = 4000) -> None:
        self._most = most
        self._cases: OrderedDict[str, Live] = OrderedDict()
        self._guard = threading.Lock()
        self._locks = [threading.Lock() for _ in range(512)]

    @contextmanager
    def holding(self, *cases: str) -> Iterator[None]:
        """The cases' own locks in this process, always in the same order. Raises Busy."""
        numbers = sorted({hash(case) % len(self._locks) for case in cases})
        with ExitStack() as held:
            for number in numbers:
                lock = self._locks[number]
                if not lock.acquire(timeout=LOCK_SECONDS):
                    raise Busy("busy")
                held.callback(lock.release)
            yield

    def get(self, case_id: str) -> Live | None:
        """The live instance, if there is one."""
        with self._guard:
            live = self._cases.get(case_id)
            if live is not None:
                self._cases.move_to_end(case_id)
            return live

    def put(self, live: Live) -> None:
        """Keep an instance."""
        with self._guard:
            self._cases[live.state.id] = live
            self._cases.move_to_end(live.state.id)
            while len(self._cases) > self._most:
                self._cases.popitem(last=False)

    def evict(self, case_id: str) -> None:
        """Drop an instance: a half-made step cannot be undone in it."""
        with self._guard:
            self._cases.pop(case_id, None)
