"""Each rule: the smallest chart that breaks it, its good twin, and what is said."""

import pytest
from support.large import inclusive, parallel, timed, with_reminders
from support.nets import drawn

from zhiheng.model.chart import Chart, NodeKind
from zhiheng.model.finding import Finding, Severity
from zhiheng.verify.compile_net import compile_net
from zhiheng.verify.explore import AFTER_FAULT, explore
from zhiheng.verify.fuse import fuse
from zhiheng.verify.soundness import soundness

K = NodeKind
XOR, AND, OR, TASK = K.EXCLUSIVE, K.PARALLEL, K.INCLUSIVE, K.TASK


def block(split: NodeKind, join: NodeKind) -> Chart:
    return drawn(
        {"s": K.START, "x": split, "a": TASK, "b": TASK, "j": join, "e": K.END},
        "s x a j e",
        "x b j",
    )


def only(chart: Chart) -> Finding:
    (found,) = soundness(chart)
    return found


@pytest.mark.parametrize("kind", [XOR, AND, OR])
def test_a_block_closed_by_its_own_kind_is_sound(kind: NodeKind) -> None:
    assert soundness(block(kind, kind)) == ()


def test_an_inclusive_join_may_close_every_split() -> None:
    for split in (XOR, AND, OR):
        assert soundness(block(split, OR)) == ()


def test_snd001_a_parallel_join_behind_a_choice_waits_for_ever() -> None:
    found = only(block(XOR, AND))
    assert (found.rule, found.severity) == ("SND001", Severity.ERROR)
    assert found.elements[0] == "j"
    assert found.trace in (("s", "x", "f1", "a"), ("s", "x", "f4", "b"))
    done, missing = ("a", "b") if "a" in found.trace else ("b", "a")
    assert found.message.zh == f"若走{done}，汇聚“j”将一直等待来自“{missing}”的分支"
    assert found.message.en.startswith(f"by way of {done}, the join 'j' waits for ever")
    assert "“j”改为排他网关" in found.cure.zh
    assert "“x”改为并行网关" in found.cure.zh


def test_snd001_a_branch_that_leaves_a_parallel_block_leaves_the_join_waiting() -> None:
    left = drawn(
        {
            "s": K.START, "p": AND, "a": TASK, "b": TASK, "x": XOR, "j": AND,
            "e": K.END, "out": K.END,
        },
        "s p a x j e",
        "x out",
        "p b j",
    )  # fmt: skip
    found = only(left)
    assert (found.rule, found.elements[0]) == ("SND001", "j")
    assert "子流程" in found.cure.zh


def test_snd001_names_the_first_cause_and_not_what_waits_behind_it() -> None:
    nested = drawn(
        {
            "s": K.START, "p": AND, "c": TASK, "x": XOR, "a": TASK, "b": TASK, "inner": AND,
            "outer": AND, "e": K.END,
        },
        "s p x a inner outer e",
        "x b inner",
        "p c outer",
    )  # fmt: skip
    found = only(nested)
    assert [e for e in found.elements if e in ("inner", "outer")] == ["inner"]


def test_snd002_a_circle_without_a_way_out() -> None:
    shape = {"s": K.START, "x": XOR, "m": XOR, "a": TASK, "b": TASK, "y": XOR, "e": K.END}
    found = only(drawn(shape, "s x m a b m", "x y e"))
    assert (found.rule, found.severity) == ("SND002", Severity.ERROR)
    assert set(found.elements) == {"m", "a", "b"}
    assert found.trace == ("s", "x", "f1")
    assert soundness(drawn(shape, "s x m a b y e", "x y", "b m")) != ()
    assert soundness(drawn({**shape, "z": XOR}, "s x m a b z y e", "x y", "z m")) == ()


def test_snd003_an_exclusive_merge_behind_a_parallel_split_lets_through_twice() -> None:
    found = only(block(AND, XOR))
    assert (found.rule, found.severity) == ("SND003", Severity.ERROR)
    assert found.elements == ("j", "f3")
    assert found.trace.count("j") == 2
    assert "并行网关" in found.cure.zh


