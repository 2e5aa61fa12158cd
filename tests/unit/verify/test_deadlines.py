"""Posts within the promise, the promise within the statute (SLA001 to SLA006)."""

import json
from dataclasses import replace
from datetime import date

import pytest
from support.limits import (
    DAY,
    HOUR,
    MONTH,
    WD,
    K,
    changed,
    limit,
    promised,
    statutory,
    timed_chart,
)
from support.shipped import chart_of
from unit.rules.calendars import CHINA

from zhiheng.model.chart import Chart, DocumentRule, Flow, Node, Return, Trigger
from zhiheng.model.finding import Finding, Severity
from zhiheng.model.ids import ElementPath
from zhiheng.model.limit import (
    Basis,
    ClockEffect,
    ClockRule,
    Limit,
    LimitKind,
    LimitUnit,
    StopGround,
)
from zhiheng.verify.deadlines.proof import deadlines

AB = {"a": K.TASK, "b": K.TASK}
LICENSING_45 = Basis("中华人民共和国行政许可法", "第四十五条")


def found(chart: Chart) -> tuple[Finding, ...]:
    return deadlines(chart, CHINA)[0]


def rules(chart: Chart) -> list[str]:
    return [f.rule for f in found(chart)]


def chain(a: Limit | int | None, b: Limit | int | None, *of_case: Limit) -> Chart:
    return timed_chart(AB, "in a b out", posts={"a": a, "b": b}, of_case=of_case)


def first_limit(chart: Chart) -> dict[str, object]:
    told: dict[str, object] = deadlines(chart, CHINA)[1]["deadlines"]["limits"][0]
    return told


def test_posts_that_fit_are_found_good_and_the_figures_are_certified() -> None:
    chart = chain(3, 5, promised(10), statutory(20))
    assert found(chart) == ()
    assert first_limit(chart) == {
        "kind": "promised",
        "unit": "working-day",
        "taken": 8,
        "allowed": 10,
        "way": ["a", "b", "out"],
        "slack": {"a": 2, "b": 2, "out": 2},
    }


def test_sla001_posts_together_take_longer_than_was_promised() -> None:
    (late,) = found(chain(6, 5, promised(10), statutory(20)))
    assert (late.rule, late.severity) == ("SLA001", Severity.ERROR)
    assert late.message.zh == "走a→b→out，岗位时限合计11个工作日，比承诺时限10个工作日多1个工作日"
    assert "add up to 11 working days, 1 working day more than the promised" in late.message.en
    assert late.trace == ("a", "b", "out")


def test_sla001_posts_together_take_longer_than_the_statute_gives() -> None:
    assert rules(chain(11, 10, statutory(20))) == ["SLA001"]
    assert rules(chain(11, 10, promised(10), statutory(20))) == ["SLA001", "SLA001"]


def test_of_parallel_branches_and_of_choices_the_longest_counts() -> None:
    for kind in (K.PARALLEL, K.EXCLUSIVE, K.INCLUSIVE):
        nodes = {**AB, "x": kind, "j": kind}
        chart = timed_chart(
            nodes, "in x a j out", "x b j", posts={"a": 3, "b": 7}, of_case=(statutory(10),)
        )
        told = first_limit(chart)
        assert (told["taken"], told["way"]) == (7, ["x", "b", "j", "out"])
        assert told["slack"] == {"a": 7, "b": 3, "out": 3}


def test_what_comes_before_acceptance_and_after_the_decision_is_not_counted() -> None:
    nodes = {"fix": K.TASK, "after": K.TASK, "x": K.EXCLUSIVE}
    chart = timed_chart(
        nodes, "in x out after", "x fix in", posts={"fix": 90, "after": 90},
        of_case=(statutory(10),),
    )  # fmt: skip
    assert first_limit(chart)["taken"] == 0


