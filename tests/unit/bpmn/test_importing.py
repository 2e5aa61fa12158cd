"""A file of another tool is read for analysis: mended and told of, or refused with reasons."""

import pytest
from unit.bpmn.foreign import ENDS, HEAD, STEP, flow, nodes, process, way
from unit.bpmn.small import CHART

from zhiheng.bpmn.importer import import_chart
from zhiheng.bpmn.reader import read_chart
from zhiheng.bpmn.telling.import_texts import IMPORT_TEXTS
from zhiheng.model.chart import Chart, Node, NodeKind, Trigger
from zhiheng.model.finding import Severity
from zhiheng.model.ids import ElementPath

EVENTS = {
    "timerEventDefinition": Trigger.TIMER,
    "messageEventDefinition": Trigger.MESSAGE,
    "signalEventDefinition": Trigger.SIGNAL,
    "conditionalEventDefinition": Trigger.CONDITION,
    "escalationEventDefinition": Trigger.ESCALATION,
}
OTHER_TASKS = (
    "task", "manualTask", "serviceTask", "sendTask", "receiveTask", "scriptTask",
    "businessRuleTask",
)  # fmt: skip


def read(xml: bytes, *told: str) -> Chart:
    """The chart, with just these findings beside it."""
    reading = import_chart(xml)
    assert reading.chart is not None, reading.findings
    assert sorted(found.rule for found in reading.findings) == sorted(told)
    return reading.chart


def refused(xml: bytes) -> list[tuple[str, tuple[str, ...]]]:
    reading = import_chart(xml)
    assert reading.chart is None
    errors = [f for f in reading.findings if f.severity is Severity.ERROR]
    assert all(f.line and f.cure.zh and f.cure.en for f in errors)
    return [(f.rule, f.elements) for f in errors]


def node(chart: Chart, name: str) -> Node:
    return chart.nodes[ElementPath(name)]


def arcs(chart: Chart) -> set[tuple[str, str]]:
    return {(f.source, f.target) for f in chart.flows}


def test_a_chart_that_may_run_is_analysed_as_it_is_run() -> None:
    assert import_chart(CHART.encode()).chart == read_chart(CHART.encode()).chart
    assert [f.rule for f in import_chart(CHART.encode()).findings] == ["BPM097", "BPM118"]


def test_no_power_is_needed() -> None:
    assert read(process(STEP)).power.code == ""


# -- which process ---------------------------------------------------------------------------


def two(first: str, second: str) -> bytes:
    extra = STEP.replace('"s', '"s2').replace('"a', '"a2').replace("-a", "-a2").replace('"e', '"e2')
    extra = extra.replace('"a2"/>', '"a2"/>').replace('targetRef="a"', 'targetRef="a2"')
    more = nodes("userTask:more")
    return (
        f'{HEAD}<process id="one" name="One" {first}>{STEP}</process>'
        f'<process id="two" name="Two" {second}>{extra}{more}</process></definitions>'
    ).encode()


def test_the_executable_process_is_read_and_the_other_named() -> None:
    found = import_chart(two('isExecutable="true"', ""))
    assert found.chart is not None
    assert found.chart.key == "one"
    told = next(f for f in found.findings if f.rule == "BPM091")
    assert (told.severity, told.elements) == (Severity.INFO, ("two",))
    assert "Two" in told.message.zh


def test_without_an_executable_process_the_largest_is_read() -> None:
    found = import_chart(two("", ""))
    assert found.chart is not None
    assert found.chart.key == "two"
    assert {"BPM091", "BPM092"} <= {f.rule for f in found.findings}


def test_a_process_can_be_asked_for() -> None:
    found = import_chart(two("", ""), process="one")
    assert found.chart is not None
    assert found.chart.key == "one"
    assert [rule for rule, _ in _errors(two("", ""), "ghost")] == ["BPM090"]


def _errors(xml: bytes, wanted: str) -> list[tuple[str, tuple[str, ...]]]:
    found = import_chart(xml, process=wanted).findings
    return [(f.rule, f.elements) for f in found if f.severity is Severity.ERROR]


@pytest.mark.parametrize(
    "xml",
    [
        b"<html/>",
        b"<definitions/>",
        f"{HEAD}</definitions>".encode(),
        f'{HEAD}<process id="p"/></definitions>'.encode(),
        f'{HEAD}<collaboration id="c"/><choreography id="x"/></definitions>'.encode(),
    ],
)
def test_a_file_without_a_drawn_process_is_refused(xml: bytes) -> None:
    assert refused(xml) == [("BPM090", ())]