def test_snd003_a_task_into_which_two_parallel_branches_run() -> None:
    found = only(block(AND, TASK))
    assert (found.rule, found.elements[0]) == ("SND003", "j")
    assert "之前" in found.cure.zh


def test_snd003_a_return_out_of_a_parallel_block_is_told_to_use_a_sub_process() -> None:
    """The old branch may also fill the join for the new one, whose own then waits for ever."""
    returned = drawn(
        {
            "s": K.START, "m": XOR, "p": AND, "a": TASK, "x": XOR, "b": TASK, "j": AND,
            "e": K.END,
        },
        "s m p a x j e",
        "x m",
        "p b j",
    )  # fmt: skip
    found = soundness(returned)
    assert [f.rule for f in found] == ["SND001", "SND003"]
    assert "子流程" in found[1].cure.zh


def test_snd004_what_nothing_leads_to_is_dead() -> None:
    lone = drawn({"s": K.START, "a": TASK, "e": K.END, "b": TASK, "c": TASK}, "s a e", "b c e")
    found = only(lone)
    assert (found.rule, found.severity) == ("SND004", Severity.ERROR)
    assert found.elements == ("b", "c")
    assert "“b、c”" in found.message.zh
    assert "'b, c'" in found.message.en
    assert soundness(drawn({"s": K.START, "a": TASK, "e": K.END}, "s a e")) == ()


def test_snd005_two_branches_that_come_to_one_end() -> None:
    shape = {"s": K.START, "p": AND, "a": TASK, "b": TASK, "e": K.END, "f": K.END}
    found = only(drawn({k: v for k, v in shape.items() if k != "f"}, "s p a e", "p b e"))
    assert (found.rule, found.severity, found.elements) == ("SND005", Severity.ERROR, ("e",))
    assert soundness(drawn(shape, "s p a e", "p b f")) == ()


def test_snd005_a_terminating_end_that_cuts_off_a_task() -> None:
    shape = {"s": K.START, "p": AND, "a": TASK, "b": TASK, "t": K.TERMINATE, "e": K.END}
    found = only(drawn(shape, "s p a t", "p b e"))
    assert (found.rule, found.severity) == ("SND005", Severity.WARNING)
    assert found.elements == ("t", "b")
    assert "“b”" in found.message.zh
    assert soundness(drawn({**shape, "p": XOR}, "s p a t", "p b e")) == ()


def test_snd007_nothing_is_proven_when_the_budget_is_spent() -> None:
    chart = block(AND, AND)
    found = only_unproven(chart, 1)
    assert found.severity is Severity.UNPROVEN
    assert "不能证明" in found.message.zh
    assert soundness(chart, 100) == ()


def only_unproven(chart: Chart, budget: int) -> Finding:
    (found,) = soundness(chart, budget)
    assert found.rule == "SND007"
    return found


def test_what_was_found_before_the_budget_was_spent_is_still_told() -> None:
    rules = [f.rule for f in soundness(parallel(9, join=XOR), 500)]
    assert "SND007" in rules
    assert "SND003" in rules


def test_of_a_chart_that_is_wrong_anyway_not_all_states_are_looked_at() -> None:
    found = {f.rule: f for f in soundness(parallel(1, 40, join=XOR))}
    assert set(found) == {"SND003", "SND007"}
    assert int("".join(filter(str.isdigit, found["SND007"].message.en))) < AFTER_FAULT + 1_000


@pytest.mark.parametrize("branches", [2, 5, 10, 13])
def test_the_plain_net_has_as_many_states_as_other_tools_count(branches: int) -> None:
    """2^n + 3 (Kräuter 2024, results.json), and one before the start event."""
    explored = explore(compile_net(parallel(1, branches)))
    assert len(explored.markings) == 2**branches + 3 + 1
    assert explored.complete
    assert not any((explored.deadlocks, explored.trapped, explored.doubled))


@pytest.mark.parametrize("chart", [parallel(9), timed(5), with_reminders(4), inclusive(9)])
def test_ten_branches_are_proven_sound(chart: Chart) -> None:
    assert len(explore(fuse(compile_net(chart))).markings) < 10
    assert soundness(chart) == ()
