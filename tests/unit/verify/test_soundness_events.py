"""Events, bodies and inclusive joins: what the net takes them to mean."""

from dataclasses import replace
from typing import Any

import pytest
from support.nets import Loom

from zhiheng.model.chart import Chart, NodeKind, Trigger
from zhiheng.verify.compile_net import compile_net
from zhiheng.verify.explore import explore
from zhiheng.verify.soundness import soundness

K = NodeKind


def rules(loom: Loom) -> list[str]:
    return [found.rule for found in soundness(loom.made())]


def line(*kinds: NodeKind) -> tuple[Loom, list[str]]:
    """start, the kinds, end, one after the other."""
    loom = Loom()
    names = [loom.add(kind) for kind in (K.START, *kinds, K.END)]
    loom.way(*names)
    return loom, names


def edge(loom: Loom, host: str, to: str, **more: Any) -> str:
    event = loom.add(K.BOUNDARY, attached_to=host, **{"trigger": Trigger.TIMER, **more})
    task = loom.add(K.TASK)
    loom.way(event, task, to)
    return event


def test_a_timer_that_ends_the_task_may_come_back_by_a_merge_but_not_by_a_join() -> None:
    for kind, expected in ((K.EXCLUSIVE, []), (K.PARALLEL, ["SND001"])):
        loom, (_, task, merge, _) = line(K.TASK, kind)
        edge(loom, task, merge)
        assert rules(loom) == expected


def test_a_reminder_needs_an_end_of_its_own() -> None:
    loom, (_, task, merge, _) = line(K.TASK, K.EXCLUSIVE)
    edge(loom, task, merge, interrupting=False)
    assert rules(loom) == ["SND003"]
    loom, (_, task, _) = line(K.TASK)
    edge(loom, task, loom.add(K.END), interrupting=False)
    assert rules(loom) == []


def test_a_reminder_still_open_in_the_next_round_is_a_second_token() -> None:
    loom, (_, merge, task, split, _) = line(K.EXCLUSIVE, K.TASK, K.EXCLUSIVE)
    loom.link(split, merge)
    edge(loom, task, loom.add(K.END), interrupting=False)
    assert rules(loom) == ["SND003"]


def body(loom: Loom, outer: str, *kinds: NodeKind) -> list[str]:
    names = [loom.add(kind, outer) for kind in (K.START, *kinds)]
    loom.way(*names)
    return names


def test_a_sub_process_ends_when_all_in_it_has_ended() -> None:
    loom, (_, outer, after, _) = line(K.SUB_PROCESS, K.TASK)
    _, split, one, _ = body(loom, outer, K.PARALLEL, K.TASK, K.END)
    two = loom.add(K.TASK, outer)
    loom.way(split, two, loom.add(K.END, outer))
    assert rules(loom) == []
    explored = explore(compile_net(loom.made()))
    for number, transition in enumerate(explored.net.transitions):
        if transition.elements == (after,):
            state = next(i for i, by in enumerate(explored.by) if by == number)
            assert {one, two} <= set(explored.trace(state))


def returning(code: str | None) -> Loom:
    """A parallel block in a body; one branch may leave it by an error, and begin it anew."""
    loom, (_, merge, outer, _) = line(K.EXCLUSIVE, K.SUB_PROCESS)
    _, split, _, choice, join, _ = body(
        loom, outer, K.PARALLEL, K.TASK, K.EXCLUSIVE, K.PARALLEL, K.END
    )
    loom.way(split, loom.add(K.TASK, outer), join)
    loom.link(choice, loom.add(K.ERROR_END, outer, code="back"))
    event = loom.add(K.BOUNDARY, attached_to=outer, trigger=Trigger.ERROR, code=code)
    loom.link(event, merge)
    return loom


@pytest.mark.parametrize("code", ["back", None])
def test_a_return_out_of_a_parallel_block_by_an_error_is_sound(code: str | None) -> None:
    assert rules(returning(code)) == []


def test_an_error_of_another_code_is_not_caught() -> None:
    """So its event is dead, and the case ends with a branch cut off."""
    assert rules(returning("other")) == ["SND004", "SND005"]


