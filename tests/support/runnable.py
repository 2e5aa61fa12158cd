"""Random charts that the executor can run: each exclusive split has its variable and writer."""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from support.nets import Loom
from zhiheng.model.chart import Chart, NodeKind, Variable, VariableType
from zhiheng.model.ids import ElementPath

K = NodeKind


@dataclass
class RunnableWeaver:
    """Weaves blocks of tasks, splits and loops. `surely`: a task done before each block's exit."""

    rng: Random
    damage: float
    budget: int
    loom: Loom = field(default_factory=Loom)
    surely: dict[str, str] = field(default_factory=dict)

    def chart(self) -> Chart:
        """A chart whose first step is a task, or a parallel split into tasks."""
        start = self.loom.add(K.START)
        last = self.block(start, 4)
        self.loom.link(last, self.loom.add(K.END))
        return self.loom.made()

    def block(self, entry: str, depth: int) -> str:
        """A block behind `entry`; returns its last node."""
        self.budget -= 1
        if depth == 0 or self.budget < 0:
            return self._task(entry, depth)
        return self.rng.choice(_BLOCKS)(self, entry, depth)

    def _task(self, entry: str, _depth: int) -> str:
        task = self.loom.add(K.TASK)
        self.loom.link(entry, task)
        self.surely[task] = task
        return task

    def _sequence(self, entry: str, depth: int) -> str:
        for _ in range(self.rng.randint(2, 3)):
            entry = self.block(entry, depth - 1)
        return entry

    def _parallel(self, entry: str, depth: int) -> str:
        wrong = self.rng.random() < self.damage
        split, join = self.loom.add(K.PARALLEL), self.loom.add(K.TASK if wrong else K.PARALLEL)
        self.loom.link(entry, split)
        lasts = [self.block(split, depth - 1) for _ in range(self.rng.randint(2, 3))]
        for last in lasts:
            self.loom.link(last, join)
        self.surely[join] = self.surely[self.rng.choice(lasts)]
        return join

    def _choice(self, entry: str, depth: int) -> str:
        """Some branches may end the case; at least one comes back."""
        split, writer = self._split(self._written(entry, depth))
        merge = self.loom.add(self.rng.choice((K.EXCLUSIVE, K.TASK)))
        names = self._branches(split, writer, self.rng.randint(2, 3))
        for number, condition in enumerate(names):
            if number and self.rng.random() < 0.15:
                end = self.loom.add(self.rng.choice((K.END, K.TERMINATE)))
                self.loom.link(split, end, condition)
                continue
            first = self.loom.add(K.TASK)
            self.surely[first] = first
            self.loom.link(split, first, condition)
            last = self.block(first, depth - 1) if self.rng.random() < 0.5 else first
            self.loom.link(last, merge)
        self.surely[merge] = writer if self.loom.nodes[merge].kind is K.EXCLUSIVE else merge
        return merge

    def _loop(self, entry: str, depth: int) -> str:
        merge = self.loom.add(K.EXCLUSIVE)
        self.loom.link(entry, merge)
        split, writer = self._split(self.block(merge, depth - 1))
        back, onward = self._branches(split, writer, 2)
        self.loom.link(split, merge, back)
        after = self.loom.add(self.rng.choice((K.EXCLUSIVE, K.TASK)))
        self.loom.link(split, after, onward)
        self.surely[after] = writer if self.loom.nodes[after].kind is K.EXCLUSIVE else after
        return after

    def _written(self, entry: str, depth: int) -> str:
        known = entry in self.surely and self.rng.random() < 0.5
        return entry if known else self._task(entry, depth)

    def _split(self, entry: str) -> tuple[str, str]:
        split = self.loom.add(K.EXCLUSIVE)
        self.loom.link(entry, split)
        return split, self.surely[entry]

    def _branches(self, split: str, writer: str, number: int) -> list[str]:
        """Conditions of the branches, the last one the default."""
        name = f"v_{split}"
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
)


def runnable(seed: int) -> Chart:
    """The random runnable chart of a seed; not every one is sound."""
    rng = Random(seed)  # noqa: S311 - the same chart for the same seed is wanted
    return RunnableWeaver(rng, rng.choice((0.0, 0.1)), rng.randint(6, 16)).chart()
