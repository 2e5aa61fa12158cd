"""The shadow of a case: lawful completions move it, others do not."""

import pytest
import yaml
from support.charts import parallel, parallel_in_loop, rework, sign_off_in_loop
from support.large import parallel as ten_branches
from support.shipped import chart_of

from zhiheng.model.chart import Chart
from zhiheng.model.ids import ElementPath
from zhiheng.share import share
from zhiheng.verify.marking import (
    decode,
    encode,
    fire_step,
    initial,
    open_tasks,
    shadow_net,
    start,
)
from zhiheng.verify.net import Marking
from zhiheng.verify.soundness import soundness


def paths(*names: str) -> frozenset[ElementPath]:
    return frozenset(map(ElementPath, names))


def walk(chart: Chart, *steps: str) -> Marking | None:
    """steps: `done: open open`; the first one is what the start opens."""
    net = shadow_net(chart)
    marking = start(net, paths(*steps[0].split()))
    for step in steps[1:]:
        assert marking is not None
        done, _, opened = step.partition(":")
        marking = fire_step(net, marking, ElementPath(done), paths(*opened.split()))
        if marking is not None:
            assert open_tasks(net, marking) == paths(*opened.split()) & net.tasks
    return marking


def test_before_the_start_nothing_is_open() -> None:
    net = shadow_net(rework())
    assert open_tasks(net, initial(net)) == paths()


def test_a_case_goes_its_way() -> None:
    assert walk(rework(), "draft", "draft: check", "check: draft", "draft: check", "check:") == 0
    assert walk(parallel(), "a b", "b: a", "a: last", "last:") == 0


def test_what_the_chart_does_not_allow_is_no_step() -> None:
    assert walk(rework(), "check") is None
    assert walk(rework(), "draft", "check: draft") is None
    assert walk(rework(), "draft", "draft:") is None
    assert walk(rework(), "draft", "draft: draft check") is None
    assert walk(parallel(), "a b", "a: last") is None
    assert walk(parallel(), "a b", "a: b last") is None
    assert walk(parallel(), "a b", "a: b", "b:") is None


def test_one_signature_of_two_is_not_enough_in_the_second_round_either() -> None:
    """What the stock executor does (notes/verify.md §0.1) is refused here."""
    first = ("a b", "a: b", "b: check", "check: a b", "b: a")
    assert walk(parallel_in_loop(), *first) is not None
    assert walk(parallel_in_loop(), *first[:-1], "b: a check") is None
    assert walk(sign_off_in_loop(), "a b", "a: b", "b: a b", "b: a", "a: decide") is not None
    assert walk(sign_off_in_loop(), "a b", "a: b", "b: a b", "b: decide") is None


def test_the_net_of_a_chart_is_made_once() -> None:
    one, other = rework(), rework()
    assert shadow_net(one) is shadow_net(one)
    assert shadow_net(one) is not shadow_net(other)


def test_a_marking_is_kept_as_hex_text() -> None:
    net = shadow_net(parallel())
    marking = start(net, paths("a", "b"))
    assert marking is not None
    text = encode(net, marking)
    assert set(text) <= set("0123456789abcdef")
    assert decode(net, text) == marking
    assert decode(shadow_net(parallel()), text) == marking


@pytest.mark.parametrize("change", ["other net", "empty", "sign", "too large", "short"])
def test_a_marking_of_another_net_is_not_taken(change: str) -> None:
    net = shadow_net(parallel())
    text = encode(net, net.initial)
    wrong = {
        "other net": encode(shadow_net(rework()), 1),
        "empty": text[:8],
        "sign": f"{text[:8]}-1",
        "too large": f"{text[:8]}{1 << len(net.places):x}",
        "short": "1",
    }
    with pytest.raises(ValueError, match="marking"):
        decode(net, wrong[change])


def test_of_many_branches_only_the_markings_passed_are_looked_at() -> None:
    chart = ten_branches(3)
    first = [f"t{branch}_0" for branch in range(10)]
    assert walk(chart, " ".join(first), f"t3_0: {' '.join({*first, 't3_1'} - {'t3_0'})}")


@pytest.fixture(scope="module")
def permit() -> Chart:
    return chart_of("construction-permit")


def test_the_shipped_permit_is_sound(permit: Chart) -> None:
    assert soundness(permit) == ()


def test_the_demo_of_the_permit_is_a_lawful_way(permit: Chart) -> None:
    scenario = yaml.safe_load(
        (share("processes") / "planning" / "construction-permit.scenario.yaml").read_text("utf-8")
    )
    done = completed(permit, scenario["steps"])
    assert done[:5] == ["intake", "supplement", "intake", "arrange", "expert_review"]
    assert done[-3:] == ["publish", "serve", "archive"]
    following = [*(with_timers(permit, task) for task in done), set()]
    following[done.index("publish")] = {"publish", "serve"}
    steps = [" ".join(following[0])]
    steps += [f"{task}: {' '.join(f)}" for task, f in zip(done, following[1:], strict=True)]
    assert walk(permit, *steps) == 0


def with_timers(chart: Chart, task: str) -> set[str]:
    """What waits when the task does: the task, and the timers on its edge."""
    return {task, *(path for path, node in chart.nodes.items() if node.attached_to == task)}


def completed(chart: Chart, steps: list[dict[str, str]]) -> list[str]:
    """The tasks that the scenario completes: two signatures complete a task for two hands."""
    acts = [s["task"] for s in steps if s.get("do") in _DOING and "refused" not in s]
    done: list[str] = []
    for number, task in enumerate(acts):
        hands = 2 if chart.task(ElementPath(task)).sign_off else 1
        earlier = acts[:number][::-1]
        run = next((i for i, t in enumerate(earlier) if t != task), len(earlier)) + 1
        if run % hands == 0:
            done.append(task)
    return done


_DOING = ("sign", "supplement", "result")