def test_an_error_in_an_event_body_goes_to_what_lies_around() -> None:
    loom, (_, outer, _) = line(K.SUB_PROCESS)
    body(loom, outer, K.TASK, K.END)
    event_body = loom.add(K.EVENT_SUB_PROCESS, outer)
    start = loom.add(K.START, event_body, trigger=Trigger.MESSAGE)
    loom.link(start, loom.add(K.ERROR_END, event_body, code="x"))
    caught = edge(loom, outer, loom.add(K.END), trigger=Trigger.ERROR, code="x")
    assert rules(loom) == []
    assert caught in {e for t in compile_net(loom.made()).transitions for e in t.elements}


@pytest.mark.parametrize("interrupting", [True, False])
def test_an_event_body_of_the_whole_case_may_end_it(interrupting: bool) -> None:  # noqa: FBT001
    loom, _ = line(K.TASK, K.TASK)
    holder = loom.add(K.EVENT_SUB_PROCESS)
    names = [loom.add(kind, holder) for kind in (K.START, K.TASK, K.TERMINATE)]
    loom.nodes[names[0]] = replace(
        loom.nodes[names[0]], trigger=Trigger.MESSAGE, interrupting=interrupting
    )
    loom.way(*names)
    assert rules(loom) == []


def test_an_event_gateway_takes_one_event() -> None:
    loom, (_, gate, _, merge, _) = line(K.EVENT_GATEWAY, K.CATCH, K.EXCLUSIVE)
    loom.way(gate, loom.add(K.CATCH), merge)
    assert rules(loom) == []
    loom.nodes[merge] = replace(loom.nodes[merge], kind=K.PARALLEL)
    assert rules(loom) == ["SND001"]


def inclusive_in_loop() -> Chart:
    """The join must not wait for what the loop may send once more."""
    loom, (_, merge, split, _, join, again, _) = line(
        K.EXCLUSIVE, K.INCLUSIVE, K.TASK, K.INCLUSIVE, K.EXCLUSIVE
    )
    loom.way(split, loom.add(K.TASK), join)
    loom.link(again, merge)
    return loom.made()


def test_an_inclusive_join_in_a_loop_waits_for_the_branches_taken_and_no_others() -> None:
    assert soundness(inclusive_in_loop()) == ()


def test_two_inclusive_joins_that_wait_for_each_other_stand_still() -> None:
    """The vicious circle of BPMN 2.0.2: each has a token, and each could still get the other's."""
    loom = Loom()
    for name, kind in (("s", K.START), ("p", K.PARALLEL), ("e", K.END), ("f", K.END)):
        loom.add(kind, id=name)
    for name in ("j", "k"):
        loom.add(K.INCLUSIVE, id=name)
        loom.add(K.EXCLUSIVE, id=f"x{name}")
    loom.way("s", "p", "j", "xj", "e")
    loom.way("p", "k", "xk", "f")
    loom.link("xj", "k")
    loom.link("xk", "j")
    found = soundness(loom.made())
    assert [f.rule for f in found] == ["SND001"]
    assert set(found[0].elements) >= {"j", "k"}


def test_conditions_on_leaving_a_task_may_open_several_branches() -> None:
    loom, (_, task, _, _) = line(K.TASK, K.TASK)
    loom.flows.pop(1)
    join = loom.add(K.INCLUSIVE)
    for condition in ("a == '1'", "b == '1'", "*"):
        branch = loom.add(K.TASK)
        loom.link(task, branch, condition)
        loom.link(branch, join)
    first = next(n for n in loom.nodes if n.startswith("task") and n != task)
    loom.link(join, first)
    assert rules(loom) == []


def test_a_body_without_start_event_begins_where_no_flow_leads() -> None:
    loom, (_, outer, _) = line(K.SUB_PROCESS)
    loom.link(loom.add(K.TASK, outer), loom.add(K.TASK, outer))
    loom.add(K.TASK, outer)
    assert rules(loom) == []


def test_only_a_call_may_throw_what_nobody_sees() -> None:
    for kind, expected in ((K.CALL, []), (K.TASK, ["SND004"])):
        loom, (_, outer, _) = line(K.SUB_PROCESS)
        body(loom, outer, kind, K.END)
        edge(loom, outer, loom.add(K.END), trigger=Trigger.ERROR)
        assert rules(loom) == expected
