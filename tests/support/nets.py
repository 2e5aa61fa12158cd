"""Random charts of every node kind, well built and then damaged, for tests of the proofs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from random import Random
from typing import Any

from support.charts import POWER
from zhiheng.model.chart import Chart, Flow, Node, NodeKind, Task, Trigger, Variable
from zhiheng.model.ids import Digest, ElementPath, PostId

K = NodeKind


@dataclass
class Loom:
    """Nodes and flows as they are woven; `made` gives the chart."""

    nodes: dict[str, Node] = field(default_factory=dict)
    flows: list[Flow] = field(default_factory=list)
    variables: list[Variable] = field(default_factory=list)

    def add(self, kind: NodeKind, parent: str | None = None, **more: Any) -> str:
        """Add a node; returns its id."""
        name = str(more.pop("id", f"{kind.name.lower()}{len(self.nodes)}"))
        path = ElementPath(name)
        more.setdefault("name", name)
        by_hand = kind is K.TASK or (kind is K.CATCH and more.get("trigger") is Trigger.MESSAGE)
        task = Task(path, more["name"], post=PostId("P")) if by_hand else None
        within = None if parent is None else ElementPath(parent)
        self.nodes[name] = Node(path, kind, parent=within, **{"task": task, **more})
        return name

    def link(self, source: str, target: str, condition: str | None = None) -> None:
        """Add a flow; condition `*` for the default one."""
        self.flows.append(
            Flow(
                f"f{len(self.flows)}",
                ElementPath(source),
                ElementPath(target),
                condition=None if condition == "*" else condition,
                default=condition == "*",
            )
        )

    def way(self, *names: str) -> None:
        """Link each to the next."""
        for source, target in pairwise(names):
            self.link(source, target)

    def made(self) -> Chart:
        """The chart."""
        return Chart(
            key="t",
            name="测试",
            digest=Digest("0" * 64),
            power=POWER,
            nodes={ElementPath(name): node for name, node in self.nodes.items()},
            flows=tuple(self.flows),
            lanes=(),
            variables={v.name: v for v in self.variables},
            separations=(),
            limits=(),
            bases=(),
        )


def drawn(nodes: Mapping[str, NodeKind], *ways: str) -> Chart:
    """A chart in a few words: `drawn({"s": START, "a": TASK, "e": END}, "s a e")`."""
    loom = Loom()
    for name, kind in nodes.items():
        loom.add(kind, id=name)
    for way in ways:
        loom.way(*way.split())
    return loom.made()


@dataclass
class Weaver:
    """Weaves random blocks. damage: how often a block is closed by a wrong join, 0 to 1."""

    rng: Random
    damage: float = 0.0
    budget: int = 12
    loom: Loom = field(default_factory=Loom)

    def chart(self) -> Chart:
        """A chart with one start and one last end."""
        start = self.loom.add(K.START)
        last = self.block(start, None, 3)
        self.loom.link(last, self.loom.add(K.END))
        if self.damage and self.rng.random() < self.damage:
            self._stray_flow()
        return self.loom.made()

    def block(self, entry: str, parent: str | None, depth: int) -> str:
        """A block behind `entry`; returns its last node, which has one way out."""
        self.budget -= 1
        if depth == 0 or self.budget < 0:
            return self._task(entry, parent, depth)
        return self.rng.choice(_BLOCKS)(self, entry, parent, depth)

    def _task(self, entry: str, parent: str | None, _depth: int) -> str:
        kind = self.rng.choices((K.TASK, K.CALL, K.THROW, K.CATCH), (12, 1, 1, 1))[0]
        task = self.loom.add(kind, parent)
        self.loom.link(entry, task)
        return task

    def _sequence(self, entry: str, parent: str | None, depth: int) -> str:
        for _ in range(self.rng.randint(2, 3)):
            entry = self.block(entry, parent, depth - 1)
        return entry

    def _split(self, entry: str, parent: str | None, depth: int) -> str:
        kind = self.rng.choice((K.EXCLUSIVE, K.PARALLEL, K.PARALLEL, K.INCLUSIVE))
        join_kind = kind
        if self.rng.random() < self.damage:
            join_kind = self.rng.choice((K.EXCLUSIVE, K.PARALLEL, K.INCLUSIVE, K.TASK))
        split, join = self.loom.add(kind, parent), self.loom.add(join_kind, parent)
        self.loom.link(entry, split)
        for _ in range(self.rng.randint(2, 3)):
            self.loom.link(self.block(split, parent, depth - 1), join)
        if kind is not K.PARALLEL and self.rng.random() < 0.2:
            self.loom.link(split, join, "*")
        return join

    def _loop(self, entry: str, parent: str | None, depth: int) -> str:
        merge = self.loom.add(K.EXCLUSIVE, parent)
        self.loom.link(entry, merge)
        last = self.block(merge, parent, depth - 1)
        split = self.loom.add(K.EXCLUSIVE, parent)
        self.loom.way(last, split, merge)
        return split

    def _trap(self, entry: str, parent: str | None, depth: int) -> str:
        """A branch that turns in a circle, or, undamaged, a plain sequence."""
        if self.rng.random() >= self.damage:
            return self._sequence(entry, parent, depth)
        split, merge = self.loom.add(K.EXCLUSIVE, parent), self.loom.add(K.EXCLUSIVE, parent)
        self.loom.way(entry, split, merge)
        self.loom.link(self.block(merge, parent, depth - 1), merge)
        return split

    def _early_end(self, entry: str, parent: str | None, depth: int) -> str:
        wrong = self.rng.random() < self.damage
        split = self.loom.add(K.PARALLEL if wrong else K.EXCLUSIVE, parent)
        self.loom.link(entry, split)
        kinds = (K.END, K.TERMINATE, K.ERROR_END) if parent else (K.END, K.TERMINATE)
        end = self._shared_end(parent) or self.loom.add(self.rng.choice(kinds), parent)
        self.loom.link(self.block(split, parent, depth - 1), end)
        return split

    def _shared_end(self, parent: str | None) -> str | None:
        ends = [n.path for n in self.loom.nodes.values() if n.kind is K.END]
        here = [e for e in ends if self.loom.nodes[e].parent == parent]
        return self.rng.choice(here) if here and self.rng.random() < 0.3 else None

    def _events(self, entry: str, parent: str | None, depth: int) -> str:
        gate, merge = self.loom.add(K.EVENT_GATEWAY, parent), self.loom.add(K.EXCLUSIVE, parent)
        self.loom.link(entry, gate)
        for trigger in (Trigger.TIMER, Trigger.MESSAGE):
            event = self.loom.add(K.CATCH, parent, trigger=trigger)
            self.loom.link(gate, event)
            self.loom.link(self.block(event, parent, depth - 1), merge)
        return merge

    def _timed(self, entry: str, parent: str | None, depth: int) -> str:
        task = self.loom.add(K.TASK, parent)
        self.loom.link(entry, task)
        return self._edges(task, parent, depth)

    def _sub_process(self, entry: str, parent: str | None, depth: int) -> str:
        outer = self.loom.add(K.SUB_PROCESS, parent)
        self.loom.link(entry, outer)
        start = self.loom.add(K.START, outer)
        last = self.block(start, outer, depth - 1)
        self.loom.link(last, self.loom.add(self.rng.choice((K.END, K.END, K.TERMINATE)), outer))
        if self.rng.random() < 0.3:
            self._event_body(outer)
        if self.rng.random() < 0.6:
            return self._edges(outer, parent, depth)
        return outer

    def _event_body(self, outer: str) -> None:
        body = self.loom.add(K.EVENT_SUB_PROCESS, outer)
        trigger = self.rng.choice((Trigger.TIMER, Trigger.MESSAGE, Trigger.ERROR))
        interrupting = trigger is Trigger.ERROR or self.rng.random() < 0.5
        start = self.loom.add(K.START, body, trigger=trigger, interrupting=interrupting)
        self.loom.link(self._task(start, body, 0), self.loom.add(K.END, body))

    def _edges(self, host: str, parent: str | None, depth: int) -> str:
        """Boundary events: interrupting ones come back by a merge, others have their own end."""
        merge = self.loom.add(K.EXCLUSIVE, parent)
        self.loom.link(host, merge)
        for _ in range(self.rng.randint(1, 2)):
            trigger = self.rng.choice((Trigger.TIMER, Trigger.TIMER, Trigger.ERROR))
            breaks = trigger is Trigger.ERROR or self.rng.random() < 0.6
            event = self.loom.add(
                K.BOUNDARY,
                parent,
                trigger=trigger,
                interrupting=breaks,
                attached_to=ElementPath(host),
            )
            last = self.block(event, parent, depth - 1)
            wrong = self.rng.random() < self.damage
            end = merge if breaks != wrong else self.loom.add(K.END, parent)
            self.loom.link(last, end)
        return merge

    def _stray_flow(self) -> None:
        inner = [n for n in self.loom.nodes.values() if n.kind in _STRAY]
        if not inner:
            return
        source = self.rng.choice(inner)
        targets = [n for n in inner if n.parent == source.parent]
        self.loom.link(source.path, self.rng.choice(targets).path)


_STRAY = (K.TASK, K.EXCLUSIVE, K.PARALLEL, K.INCLUSIVE)
_BLOCKS: tuple[Callable[[Weaver, str, str | None, int], str], ...] = (
    Weaver._task,
    Weaver._sequence,
    Weaver._sequence,
    Weaver._split,
    Weaver._split,
    Weaver._split,
    Weaver._loop,
    Weaver._trap,
    Weaver._early_end,
    Weaver._events,
    Weaver._timed,
    Weaver._sub_process,
)


def woven(seed: int, damage: float | None = None) -> Chart:
    """The random chart of a seed; every second one is damaged unless told otherwise."""
    rng = Random(seed)  # noqa: S311 - the same chart for the same seed is wanted
    harm = rng.choice((0.0, 0.15, 0.3)) if damage is None else damage
    return Weaver(rng, harm, budget=rng.randint(4, 14)).chart()