def test_a_way_that_no_accepted_case_takes_is_not_counted() -> None:
    """After acceptance the branch for a supplement is closed, wherever it leads."""
    nodes = {"fix": K.TASK, "a": K.TASK, "x": K.EXCLUSIVE, "m": K.EXCLUSIVE}
    chart = timed_chart(
        nodes, "in x m a out", "x fix m", posts={"fix": 90, "a": 4}, of_case=(statutory(10),)
    )
    assert first_limit(chart)["taken"] == 94

    def conditional(flow: Flow) -> Flow:
        condition = {("x", "m"): "in_r == 'y'", ("x", "fix"): "in_r == 'n'"}
        return replace(flow, condition=condition.get((flow.source, flow.target)))

    told = replace(chart, flows=tuple(map(conditional, chart.flows)))
    assert first_limit(told)["taken"] == 4

    def by_default(flow: Flow) -> Flow:
        fix = (flow.source, flow.target) == ("x", "fix")
        return replace(flow, condition=None, default=True) if fix else flow

    assert first_limit(replace(told, flows=tuple(map(by_default, told.flows))))["taken"] == 4


def returning(rounds: tuple[Return, ...] = ()) -> Chart:
    nodes = {**AB, "x": K.EXCLUSIVE}
    chart = timed_chart(
        nodes, "in a b x out", "x a", posts={"a": 3, "b": 5}, of_case=(statutory(20),)
    )
    return replace(chart, returns=rounds)


def test_sla003_a_return_is_counted_once_and_told_unless_its_rounds_are_said() -> None:
    (again,) = found(returning())
    assert (again.rule, again.severity) == ("SLA003", Severity.INFO)
    assert again.elements == ("a", "b")
    assert again.message.zh.endswith("一个环节最多办50遍")
    assert first_limit(returning())["taken"] == 8
    assert found(replace(returning(), rounds=3)) == ()
    back = next(f.id for f in returning().flows if (f.source, f.target) == ("x", "a"))
    few = returning((Return(ElementPath("b"), ElementPath("a"), back, 2),))
    assert found(few) == ()
    assert deadlines(few)[1]["deadlines"]["again"] == [["a", "b"]]


def test_a_loop_entered_by_a_return_at_a_new_place_counts_each_step_once() -> None:
    """in → x → b → y → a → z → out, and z → b: a way may do a first, by x, and then b."""
    nodes = {**AB, "x": K.EXCLUSIVE, "y": K.EXCLUSIVE, "z": K.EXCLUSIVE}
    chart = timed_chart(
        nodes, "in x b y out", "x a z b", "y a", "z out",
        posts={"a": 3, "b": 5}, of_case=(statutory(20),),
    )  # fmt: skip
    assert first_limit(chart)["taken"] == 8


def test_a_loop_of_too_many_ways_is_bounded_by_all_its_steps() -> None:
    names = [f"t{i}" for i in range(9)]
    ways = [f"{a} {b}" for a in names for b in names if a != b]
    chart = timed_chart(
        dict.fromkeys(names, K.TASK), "in t0", *ways, "t8 out",
        posts=dict.fromkeys(names, 1), of_case=(statutory(20),),
    )  # fmt: skip
    assert first_limit(chart)["taken"] == 9
    (again,) = found(chart)
    assert "走法太多" in again.message.zh


def test_sla004_a_step_without_limit_leaves_nothing_proven() -> None:
    (untold,) = found(chain(3, None, statutory(20)))
    assert (untold.rule, untold.severity, untold.elements) == ("SLA004", Severity.WARNING, ("b",))
    assert deadlines(chain(3, None, statutory(20)))[1]["deadlines"]["without_limit"] == ["b"]


def test_an_outside_party_does_not_count_against_the_office_but_is_told() -> None:
    chart = changed(chain(15, 10, statutory(20)), "b", external="市规划局")
    (told,) = found(chart)
    assert (told.rule, told.severity, told.elements) == ("SLA001", Severity.INFO, ("b",))
    assert first_limit(chart)["taken"] == 15
    assert deadlines(chart)[1]["deadlines"]["outside"] == ["b"]
    assert found(changed(chart, "b", external="applicant")) == ()