def test_a_process_has_the_name_of_its_pool() -> None:
    pool = '<collaboration id="c"><participant id="x" name="许可" processRef="p"/></collaboration>'
    assert read(process(STEP, pool).replace(b'name="P"', b"")).name == "许可"


def test_a_process_that_calls_itself_is_told() -> None:
    calls = STEP.replace("<userTask", '<callActivity calledElement="p"').replace('"a"', '"a"')
    chart = read(process(calls), "BPM093")
    assert (node(chart, "a").kind, node(chart, "a").called) == (NodeKind.CALL, "p")


# -- ids and names ---------------------------------------------------------------------------


def test_ids_that_paths_cannot_hold_are_mended_with_their_references() -> None:
    xml = process(STEP.replace('"a"', '"a.1~b"').replace('"e"', '"a_1_b"'))
    chart = read(xml, "BPM095")
    assert arcs(chart) == {("s", "a_1_b_2"), ("a_1_b_2", "a_1_b")}


def test_missing_ids_are_made_up() -> None:
    chart = read(process(STEP.replace('id="a-e" ', "")), "BPM094")
    assert len({flow.id for flow in chart.flows}) == 2


def test_a_reference_may_carry_a_prefix() -> None:
    chart = read(process(STEP.replace('targetRef="a"', 'targetRef="tns:a"')))
    assert ("s", "a") in arcs(chart)


def test_an_id_used_twice_is_refused() -> None:
    assert refused(process(STEP + nodes("userTask:a"))) == [("BPM007", ("a",))]


def test_a_name_stands_on_one_line() -> None:
    chart = read(process(STEP.replace('name="a"', 'name="do&#10;  it"')), "BPM104")
    assert node(chart, "a").name == "do it"


# -- what is read otherwise, or not at all ---------------------------------------------------


@pytest.mark.parametrize("tag", OTHER_TASKS)
def test_other_tasks_are_read_as_tasks(tag: str) -> None:
    chart = read(process(STEP.replace("userTask", tag)), "BPM098")
    assert node(chart, "a").kind is NodeKind.TASK


def test_a_script_is_told_and_left_out() -> None:
    script = '<scriptTask id="a" name="a"><script>exit()</script></scriptTask>'
    xml = process(ENDS + script + way("s", "a", "e"))
    read(xml, "BPM098", "BPM011", "BPM097")


def test_what_stands_beside_the_flow_is_left_out() -> None:
    beside = (
        '<dataObject id="d"/><dataObject id="d2"/><association id="x" sourceRef="a" targetRef="t"/>'
        '<textAnnotation id="t"><text>note</text></textAnnotation><group id="g"/>'
        '<dataStoreReference id="ds"/>'
    )
    vendor = STEP.replace(
        '<userTask id="a" name="a"/>',
        '<userTask id="a" name="a"><extensionElements><camunda:formData/></extensionElements>'
        "<ioSpecification/><property/></userTask>",
    )
    read(process(vendor + beside), *["BPM097"] * 8)


def test_like_things_are_told_together() -> None:
    found = import_chart(process(STEP + '<dataObject id="d"/><dataObject id="d2"/>')).findings
    assert [(f.rule, f.elements, f.severity) for f in found] == [
        ("BPM097", ("d", "d2"), Severity.INFO)
    ]


@pytest.mark.parametrize("tag", ["multiInstanceLoopCharacteristics", "standardLoopCharacteristics"])
def test_a_repeated_task_is_analysed_once(tag: str) -> None:
    once = STEP.replace(
        '<userTask id="a" name="a"/>', f'<userTask id="a" name="a"><{tag}/></userTask>'
    )
    assert node(read(process(once), "BPM099"), "a").kind is NodeKind.TASK


@pytest.mark.parametrize("tag", ["complexGateway", "adHocSubProcess", "choreographyTask"])
def test_what_cannot_be_analysed_is_refused(tag: str) -> None:
    assert ("BPM096", ("x",)) in refused(process(STEP + nodes(f"{tag}:x")))


