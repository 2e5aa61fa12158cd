"""The shadow of a running case: where its tokens are, by the net of its chart.

Each completion of a task, and each timer that fires, must be a step of the net; where it is not,
something went on that the chart does not allow (notes/verify.md §1.4). The executor tells only
what waits afterwards, tasks and timers, so the gateways passed are those that explain it. In a
sound chart the explanation is unique but for flows into the same task: two markings in which the
same waits would have to differ in a token at a join, and one of the two would then wait there for
ever. Of several, the first in number is taken.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from hashlib import sha256
from threading import Lock

from zhiheng.model.chart import Chart
from zhiheng.model.ids import ElementPath
from zhiheng.verify.compile_net import compile_net
from zhiheng.verify.net import Marking, Net, doubled, enabled, fire

MOST_SILENT = 100_000
"""Markings passed by one completion. More is a chart that the proof would have refused."""
MOST_NETS = 256
"""The oldest is forgotten, and made again when it is asked for."""
_PRINT = 8
"""Hex digits that tell for which net a marking was written."""

Waiting = frozenset[ElementPath]
"""Tasks that can be done and timers that can fire."""


def shadow_net(chart: Chart) -> Net:
    """The plain net of a chart, made once for as long as the chart is in use."""
    with _building:
        known = _nets.get(id(chart))
        if known is None:
            if len(_nets) >= MOST_NETS:
                del _nets[next(iter(_nets))]
            # The chart is kept beside its net, so that nothing else can come by its id.
            known = _nets[id(chart)] = (chart, compile_net(chart))
    return known[1]


def initial(net: Net) -> Marking:
    """Before the start event."""
    return net.initial


def start(net: Net, waiting: Iterable[ElementPath]) -> Marking | None:
    """The marking once the case has started and exactly these tasks and timers wait."""
    return _settled(net, net.initial, None).get(frozenset(waiting))


def fire_step(
    net: Net, marking: Marking, path: ElementPath, waiting: Iterable[ElementPath]
) -> Marking | None:
    """The marking after the task or timer at `path`, with exactly these waiting.

    None when no run of the net does that: the step could not happen, or others wait after it
    than the chart allows, or something else has still to follow by itself.
    """
    return _settled(net, marking, path).get(frozenset(waiting))


def open_tasks(net: Net, marking: Marking) -> Waiting:
    """The tasks that can be done."""
    return possible(net, marking) & net.tasks


def possible(net: Net, marking: Marking) -> Waiting:
    """The steps that can happen: tasks that can be done, and events that can occur."""
    return frozenset(t.step for t in net.transitions if t.step is not None and enabled(t, marking))


def encode(net: Net, marking: Marking) -> str:
    """A marking as hex text: eight digits that name the net, then the marking."""
    return f"{_fingerprint(net)}{marking:x}"


def decode(net: Net, text: str) -> Marking:
    """The marking of `encode`. Raises ValueError if it was not written for this net."""
    digits = text[_PRINT:]
    if text[:_PRINT] != _fingerprint(net):
        raise ValueError("the marking belongs to another net")
    if not digits or not set(digits) <= set("0123456789abcdef"):
        raise ValueError("a marking is lower-case hex")
    marking = int(digits, 16)
    if marking >> len(net.places):
        raise ValueError("the marking has places that the net has not")
    return marking


@lru_cache(maxsize=65_536)
def _settled(net: Net, marking: Marking, path: ElementPath | None) -> Mapping[Waiting, Marking]:
    """By what waits: the markings to which a step leads once nothing more follows by itself."""
    if path is None:
        fresh = [marking]
    else:
        done = (t for t in net.transitions if t.step == path and enabled(t, marking))
        fresh = [fire(t, marking) for t in done if not doubled(t, marking)]
    silent = [t for t in net.transitions if t.step is None]
    seen = set(fresh)
    settled: dict[Waiting, Marking] = {}
    while fresh:
        at = fresh.pop()
        following = [t for t in silent if enabled(t, at)]
        if not following:
            waiting = possible(net, at)
            settled[waiting] = min(at, settled.get(waiting, at))
        for transition in following:
            after = fire(transition, at)
            if not doubled(transition, at) and after not in seen and len(seen) < MOST_SILENT:
                seen.add(after)
                fresh.append(after)
    return settled


@lru_cache(maxsize=256)
def _fingerprint(net: Net) -> str:
    names = "\n".join(f"{place.element}\t{place.role}" for place in net.places)
    return sha256(names.encode()).hexdigest()[:_PRINT]


_nets: dict[int, tuple[Chart, Net]] = {}
_building = Lock()