def stopped(*papers: DocumentRule) -> Chart:
    chart = chain(15, limit(20, WD, LimitKind.STATUTORY), statutory(20))
    return changed(chart, "b", bases=(LICENSING_45,), documents=papers)


def test_sla005_what_the_law_does_not_count_is_announced_in_writing() -> None:
    """行政许可法 45: 行政机关应当将所需时间书面告知申请人."""
    (silent,) = found(stopped(DocumentRule("听证笔录", "out", required=True)))
    assert (silent.rule, silent.severity, silent.elements) == ("SLA005", Severity.WARNING, ("b",))
    announced = stopped(DocumentRule("听证通知书", "out", required=True))
    assert found(announced) == ()
    assert first_limit(announced)["taken"] == 15
    assert deadlines(announced)[1]["deadlines"]["not_counted"] == ["b"]


def test_a_post_that_has_a_limit_counts_though_the_law_would_not_count_it() -> None:
    assert rules(changed(chain(15, 6, statutory(20)), "b", bases=(LICENSING_45,))) == ["SLA001"]


@pytest.mark.parametrize(("last", "told"), [(8, []), (9, ["SLA006"]), (10, ["SLA006"])])
def test_sla006_less_than_a_tenth_left_makes_the_yellow_card_certain(
    last: int, told: list[str]
) -> None:
    assert rules(chain(10, last, statutory(20))) == told


@pytest.mark.parametrize(
    ("promise", "statute", "over"),
    [
        (promised(20), statutory(20), None),
        (promised(21), statutory(20), "1个工作日"),
        (promised(28, DAY), statutory(20), "3日"),
        (promised(25, DAY), statutory(20), None),
        (promised(1, MONTH), statutory(30, DAY), "1日"),
        (promised(1, MONTH), statutory(31, DAY), None),
    ],
)
def test_sla002_a_promise_is_no_longer_than_the_statute_whatever_the_day(
    promise: Limit, statute: Limit, over: str | None
) -> None:
    """Twenty working days take 25 days at least, where make-up days fall among them."""
    told = found(chain(1, 1, promise, statute))
    assert [f.rule for f in told] == ([] if over is None else ["SLA002"])
    if over is not None:
        assert f"长{over}" in told[0].message.zh


def test_a_promise_that_a_variable_holds_is_left_to_acceptance_and_its_least_is_told() -> None:
    chart = chain(6, 5, promised(None, variable="days"), statutory(20))
    assert found(chart) == ()
    told = deadlines(chart)[1]["deadlines"]["limits"]
    assert told[-1] == {"kind": "promised", "variable": "days", "least": 11}


def test_sla001_mixed_units_are_compared_by_the_worst_day_of_the_calendar() -> None:
    """Working days before a holiday of eight days, then natural days, against natural days."""
    (late,) = found(chain(limit(2), limit(7, DAY), statutory(17, DAY)))
    assert late.rule == "SLA001"
    assert "受理的，各岗位用满时限到" in late.message.zh
    assert found(chain(limit(2), limit(7, DAY), statutory(25, DAY))) == ()
    told = first_limit(chain(limit(2), limit(7, DAY), statutory(17, DAY)))
    assert told["unit"] == "day"
    begun = date.fromisoformat(str(told["accepted_on"]))
    assert not CHINA.is_working(date.fromordinal(begun.toordinal() + 2))


def test_mixed_units_without_a_calendar_are_not_proven() -> None:
    chart = chain(limit(2), limit(7, DAY), statutory(17, DAY))
    (unproven,) = deadlines(chart, None)[0]
    assert (unproven.rule, unproven.severity) == ("SLA001", Severity.UNPROVEN)
    assert deadlines(chain(1, 1, promised(9, DAY), statutory(20)), None)[0] != ()