def test_compensation_is_left_out() -> None:
    undo = (
        '<serviceTask id="undo" isForCompensation="true"/>'
        '<boundaryEvent id="b" attachedToRef="a"><compensateEventDefinition/></boundaryEvent>'
    )
    chart = read(process(STEP + undo), "BPM100", "BPM100", "BPM098")
    assert set(chart.nodes) == {"s", "a", "e"}


def test_of_several_events_the_first_is_read() -> None:
    both = "<messageEventDefinition/><timerEventDefinition/>"
    xml = process(
        ENDS
        + f'<intermediateCatchEvent id="a">{both}</intermediateCatchEvent>'
        + way("s", "a", "e")
    )
    assert node(read(xml, "BPM101"), "a").trigger is Trigger.MESSAGE


def test_wrong_words_of_ours_are_told_and_left_out() -> None:
    xml = CHART.replace('qualification="card" opinion="none"', 'qualification="card" nonsense="x"')
    found = import_chart(xml.encode())
    assert found.chart is not None
    assert ("BPM013", Severity.WARNING) in [(f.rule, f.severity) for f in found.findings]


def test_a_chart_without_lanes_is_told() -> None:
    read(process(STEP).replace(b"<laneSet><lane id='lane'/></laneSet>", b""), "BPM117")


def test_of_nested_lanes_the_inner_one_counts() -> None:
    lanes = (
        '<laneSet><lane id="out"><flowNodeRef>a</flowNodeRef><childLaneSet>'
        '<lane id="in"><flowNodeRef>a</flowNodeRef></lane></childLaneSet></lane></laneSet>'
    )
    found = import_chart(process(STEP + lanes))
    assert found.chart is not None
    assert node(found.chart, "a").lane == "in"
    assert "BPM034" not in {f.rule for f in found.findings}


# -- events ----------------------------------------------------------------------------------


@pytest.mark.parametrize("definition", EVENTS)
def test_an_event_keeps_its_trigger(definition: str) -> None:
    event = f'<intermediateCatchEvent id="a"><{definition}/></intermediateCatchEvent>'
    chart = read(process(ENDS + event + way("s", "a", "e")))
    assert (node(chart, "a").kind, node(chart, "a").trigger) == (NodeKind.CATCH, EVENTS[definition])


def test_the_text_of_a_timer_is_kept() -> None:
    timer = "<timerEventDefinition><timeDuration>P5D</timeDuration></timerEventDefinition>"
    event = f'<intermediateCatchEvent id="a">{timer}</intermediateCatchEvent>'
    assert node(read(process(ENDS + event + way("s", "a", "e"))), "a").code == "P5D"


def test_a_shared_event_definition_is_found() -> None:
    event = "<intermediateThrowEvent id='a'><eventDefinitionRef>m</eventDefinitionRef></intermediateThrowEvent>"  # noqa: E501
    xml = process(ENDS + event + way("s", "a", "e"), '<signalEventDefinition id="m"/>')
    assert node(read(xml), "a").trigger is Trigger.SIGNAL


@pytest.mark.parametrize("interrupting", [True, False])
def test_a_boundary_event_sits_on_its_task(interrupting: bool) -> None:  # noqa: FBT001
    said = str(interrupting).lower()
    event = (
        f'<boundaryEvent id="b" attachedToRef="a" cancelActivity="{said}">'
        "<timerEventDefinition/></boundaryEvent>"
    )
    chart = read(process(STEP + event + nodes("endEvent:late") + way("b", "late")))
    found = node(chart, "b")
    assert (found.kind, found.attached_to) == (NodeKind.BOUNDARY, "a")
    assert found.interrupting is interrupting


def test_an_error_has_its_code_and_always_interrupts() -> None:
    inside = (
        nodes("startEvent:is")
        + '<endEvent id="ie"><errorEventDefinition errorRef="err"/></endEvent>'
    )
    sub = f'<subProcess id="a">{inside}{way("is", "ie")}</subProcess>'
    event = '<boundaryEvent id="b" attachedToRef="a" cancelActivity="false"><errorEventDefinition errorRef="err"/></boundaryEvent>'  # noqa: E501
    around = '<error id="err" errorCode="E1"/>'
    chart = read(process(ENDS + sub + event + way("s", "a", "e") + way("b", "e"), around))
    thrown, caught = node(chart, "a/ie"), node(chart, "b")
    assert (thrown.kind, thrown.parent, thrown.code) == (NodeKind.ERROR_END, "a", "E1")
    assert (caught.trigger, caught.code, caught.interrupting) == (Trigger.ERROR, "E1", True)


