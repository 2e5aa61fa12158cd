"""Random charts that the executor can run: each exclusive split has its variable and writer."""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from support.nets import Loom
from zhiheng.model.chart import Chart, NodeKind, Trigger, Variable, VariableType
from zhiheng.model.ids import ElementPath

K = NodeKind


@dataclass
class RunnableWeaver:
    """Weaves blocks of tasks, splits, loops and sub-processes.

    surely: a task done before each block's exit. scope: the sub-process that is being woven.
    codes: the errors that something around it catches.
    """

    rng: Random
    damage: float
    budget: int
    loom: Loom = field(default_factory=Loom)
    surely: dict[str, str] = field(default_factory=dict)
    scope: str | None = None
    codes: list[str] = field(default_factory=list)

    def chart(self) -> Chart:
        """A chart whose first step is a task, or a parallel split into tasks."""
        start = self.add(K.START)
        last = self.block(start, 4)
        self.loom.link(last, self.add(K.END))
        return self.loom.made()

    def block(self, entry: str, depth: int) -> str:
        """A block behind `entry`; returns its last node."""
        self.budget -= 1
        if depth == 0 or self.budget < 0:
            return self._task(entry, depth)
        return self.rng.choice(_BLOCKS)(self, entry, depth)

    def add(self, kind: NodeKind, **more: Any) -> str:
        """A node in the present scope, its id a path."""
        name = f"{kind.name.lower()}{len(self.loom.nodes)}"
        path = name if self.scope is None else f"{self.scope}/{name}"
        return self.loom.add(kind, self.scope, id=path, **more)

    def _task(self, entry: str, _depth: int) -> str:
        task = self.add(K.TASK)
        self.loom.link(entry, task)
        self.surely[task] = task
        return task

    def _sequence(self, entry: str, depth: int) -> str:
        for _ in range(self.rng.randint(2, 3)):
            entry = self.block(entry, depth - 1)
        return entry

    def _parallel(self, entry: str, depth: int) -> str:
        wrong = self.rng.random() < self.damage
        split, join = self.add(K.PARALLEL), self.add(K.TASK if wrong else K.PARALLEL)
        self.loom.link(entry, split)
        lasts = [self.block(split, depth - 1) for _ in range(self.rng.randint(2, 3))]
        for last in lasts:
            self.loom.link(last, join)
        self.surely[join] = self.surely[self.rng.choice(lasts)]
        return join

    def _choice(self, entry: str, depth: int) -> str:
        """Some branches may end the case; at least one comes back."""
        split, writer = self._split(self._written(entry, depth))
        merge = self.add(self.rng.choice((K.EXCLUSIVE, K.TASK)))
        names = self._branches(split, writer, self.rng.randint(2, 3))
        for number, condition in enumerate(names):
            if number and self.rng.random() < 0.15:
                self.loom.link(split, self._early_end(), condition)
                continue
            first = self.add(K.TASK)
            self.surely[first] = first
            self.loom.link(split, first, condition)
            last = self.block(first, depth - 1) if self.rng.random() < 0.5 else first
            self.loom.link(last, merge)
        self.surely[merge] = writer if self.loom.nodes[merge].kind is K.EXCLUSIVE else merge
        return merge

    def _early_end(self) -> str:
        if self.codes and self.rng.random() < 0.7:
            return self.add(K.ERROR_END, code=self.rng.choice(self.codes))
        return self.add(self.rng.choice((K.END, K.TERMINATE)))

    def _sub_process(self, entry: str, depth: int) -> str:
        """A body, with or without an event that catches its errors: going on, or back."""
        merge, after = self.add(K.EXCLUSIVE), self.add(K.TASK)
        outer = self.add(K.SUB_PROCESS)
        self.loom.link(entry, merge)
        self.loom.link(merge, outer)
        self.loom.link(outer, after)
        self.surely[after] = after
        code = self._catch(outer, merge, after) if self.rng.random() < 0.7 else None
        around, known = self.scope, len(self.codes)
        self.scope = outer
        self.codes += [code] if code else []
        start = self.add(K.START)
        inside = self._returning if code and self.rng.random() < 0.5 else self.block
        last = inside(start, depth - 1)
        self.loom.link(last, self.add(self.rng.choice((K.END, K.END, K.TERMINATE))))
        self.scope = around
        del self.codes[known:]
        return after

    def _catch(self, outer: str, merge: str, after: str) -> str:
        code = f"code{len(self.loom.nodes)}"
        event = self.add(
            K.BOUNDARY, trigger=Trigger.ERROR, attached_to=ElementPath(outer), code=code
        )
        back = self.rng.random() < 0.6
        way = self._task(event, 0) if self.rng.random() < 0.5 else event
        self.loom.link(way, merge if back else after)
        return code

    def _returning(self, entry: str, _depth: int) -> str:
        """A parallel block from which some branches may return, as `zh:return` is drawn."""
        split, join = self.add(K.PARALLEL), self.add(K.PARALLEL)
        self.loom.link(entry, split)
        for number in range(self.rng.randint(2, 3)):
            last = self._task(split, 0)
            if not number or self.rng.random() < 0.5:
                gate, writer = self._split(last)
                back, onward = self._branches(gate, writer, 2)
                self.loom.link(gate, self._failing(), back)
                last = self.add(K.TASK)
                self.loom.link(gate, last, onward)
            self.loom.link(last, join)
            self.surely[join] = self.surely.get(last, last)
        return join

    def _failing(self) -> str:
        """An error end, or two that are reached in the same step."""
        ends = [self.add(K.ERROR_END, code=self.codes[-1])]
        if self.rng.random() < 0.8:
            return ends[0]
        ends.append(self.add(K.ERROR_END, code=self.rng.choice(self.codes)))
        split = self.add(K.PARALLEL)
        for end in ends:
            self.loom.link(split, end)
        return split

    def _loop(self, entry: str, depth: int) -> str:
        merge = self.add(K.EXCLUSIVE)
        self.loom.link(entry, merge)
        split, writer = self._split(self.block(merge, depth - 1))
        back, onward = self._branches(split, writer, 2)
        self.loom.link(split, merge, back)
        after = self.add(self.rng.choice((K.EXCLUSIVE, K.TASK)))
        self.loom.link(split, after, onward)
        self.surely[after] = writer if self.loom.nodes[after].kind is K.EXCLUSIVE else after
        return after

    def _timed(self, entry: str, depth: int) -> str:
        """A task or a body with a timer on its edge that ends it, or that only reminds."""
        merge = self.add(K.EXCLUSIVE)
        host = self._task(entry, depth) if self.rng.random() < 0.6 else self._body(entry, depth)
        self.loom.link(host, merge)
        for _ in range(self.rng.randint(1, 2)):
            ends = self.rng.random() < 0.6
            event = self.add(
                K.BOUNDARY, trigger=Trigger.TIMER, attached_to=ElementPath(host), interrupting=ends
            )
            way = self._task(event, 0) if self.rng.random() < 0.7 else event
            self.loom.link(way, merge if ends else self.add(K.END))
        return self._task(merge, 0)

    def _body(self, entry: str, depth: int) -> str:
        outer = self.add(K.SUB_PROCESS)
        self.loom.link(entry, outer)
        around, self.scope = self.scope, outer
        last = self.block(self.add(K.START), depth - 1)
        self.loom.link(last, self.add(K.END))
        self.scope = around
        return outer

    def _wait(self, entry: str, _depth: int) -> str:
        """A timer in the flow."""
        event = self.add(K.CATCH, trigger=Trigger.TIMER)
        self.loom.link(entry, event)
        return self._task(event, 0)

    def _race(self, entry: str, _depth: int) -> str:
        """Whichever comes first, messages or timers; one of them may go back."""
        again, gate, merge = self.add(K.EXCLUSIVE), self.add(K.EVENT_GATEWAY), self.add(K.EXCLUSIVE)
        self.loom.link(entry, again)
        self.loom.link(again, gate)
        for number in range(self.rng.randint(2, 3)):
            event = self.add(K.CATCH, trigger=self.rng.choice((Trigger.TIMER, Trigger.MESSAGE)))
            self.loom.link(gate, event)
            back = number and self.rng.random() < 0.3
            way = self._task(event, 0) if self.rng.random() < 0.5 else event
            self.loom.link(way, again if back else merge)
        return self._task(merge, 0)

    def _written(self, entry: str, depth: int) -> str:
        known = entry in self.surely and self.rng.random() < 0.5
        return entry if known else self._task(entry, depth)

    def _split(self, entry: str) -> tuple[str, str]:
        split = self.add(K.EXCLUSIVE)
        self.loom.link(entry, split)
        return split, self.surely[entry]

    def _branches(self, split: str, writer: str, number: int) -> list[str]:
        """Conditions of the branches, the last one the default."""
        name = f"v_{split.replace('/', '_')}"
        choices = tuple((str(i), str(i)) for i in range(number))
        self.loom.variables.append(
            Variable(name, VariableType.CHOICE, name, ElementPath(writer), choices=choices)
        )
        return [f"{name} == '{i}'" for i in range(number - 1)] + ["*"]


_BLOCKS: tuple[Callable[[RunnableWeaver, str, int], str], ...] = (
    RunnableWeaver._task,
    RunnableWeaver._sequence,
    RunnableWeaver._sequence,
    RunnableWeaver._parallel,
    RunnableWeaver._parallel,
    RunnableWeaver._choice,
    RunnableWeaver._loop,
    RunnableWeaver._sub_process,
    RunnableWeaver._sub_process,
    RunnableWeaver._timed,
    RunnableWeaver._timed,
    RunnableWeaver._wait,
    RunnableWeaver._race,
)


def runnable(seed: int) -> Chart:
    """The random runnable chart of a seed; not every one is sound."""
    rng = Random(seed)  # noqa: S311 - the same chart for the same seed is wanted
    return RunnableWeaver(rng, rng.choice((0.0, 0.1)), rng.randint(6, 16)).chart()