def test_a_wait_in_the_flow_counts_as_time() -> None:
    chart = timed_chart(
        {"a": K.TASK, "w": K.CATCH}, "in a w out", posts={"a": 3}, of_case=(statutory(10),)
    )
    wait = replace(chart.nodes[ElementPath("w")], trigger=Trigger.TIMER, task=None, wait=limit(5))
    waiting = replace(chart, nodes={**chart.nodes, wait.path: wait})
    assert first_limit(waiting)["taken"] == 8
    untold = replace(chart, nodes={**chart.nodes, wait.path: replace(wait, wait=None)})
    assert rules(untold) == ["SLA004"]


def on_edge(chart: Chart, host: str, event: str, **values: object) -> Chart:
    old = chart.nodes[ElementPath(event)]
    node = replace(old, attached_to=ElementPath(host), trigger=Trigger.TIMER, **values)  # type: ignore[arg-type]
    return replace(chart, nodes={**chart.nodes, node.path: node})


def test_a_timer_on_the_edge_counts_from_the_entering_and_not_after_the_limit() -> None:
    chart = timed_chart(
        {"a": K.TASK, "t": K.BOUNDARY, "b": K.TASK}, "in a out", "t b out",
        posts={"a": 6, "b": 4}, of_case=(statutory(20),),
    )  # fmt: skip
    assert first_limit(on_edge(chart, "a", "t", wait=limit(3)))["taken"] == 7
    assert first_limit(on_edge(chart, "a", "t", wait=limit(1)))["taken"] == 6


def test_waiting_on_the_edge_of_a_step_that_stops_the_clock_is_not_counted() -> None:
    """许可法 45: five days to ask for a hearing are part of the time that it takes."""
    chart = timed_chart(
        {"a": K.TASK, "t": K.BOUNDARY, "b": K.TASK}, "in a b out", "t b",
        posts={"b": 4}, of_case=(statutory(20),),
    )  # fmt: skip
    waiting = on_edge(chart, "a", "t", wait=limit(5))
    assert first_limit(waiting)["taken"] == 9
    stops = ClockRule(ClockEffect.STOP, StopGround.HEARING, "x == 1", "听证告知书")
    stopped = changed(waiting, "a", clock=stops)
    assert first_limit(stopped)["taken"] == 4
    assert rules(stopped) == []


def test_a_sub_process_is_laid_open() -> None:
    chart = timed_chart(
        {"sub": K.SUB_PROCESS, "is": K.START, "a": K.TASK, "ie": K.END}, "in sub out", "is a ie",
        posts={"a": 6}, of_case=(statutory(20),),
    )  # fmt: skip

    def inside(node: Node) -> Node:
        held = node.path in ("is", "a", "ie")
        return replace(node, parent=ElementPath("sub")) if held else node

    laid = replace(chart, nodes={p: inside(n) for p, n in chart.nodes.items()})
    told = first_limit(laid)
    assert (told["taken"], told["way"]) == (6, ["sub", "is", "a", "ie", "out"])


def test_a_chart_without_a_limit_of_the_case_is_not_asked() -> None:
    assert deadlines(chain(3, None)) == ((), {})


def test_the_shipped_permit_holds_with_the_city_bureaus_days_and_none_to_spare() -> None:
    chart = chart_of("construction-permit")
    told, certificate = deadlines(chart, CHINA)
    assert {f.severity for f in told} == {Severity.INFO}
    assert {f.rule for f in told} == {"SLA003"}
    held = certificate["deadlines"]["limits"][0]
    assert (held["taken"], held["allowed"]) == (16, 20)
    city = chart.task(ElementPath("decide")).limits[0]
    assert held["taken"] + (city.n or 0) == 20
    json.dumps(certificate)


def test_units_are_told_in_the_plural_where_they_are_many() -> None:
    (late,) = found(chain(limit(30, LimitUnit.HOUR), limit(20, HOUR), statutory(48, HOUR)))
    assert "50 hours, 2 hours more than the statutory limit of 48 hours" in late.message.en