@pytest.mark.parametrize("host", ["ghost", "s", ""])
def test_a_boundary_event_on_nothing_is_refused(host: str) -> None:
    event = f'<boundaryEvent id="b" attachedToRef="{host}"><timerEventDefinition/></boundaryEvent>'
    assert ("BPM112", ("b",)) in refused(process(STEP + event + way("b", "e")))


def test_an_event_gateway_waits_for_events() -> None:
    waiting = nodes("eventBasedGateway:g", "receiveTask:m") + (
        '<intermediateCatchEvent id="t"><timerEventDefinition/></intermediateCatchEvent>'
    )
    flows = way("s", "g", "m", "e") + way("g", "t", "e")
    chart = read(process(ENDS + waiting + flows), "BPM098")
    assert (node(chart, "m").kind, node(chart, "m").trigger) == (NodeKind.CATCH, Trigger.MESSAGE)
    bad = process(ENDS + waiting.replace("receiveTask", "task") + flows)
    assert ("BPM113", ("g",)) in refused(bad)


def link(kind: str, name: str) -> str:
    return (
        f'<intermediate{kind}Event id="{name}"><linkEventDefinition name="L"/>'
        f"</intermediate{kind}Event>"
    )


def test_links_are_joined() -> None:
    flows = way("s", "a", "t") + way("c", "e")
    xml = process(ENDS + nodes("userTask:a") + link("Throw", "t") + link("Catch", "c") + flows)
    chart = read(xml, "BPM116")
    assert ("t", "c") in arcs(chart)
    assert node(chart, "c").kind is NodeKind.THROW


def test_a_link_without_its_partner_is_refused() -> None:
    xml = process(ENDS + nodes("userTask:a") + link("Throw", "t") + way("s", "a", "t"))
    assert refused(xml) == [("BPM115", ("t",))]


# -- sub-processes ---------------------------------------------------------------------------

INNER = nodes("startEvent:is", "userTask:ia", "endEvent:ie") + way("is", "ia", "ie")


def test_what_is_in_a_sub_process_has_a_path() -> None:
    sub = f'<subProcess id="a"><subProcess id="b">{INNER}</subProcess></subProcess>'
    chart = read(process(ENDS + sub + way("s", "a", "e")), "BPM105", "BPM106")
    task = node(chart, "a/b/ia")
    assert (task.parent, task.kind) == ("a/b", NodeKind.TASK)
    assert chart.task(ElementPath("a/b/ia")).path == "a/b/ia"
    assert ("a/b/is", "a/b/ia") in arcs(chart)


@pytest.mark.parametrize(("tag", "told"), [("subProcess", ()), ("transaction", ("BPM102",))])
def test_a_sub_process_that_shows_nothing_is_a_task(tag: str, told: tuple[str, ...]) -> None:
    chart = read(process(STEP.replace("userTask", tag)), "BPM103", *told)
    assert node(chart, "a").kind is NodeKind.TASK


def test_a_cancelled_transaction_leaves_by_an_error() -> None:
    cancel = '<endEvent id="ie"><cancelEventDefinition/></endEvent>'
    inside = nodes("startEvent:is") + cancel + way("is", "ie")
    event = '<boundaryEvent id="b" attachedToRef="a"><cancelEventDefinition/></boundaryEvent>'
    sub = f'<transaction id="a">{inside}</transaction>{event}'
    chart = read(process(ENDS + sub + way("s", "a", "e") + way("b", "e")), "BPM102")
    assert node(chart, "a/ie").kind is NodeKind.ERROR_END
    assert node(chart, "a/ie").code == node(chart, "b").code == "cancel"


def event_sub_process(start: str) -> bytes:
    inside = f"{start}{nodes('endEvent:ie')}{way('is', 'ie')}"
    return process(STEP + f'<subProcess id="x" triggeredByEvent="true">{inside}</subProcess>')


def test_an_event_sub_process_knows_its_start() -> None:
    start = '<startEvent id="is" isInterrupting="false"><messageEventDefinition/></startEvent>'
    chart = read(event_sub_process(start))
    assert node(chart, "x").kind is NodeKind.EVENT_SUB_PROCESS
    found = node(chart, "x/is")
    assert (found.trigger, found.interrupting) == (Trigger.MESSAGE, False)


