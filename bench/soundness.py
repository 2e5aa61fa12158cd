"""Soundness of large charts (design.md §16), and the shadow of a running case."""

import time

from bench.figures import Figure, at_most, median, plain
from support.large import inclusive, parallel, timed, with_reminders

from zhiheng.model.chart import Chart, NodeKind
from zhiheng.model.ids import ElementPath
from zhiheng.verify.marking import fire_step, open_tasks, shadow_net, start
from zhiheng.verify.soundness import soundness

BAR = 0.2
"""Seconds, for 100 nodes and 10 branches."""
REPEATS = 5


def soundness_figures() -> list[Figure]:
    """Nothing but the processor is needed: no database, no office."""
    sound = {
        "10-way parallel": parallel(9),
        "10-way parallel, timers on every second task": timed(5),
        "10-way parallel, timer and reminder on each branch": with_reminders(4),
        "10-way inclusive": inclusive(9),
    }
    faulty = {
        "parallel split, exclusive merge": parallel(9, join=NodeKind.EXCLUSIVE),
        "exclusive split, parallel join": parallel(9, split=NodeKind.EXCLUSIVE),
    }
    found = [_soundness(name, chart, sound=True) for name, chart in sound.items()]
    found += [_soundness(name, chart, sound=False) for name, chart in faulty.items()]
    return [*found, *_shadow()]


def _soundness(name: str, chart: Chart, *, sound: bool) -> Figure:
    times = []
    for _ in range(REPEATS):
        began = time.perf_counter()
        found = soundness(chart)
        times.append(time.perf_counter() - began)
        assert (found == ()) is sound
    return at_most(f"soundness, {name}", median(times), "s", BAR, f"{len(chart.nodes)} nodes")


def _shadow() -> list[Figure]:
    """One case, task after task, first with an empty memory and then with a full one."""
    tasks = 9
    net = shadow_net(parallel(tasks))
    middles = []
    for _ in range(2):
        marking = start(net, {_task(branch, 0) for branch in range(10)})
        times = []
        for done in range(10 * tasks):
            assert marking is not None
            branch, number = divmod(done, tasks)
            path = _task(branch, number)
            after = open_tasks(net, marking) - {path}
            if number + 1 < tasks:
                after |= {_task(branch, number + 1)}
            began = time.perf_counter()
            marking = fire_step(net, marking, path, after)
            times.append(time.perf_counter() - began)
        assert marking == 0
        middles.append(median(times) * 1e6)
    return [
        plain("shadow marking of one completion, first time", middles[0], "µs"),
        plain("shadow marking of one completion, seen before", middles[1], "µs"),
    ]


def _task(branch: int, number: int) -> ElementPath:
    return ElementPath(f"t{branch}_{number}")
