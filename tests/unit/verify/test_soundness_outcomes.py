"""SND006: one case is not both granted and refused."""

from dataclasses import replace
from random import Random

from support.nets import drawn, woven

from zhiheng.model.chart import Chart, Flow, Meaning, NodeKind, Outcome, Variable, VariableType
from zhiheng.model.finding import Severity
from zhiheng.model.ids import ElementPath
from zhiheng.verify.compile_net import compile_net
from zhiheng.verify.decisions import Decided, decided
from zhiheng.verify.explore import Explored, explore
from zhiheng.verify.fuse import fuse
from zhiheng.verify.net import Net
from zhiheng.verify.soundness import soundness

K = NodeKind
DECISION = (("grant", "准予"), ("refuse", "不予"), ("back", "退回"))


def decides(chart: Chart, **tasks: tuple[Meaning, ...]) -> Chart:
    """The tasks decide so, each with its own variable `<task>_result`."""
    nodes = dict(chart.nodes)
    variables = dict(chart.variables)
    for name, meanings in tasks.items():
        path = ElementPath(name)
        variable = f"{name}_result"
        values = {Meaning.GRANT: "grant", Meaning.REFUSAL: "refuse"}
        outcomes = tuple(Outcome(variable, values[m], m) for m in meanings)
        task = replace(chart.task(path), outcomes=outcomes)
        nodes[path] = replace(chart.nodes[path], task=task)
        variables[variable] = Variable(
            variable, VariableType.CHOICE, variable, path, choices=DECISION
        )
    return replace(chart, nodes=nodes, variables=variables)


def conditions(chart: Chart, **flows: str) -> Chart:
    return replace(
        chart,
        flows=tuple(
            replace(f, condition=None if c == "*" else c, default=c == "*")
            if (c := flows.get(f.id))
            else f
            for f in chart.flows
        ),
    )


BOTH = (Meaning.GRANT, Meaning.REFUSAL)


def one_decision() -> Chart:
    shape = {"s": K.START, "d": K.TASK, "x": K.EXCLUSIVE, "e": K.END, "f": K.END}
    return decides(drawn(shape, "s d x e", "x f"), d=BOTH)


def test_one_task_that_grants_or_refuses_is_sound() -> None:
    assert soundness(one_decision()) == ()


def test_two_tasks_that_decide_against_each_other_are_an_error() -> None:
    shape = {"s": K.START, "d": K.TASK, "u": K.TASK, "e": K.END}
    chart = decides(drawn(shape, "s d u e"), d=(Meaning.GRANT,), u=(Meaning.REFUSAL,))
    (found,) = soundness(chart)
    assert (found.rule, found.severity) == ("SND006", Severity.ERROR)
    assert found.elements == ("d", "u")
    assert found.trace == ("s", "d", "u")
    assert "既由“d”准予，又由“u”不予" in found.message.zh


def test_two_decisions_in_parallel_contradict_each_other_both_ways() -> None:
    shape = {
        "s": K.START, "p": K.PARALLEL, "d": K.TASK, "u": K.TASK, "j": K.PARALLEL, "e": K.END,
    }  # fmt: skip
    chart = decides(drawn(shape, "s p d j e", "p u j"), d=BOTH, u=BOTH)
    assert {f.elements for f in soundness(chart)} == {("d", "u"), ("u", "d")}


def test_decisions_on_branches_that_exclude_each_other_are_sound() -> None:
    shape = {
        "s": K.START, "x": K.EXCLUSIVE, "d": K.TASK, "u": K.TASK, "e": K.END, "f": K.END,
    }  # fmt: skip
    chart = decides(drawn(shape, "s x d e", "x u f"), d=BOTH, u=BOTH)
    assert soundness(chart) == ()


def in_loop() -> Chart:
    """The decision may be come back to: f4."""
    shape = {
        "s": K.START, "m": K.EXCLUSIVE, "d": K.TASK, "x": K.EXCLUSIVE, "e": K.END,
    }  # fmt: skip
    return decides(drawn(shape, "s m d x e", "x m"), d=BOTH)


def test_a_loop_that_decides_anew_is_a_warning() -> None:
    (found,) = soundness(conditions(in_loop(), f4="d_result == 'refuse'", f3="*"))
    assert (found.rule, found.severity) == ("SND006", Severity.WARNING)
    assert found.elements == ("d",)
    assert found.trace.count("d") == 2


def test_a_loop_taken_only_while_nothing_is_decided_is_sound() -> None:
    assert soundness(conditions(in_loop(), f4="d_result == 'back'", f3="*")) == ()
    assert soundness(conditions(in_loop(), f3="d_result != 'back'", f4="*")) == ()


def test_a_condition_on_other_values_too_may_hold() -> None:
    chart = conditions(in_loop(), f4="d_result == 'back' or d_result > d_result", f3="*")
    assert [f.rule for f in soundness(chart)] == ["SND006"]


def test_a_second_task_behind_the_refused_branch_only_is_seen() -> None:
    """After a refusal the review grants: two effects in one case."""
    shape = {
        "s": K.START, "d": K.TASK, "x": K.EXCLUSIVE, "u": K.TASK, "m": K.EXCLUSIVE, "e": K.END,
    }  # fmt: skip
    chart = decides(drawn(shape, "s d x m e", "x u m"), d=BOTH, u=(Meaning.GRANT,))
    after_refusal = conditions(chart, f4="d_result == 'refuse'", f2="*")
    after_grant = conditions(chart, f4="d_result == 'grant'", f2="*")
    assert [f.elements for f in soundness(after_refusal)] == [("u", "d")]
    assert soundness(after_grant) == ()


def pairs(explored: Explored, memory: Decided) -> set[tuple[str, str]]:
    return {
        (one, other)
        for one, a in memory.by(Meaning.GRANT).items()
        for other, b in memory.by(Meaning.REFUSAL).items()
        if any(m & (a | b) == a | b for m in explored.markings)
    }


def test_the_fused_net_remembers_decisions_as_the_plain_one_does() -> None:
    found = compared = 0
    for seed in range(250):
        rng = Random(seed)  # noqa: S311 - the same chart for the same seed is wanted
        chart = woven(seed, 0.1)
        tasks = [task.path for task in chart.tasks]
        if len(tasks) < 2:
            continue
        chosen = {task: rng.choice([BOTH, BOTH[:1], BOTH[1:]]) for task in rng.sample(tasks, 2)}
        outs = {f.id: f"{t}_result == 'grant'" for t in chosen for f in behind(chart, t)}
        memory = decided(*with_net(conditions(decides(chart, **chosen), **outs)))
        if memory is None:
            continue
        plain, small = explore(memory.net, 6_000), explore(fuse(memory.net), 6_000)
        if plain.complete and not plain.doubled:
            assert pairs(plain, memory) == pairs(small, memory), f"seed {seed}"
            assert bool(plain.deadlocks) == bool(small.deadlocks), f"seed {seed}"
            found += bool(pairs(plain, memory))
            compared += 1
    assert compared >= 60
    assert found >= 20


def behind(chart: Chart, task: str) -> list[Flow]:
    """The first flow out of an exclusive gateway right behind the task."""
    after = {f.target for f in chart.flows if f.source == task}
    gates = {t for t in after if chart.nodes[t].kind is K.EXCLUSIVE}
    flows = [f for f in chart.flows if f.source in gates]
    return flows[:1] if len(flows) > 1 else []


def with_net(chart: Chart) -> tuple[Chart, Net]:
    return chart, compile_net(chart)