def test_an_event_sub_process_without_an_event_is_refused() -> None:
    assert refused(event_sub_process(nodes("startEvent:is"))) == [("BPM114", ("x",))]


def test_a_flow_stays_in_its_sub_process() -> None:
    sub = f'<subProcess id="x">{INNER}</subProcess>'
    flows = way("s", "x", "e") + flow("a", "ia") + way("a", "e")
    found = refused(process(ENDS + sub + nodes("userTask:a") + flows))
    assert ("BPM037", ("a-ia",)) in found


def test_sub_processes_are_not_nested_without_end() -> None:
    deep = "".join(f'<subProcess id="d{i}">' for i in range(25)) + "</subProcess>" * 25
    assert [rule for rule, _ in refused(process(STEP + deep))] == ["BPM005"]


# -- the flow --------------------------------------------------------------------------------


def test_ends_that_are_not_drawn_are_put_in() -> None:
    chart = read(process(nodes("startEvent:s", "userTask:a") + way("s", "a")), "BPM105")
    assert ("a", "a_end") in arcs(chart)
    assert node(chart, "a_end").kind is NodeKind.END


def test_a_start_that_is_not_drawn_is_put_in() -> None:
    chart = read(process(nodes("userTask:a", "endEvent:e") + way("a", "e")), "BPM106")
    assert node(chart, "p_start").kind is NodeKind.START
    assert ("p_start", "a") in arcs(chart)


def test_all_that_nothing_leads_to_starts_at_once() -> None:
    steps = nodes("userTask:a", "userTask:b", "endEvent:e")
    chart = read(process(steps + way("a", "e") + way("b", "e")), "BPM106")
    assert node(chart, "p_split").kind is NodeKind.PARALLEL
    assert {("p_start", "p_split"), ("p_split", "a"), ("p_split", "b")} <= arcs(chart)


def test_one_of_several_starts_begins_a_case() -> None:
    told = '<startEvent id="m"><messageEventDefinition/></startEvent>'
    chart = read(process(STEP + told + way("m", "a")), "BPM107")
    starts = [n.path for n in chart.nodes.values() if n.kind is NodeKind.START]
    assert starts == ["p_start"]
    assert node(chart, "p_starts").kind is NodeKind.EXCLUSIVE
    assert (node(chart, "m").kind, node(chart, "s").kind) == (NodeKind.CATCH, NodeKind.THROW)


def split(*conditions: str | None, attributes: str = "") -> bytes:
    names = [f"t{i}" for i in range(len(conditions))]
    steps = nodes("userTask:a", *(f"userTask:{name}" for name in names))
    steps = steps.replace('id="a"', f'id="a" {attributes}')
    flows = "".join(flow("a", n, c) for n, c in zip(names, conditions, strict=True))
    return process(ENDS + steps + way("s", "a") + flows + "".join(way(n, "e") for n in names))


def test_a_task_that_leads_to_several_splits_into_all_of_them() -> None:
    chart = read(split(None, None), "BPM108")
    assert node(chart, "a_split").kind is NodeKind.PARALLEL
    assert {("a", "a_split"), ("a_split", "t0"), ("a_split", "t1")} <= arcs(chart)


def test_with_conditions_into_those_that_hold() -> None:
    chart = read(split("x", "y"), "BPM108", "BPM118")
    assert node(chart, "a_split").kind is NodeKind.INCLUSIVE


def test_a_flow_without_condition_beside_conditional_ones_is_always_taken() -> None:
    chart = read(split("x", None), "BPM108", "BPM118")
    assert node(chart, "a_split").kind is NodeKind.PARALLEL
    assert node(chart, "a_choice").kind is NodeKind.INCLUSIVE
    assert {("a_split", "t1"), ("a_split", "a_choice"), ("a_choice", "t0")} <= arcs(chart)
    assert next(f for f in chart.flows if f.default).target == "a_none"


def test_a_default_flow_of_a_task_is_kept() -> None:
    chart = read(split("x", None, attributes='default="a-t1"'), "BPM108", "BPM118")
    assert node(chart, "a_split").kind is NodeKind.INCLUSIVE
    assert next(f for f in chart.flows if f.default).id == "a-t1"


