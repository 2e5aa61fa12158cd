"""Breadth first over all states of the scenes, each answer judged; the shallowest breach first."""

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field

from typing_extensions import override

from support.modelcheck.doing import begin, do
from support.modelcheck.law import breaches
from support.modelcheck.law.seen import Seen
from support.modelcheck.same import key
from support.modelcheck.scene import Attempt, Node, Scene
from support.modelcheck.trying import attempts


@dataclass(frozen=True, slots=True)
class Breach:
    """A state in which a rule is broken: how it was reached, and which."""

    scene: str
    path: tuple[Attempt, ...]
    says: str

    @override
    def __str__(self) -> str:
        steps = " > ".join(f"{a.caller.person or a.caller.account}: {_short(a)}" for a in self.path)
        return f"{self.scene}: {self.says}\n    after {steps}"


def _short(attempt: Attempt) -> str:
    return repr(attempt.command).replace("zhiheng.", "")[:300]


@dataclass
class Found:
    """states: how many different ones were reached; tried: how many acts were judged."""

    states: int = 0
    tried: int = 0
    accepted: int = 0
    by_scene: dict[str, int] = field(default_factory=dict)
    breaches: list[Breach] = field(default_factory=list)

    def add(self, other: "Found") -> None:
        """What was found elsewhere."""
        self.states += other.states
        self.tried += other.tried
        self.accepted += other.accepted
        self.by_scene |= other.by_scene
        self.breaches += other.breaches


def search(scenes: Iterable[Scene], depth: int, *, most: int = 1) -> Found:
    """All states within so many acts of the beginning. most: breaches, after which it ends."""
    found = Found()
    fronts = [_Front(scene) for scene in scenes]
    found.states = len(fronts)
    for front in fronts:
        found.by_scene[front.scene.name] = 1
    for _ in range(depth):
        for front in fronts:
            for breach in front.further(found):
                found.breaches.append(breach)
                if len(found.breaches) >= most:
                    return found
    return found


class _Front:
    """The states of one scene that were reached last."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        start = begin(scene)
        self.nodes: list[Node] = [start]
        self.seen: set[Hashable] = {key(start)}

    def further(self, found: Found) -> Iterator[Breach]:
        """One act more, from each of them."""
        reached: list[Node] = []
        for node in self.nodes:
            for attempt in attempts(node):
                done = do(node, attempt)
                found.tried += 1
                for says in breaches(Seen(node, attempt, done)):
                    yield Breach(self.scene.name, (*node.path, attempt), says)
                after = done.after
                if after is None:
                    continue
                found.accepted += 1
                known = key(after)
                if known not in self.seen:
                    self.seen.add(known)
                    found.states += 1
                    found.by_scene[self.scene.name] += 1
                    reached.append(after)
        self.nodes = reached
