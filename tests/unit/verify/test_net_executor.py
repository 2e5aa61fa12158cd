"""The executor and the net walk together: an open task that differs is a fault of one of them."""

from collections import Counter
from collections.abc import Iterator
from itertools import count, islice
from random import Random

import pytest
from support.charts import parallel, parallel_in_loop, rework, sign_off_in_loop
from support.runnable import runnable

from zhiheng.facts import Scalar
from zhiheng.model.chart import Chart
from zhiheng.model.finding import Severity
from zhiheng.model.ids import ElementPath
from zhiheng.spiff import Executor, Moved, compile_chart
from zhiheng.spiff.compile import CompiledChart
from zhiheng.verify.marking import fire_step, open_tasks, possible, shadow_net, start
from zhiheng.verify.soundness import soundness

STEPS = 22
Done = list[tuple[str, dict[str, Scalar]]]
"""Tasks that were done and timers that fired, each with the variables of then."""


def sound_charts() -> Iterator[tuple[int, Chart]]:
    for seed in count():
        chart = runnable(seed)
        if not any(f.severity is not Severity.WARNING for f in soundness(chart, 5_000)):
            yield seed, chart


def walk(chart: Chart, rng: Random) -> bool:
    """Run one case in both, with a restart after each step. True when it came to its end."""
    compiled = compile_chart(chart)
    net = shadow_net(chart)
    executor = Executor(compiled)
    executor.start()
    marking = start(net, waiting(executor))
    assert marking is not None
    known: dict[str, Scalar] = {}
    done: Done = []
    for _ in range(STEPS):
        tasks, timers = sorted(executor.open_tasks()), sorted(executor.timers())
        assert set(tasks) == open_tasks(net, marking)
        assert {*tasks, *timers} == possible(net, marking)
        if not tasks and not timers:
            break
        task = rng.choice(tasks + timers)
        for variable in chart.variables.values():
            if variable.writer == task:
                known[variable.name] = rng.choice(variable.choices)[0]
        done.append((task, dict(known)))
        moved = step(executor, task, known)
        assert (moved.fired == task) is (task in timers)
        assert set(executor.timers()) == set(timers) - set(moved.disarmed) | set(moved.armed)
        following = fire_step(net, marking, ElementPath(task), waiting(executor))
        assert following is not None, (done, moved)
        assert (moved.ended is not None) is net.final(following)
        again = restarted(compiled, done)
        assert set(again.open_tasks()) == set(executor.open_tasks())
        assert set(again.timers()) == set(executor.timers())
        marking = following
    return net.final(marking)


def step(executor: Executor, path: str, known: dict[str, Scalar]) -> Moved:
    act = executor.complete if path in executor.open_tasks() else executor.fire
    return act(path, dict(known))


def waiting(executor: Executor) -> frozenset[ElementPath]:
    return frozenset(map(ElementPath, (*executor.open_tasks(), *executor.timers())))


def restarted(compiled: CompiledChart, done: Done) -> Executor:
    executor = Executor(compiled)
    executor.start()
    for path, variables in done:
        step(executor, path, variables)
    return executor


def compare(charts: int) -> Counter[str]:
    """How many came to an end, and how many had each kind of node."""
    found: Counter[str] = Counter()
    for seed, chart in islice(sound_charts(), charts):
        try:
            found["ended"] += walk(chart, Random(seed))  # noqa: S311 - the same choices each time
        except (AssertionError, KeyError) as fault:
            pytest.fail(f"seed {seed}: {fault}")
        found.update({node.kind.value for node in chart.nodes.values()})
        found.update({f"{n.kind.value} {n.trigger.value}" for n in chart.nodes.values()})
    return found


def test_executor_and_net_agree_on_random_sound_charts() -> None:
    found = compare(200)
    assert found["ended"] >= 50
    assert found["parallelGateway"] >= 50
    assert found["subProcess"] >= 50
    assert found["errorEndEvent"] >= 30
    assert found["terminateEndEvent"] >= 10
    assert found["boundaryEvent timer"] >= 30
    assert found["eventBasedGateway"] >= 10
    assert found["intermediateCatchEvent message"] >= 10


@pytest.mark.soak
def test_executor_and_net_agree_on_fifteen_hundred_charts() -> None:
    found = compare(1_500)
    assert min(found["ended"], found["parallelGateway"], found["subProcess"]) >= 300
    assert min(found["errorEndEvent"], found["terminateEndEvent"]) >= 150
    assert min(found["boundaryEvent timer"], found["eventBasedGateway"]) >= 150


@pytest.mark.parametrize("build", [rework, parallel, parallel_in_loop, sign_off_in_loop])
@pytest.mark.parametrize("seed", range(12))
def test_executor_and_net_agree_on_the_known_traps(build: object, seed: int) -> None:
    assert callable(build)
    walk(build(), Random(seed))  # noqa: S311 - the same choices each time