def test_a_gateway_that_joins_and_splits_becomes_two() -> None:
    steps = nodes("parallelGateway:g", "parallelGateway:h", *(f"userTask:t{i}" for i in range(4)))
    flows = way("s", "g", "t0", "h", "t2", "e") + way("g", "t1", "h", "t3", "e")
    chart = read(process(ENDS + steps + flows), "BPM109")
    assert {("h", "h_split"), ("h_split", "t2"), ("h_split", "t3")} <= arcs(chart)


def gateway(first: str | None, second: str | None, tag: str = "exclusiveGateway") -> bytes:
    flows = way("s", "g") + flow("g", "a", first) + flow("g", "e", second) + way("a", "e")
    return process(ENDS + nodes(f"{tag}:g", "userTask:a") + flows)


def test_the_only_branch_without_condition_is_the_default() -> None:
    chart = read(gateway("${x}", None), "BPM111", "BPM118")
    assert next(f for f in chart.flows if f.default).id == "g-e"


def test_branches_without_conditions_are_all_possible() -> None:
    read(gateway(None, None), "BPM027", "BPM119")


def test_a_condition_where_nothing_is_chosen_is_not_read() -> None:
    chart = read(gateway("${x}", None, "parallelGateway"), "BPM110")
    assert all(flow.condition is None for flow in chart.flows)


@pytest.mark.parametrize(
    ("broken", "rule"),
    [
        (flow("a", "ghost"), "BPM022"),
        (flow("ghost", "a"), "BPM022"),
        (flow("e", "a"), "BPM023"),
        (flow("a", "s"), "BPM023"),
    ],
)
def test_a_flow_that_leads_nowhere_is_refused(broken: str, rule: str) -> None:
    assert rule in {found for found, _ in refused(process(STEP + broken))}


def test_a_step_that_is_not_connected_is_told_only() -> None:
    chart = read(process(STEP + nodes("userTask:island")), "BPM024", "BPM031")
    assert "island" in chart.nodes


# -- all together ----------------------------------------------------------------------------

KINDS = {
    NodeKind.INCLUSIVE: nodes("inclusiveGateway:x"),
    NodeKind.CATCH: nodes("intermediateCatchEvent:x"),
    NodeKind.THROW: nodes("intermediateThrowEvent:x"),
    NodeKind.BOUNDARY: '<boundaryEvent id="x" attachedToRef="accept"/>',
    NodeKind.ERROR_END: '<endEvent id="x"><errorEventDefinition id="y"/></endEvent>',
    NodeKind.SUB_PROCESS: '<subProcess id="x"/>',
    NodeKind.EVENT_SUB_PROCESS: '<subProcess id="x" triggeredByEvent="true"/>',
    NodeKind.CALL: nodes("callActivity:x"),
}


ALWAYS = {"startEvent", "endEvent", "terminateEndEvent", "userTask"} | {
    f"{kind}Gateway" for kind in ("exclusive", "parallel", "eventBased")
}


def test_each_kind_that_may_not_run_or_not_always_is_tried() -> None:
    assert {kind.value for kind in KINDS} == {kind.value for kind in NodeKind} - ALWAYS


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.value)
def test_what_may_not_run_is_refused_with_what_may(kind: NodeKind) -> None:
    inside = KINDS[kind].replace("<", "<bpmn:").replace("<bpmn:/", "</bpmn:")
    done = '<bpmn:endEvent id="done" />'
    found = read_chart(CHART.replace(done, done + inside).encode()).findings
    told = [f for f in found if f.rule == "BPM036"]
    assert told
    assert told[0].elements[0] in {"x", "y"}
    assert told[0].cure.zh.startswith("改法：")


_TOLD_HERE = {
    "BPM090", "BPM091", "BPM092", "BPM093", "BPM094", "BPM095", "BPM096", "BPM097", "BPM098",
    "BPM099", "BPM100", "BPM101", "BPM102", "BPM103", "BPM104", "BPM105", "BPM106", "BPM107",
    "BPM108", "BPM109", "BPM110", "BPM111", "BPM112", "BPM113", "BPM114", "BPM115", "BPM116",
    "BPM117", "BPM118", "BPM119",
}  # fmt: skip


def test_every_rule_of_importing_is_tried_above() -> None:
    assert set(IMPORT_TEXTS) == _TOLD_HERE
