"""Charts that are well-formed, and drawn to make a reader loop, crawl or look away."""

# ruff: noqa: E501 - one file a line reads as a table

import itertools
import json
from collections.abc import Callable, Iterable

from unit.bpmn.foreign import HEAD, STEP, flow, nodes, process, way
from unit.bpmn.hostile_bytes import START, Make
from unit.bpmn.small import CHART, spoilt

_DONE = '<bpmn:endEvent id="done" />'
_MARK = '<other:colour name="red" />'
_BACK = '<zh:return to="accept" when="result == \'refuse\'" />'
_GRANT = '<zh:outcome variable="result" value="grant" means="grant" />'


def form(text: str) -> bytes:
    whole = CHART.index("<zh:form>{")
    end = CHART.index("</zh:form>", whole)
    return f"{CHART[: whole + 9]}<![CDATA[{text}]]>{CHART[end:]}".encode()


def definitions(count: int, make: Callable[[int], object]) -> str:
    named = {f"a{i}": make(i) for i in range(count)} | {f"a{count}": {"type": "string"}}
    return json.dumps({"type": "object", "$defs": named, "not": {"$ref": "#/$defs/a0"}})


def nested(depth: int) -> str:
    schema: dict[str, object] = {"type": "object"}
    for _ in range(depth):
        schema = {"type": "object", "allOf": [schema]}
    return json.dumps(schema)


def added(made: Iterable[str]) -> bytes:
    return spoilt((START, "".join(made) + START))


def many_forms() -> bytes:
    wide = json.dumps({"type": "object", "properties": {f"p{i}": {} for i in range(1500)}})
    return added(
        f'<bpmn:userTask id="t{i}" name="x"><bpmn:extensionElements><zh:post post="B" />'
        f'<zh:noLimit reason="x" /><zh:form><![CDATA[{wide}]]></zh:form></bpmn:extensionElements>'
        f'</bpmn:userTask><bpmn:sequenceFlow id="u{i}" sourceRef="split" targetRef="t{i}" />'
        f'<bpmn:sequenceFlow id="v{i}" sourceRef="t{i}" targetRef="join" />'
        for i in range(60)
    )


def many_conditions() -> bytes:
    long = " or ".join(["days == 1"] * 150)
    return added(
        f'<bpmn:sequenceFlow id="g{i}" sourceRef="accepted" targetRef="split">'
        f"<bpmn:conditionExpression>{long}</bpmn:conditionExpression></bpmn:sequenceFlow>"
        for i in range(1000)
    )


def tangle(tag: str, count: int = 1200, each: int = 3) -> bytes:
    gateways = nodes(*(f"{tag}:p{i}" for i in range(count)))
    flows = (
        flow(f"p{i}", f"p{(i * 7 + k) % count}", name=f"q{i}_{k}")
        for i in range(count)
        for k in range(each)
    )
    return process(STEP + gateways + "".join(flows) + way("s", "p0"))


def our_tangle() -> bytes:
    """The same in a chart that has all words that a chart needs."""
    gateways = (f'<bpmn:parallelGateway id="p{i}" />' for i in range(1200))
    flows = (
        f'<bpmn:sequenceFlow id="q{i}_{k}" sourceRef="p{i}" targetRef="p{(i * 7 + k) % 1200}" />'
        for i in range(1200)
        for k in range(3)
    )
    return added([*gateways, *flows])


def returns(count: int, gateways: int) -> bytes:
    """Many returns, each of which is followed through many gateways."""
    names = [f"p{i}" for i in range(gateways)]
    steps = "".join(f'<bpmn:parallelGateway id="{n}" />' for n in names)
    line = ["accepted", *names, "decide"]
    flows = "".join(
        f'<bpmn:sequenceFlow id="r{i}{k}" sourceRef="{a}" targetRef="{b}" />'
        for i, (a, b) in enumerate(itertools.pairwise(line))
        for k in "xy"
    )
    return spoilt((START, steps + flows + START), (_GRANT, _GRANT + (_BACK + "\n") * count))


def like_ids(count: int) -> bytes:
    """Ids that differ only in characters that none may hold."""
    names = (format(i, "013b").replace("0", ".").replace("1", "~") for i in range(count))
    return process(STEP + nodes(*(f"task:{name}" for name in names)))


def boxes(tag: str, depth: int, inside: str = "") -> str:
    opened = "".join(f'<{tag} id="box{i}">' for i in range(depth))
    return opened + inside + f"</{tag}>" * depth


def events(count: int) -> bytes:
    made = (
        f'<boundaryEvent id="b{i}" attachedToRef="a"><timerEventDefinition/></boundaryEvent>'
        for i in range(count)
    )
    return process(STEP + "".join(made))


def links(count: int) -> bytes:
    made = (
        f'<intermediate{kind}Event id="{kind}{i}"><linkEventDefinition name="L{i // 2}"/>'
        f"</intermediate{kind}Event>"
        for i in range(count)
        for kind in ("Throw", "Catch")
    )
    return process(STEP + "".join(made))


def two_that_call_each_other() -> bytes:
    def calling(key: str, other: str) -> str:
        inside = nodes(f"startEvent:s{key}", f"endEvent:e{key}") + way(
            f"s{key}", f"c{key}", f"e{key}"
        )
        return f'<process id="{key}">{inside}<callActivity id="c{key}" calledElement="{other}"/></process>'

    return f"{HEAD}{calling('x', 'y')}{calling('y', 'x')}</definitions>".encode()


def lost() -> bytes:
    return f"{HEAD}{nodes(*(f'task:t{i}' for i in range(4900)))}</definitions>".encode()


def hidden(old: str, new: str) -> Make:
    return lambda: spoilt((old, new))


CHARTS: dict[str, tuple[str, Make]] = {
    # -- forms and conditions
    "a form without end": ("BPM053", lambda: form(f'{{"type": "object"{" " * 70_000}}}')),
    "a deep form": ("BPM053", lambda: form(nested(12))),
    "a very deep form": ("BPM053", lambda: form("[" * 30_000 + "]" * 30_000)),
    "a huge number in a form": (
        "BPM050",
        lambda: form(f'{{"type": "object", "minProperties": {"9" * 50_000}}}'),
    ),
    "references that multiply": (
        "BPM053",
        lambda: form(
            definitions(15, lambda i: {"allOf": [{"$ref": f"#/$defs/a{i + 1}"}] * 10})
        ),
    ),
    "a chain of references": (
        "BPM053",
        lambda: form(definitions(900, lambda i: {"$ref": f"#/$defs/a{i + 1}"})),
    ),
    "sixty wide forms": ("BPM053", many_forms),
    "a thousand long conditions": ("BPM044", many_conditions),
    "a condition of brackets": (
        "BPM040",
        lambda: spoilt(("intake == 'yes' and", "(" * 950 + "urgent" + ")" * 950 + " and")),
    ),
    "a power of a power": ("BPM040", hidden("days &lt;= 20", "9**9**9 &gt; days")),
    "a long text many times": ("BPM040", hidden("days &lt;= 20", "'a' * 9999999999 == who")),
    # -- crowds
    "five thousand and one elements": ("BPM004", lambda: process(STEP + nodes(*["task:x"] * 5001))),
    "thousands of lost tasks": ("BPM008", lost),
    "thousands of tasks of one id": ("BPM007", lambda: process(STEP + nodes(*["userTask:x"] * 4900))),
    "thousands of tasks without flows": ("BPM036", lambda: process(STEP + nodes(*(f"task:t{i}" for i in range(4900))))),
    "thousands of tasks without ids": ("BPM036", lambda: process(STEP + "<task/>" * 4900)),
    "thousands of starts": ("BPM014", lambda: process(STEP + nodes(*(f"startEvent:t{i}" for i in range(4900))))),
    "thousands of boxes": ("BPM036", lambda: process(STEP + nodes(*(f"subProcess:t{i}" for i in range(4900))))),
    "thousands of events on a task": ("BPM014", lambda: events(2400)),
    "thousands of flows out of a task": ("BPM014", lambda: process(STEP + "".join(flow("a", "e", name=f"f{i}") for i in range(4900)))),
    "thousands of conditional flows": ("BPM014", lambda: process(STEP + "".join(flow("a", "e", "x", f"f{i}") for i in range(2400)))),
    "thousands of links": ("BPM036", lambda: links(1200)),
    "thousands of ids that become alike": ("BPM036", lambda: like_ids(4900)),
    "thousands of lanes": ("BPM034", lambda: added(['<bpmn:laneSet id="more">', *(f'<bpmn:lane id="l{i}" name="x"><bpmn:flowNodeRef>accept</bpmn:flowNodeRef></bpmn:lane>' for i in range(2400)), "</bpmn:laneSet>"])),
    "thousands of wrong words": ("BPM012", hidden(_MARK, "<zh:waiver />" * 4800)),
    "thousands of words in a word": ("BPM012", hidden('<zh:measure text="登记"', "<zh:waiver />" * 4800 + '<zh:measure text="登记"')),
    "a tangle in a chart of ours": ("BPM030", our_tangle),
    "a tangle of parallel gateways": ("BPM014", lambda: tangle("parallelGateway")),
    "a tangle of exclusive gateways": ("BPM014", lambda: tangle("exclusiveGateway")),
    "a tangle of inclusive gateways": ("BPM036", lambda: tangle("inclusiveGateway")),
    "a tangle of event gateways": ("BPM014", lambda: tangle("eventBasedGateway")),
    "a tangle of tasks": ("BPM014", lambda: tangle("userTask")),
    "a hundred and one returns": ("BPM086", lambda: returns(101, 3)),
    "a hundred returns through many gateways": ("BPM083", lambda: returns(100, 1400)),
    # -- boxes in boxes
    "sub-processes in sub-processes": ("BPM036", lambda: process(STEP + boxes("subProcess", 25))),
    "sub-processes as deep as XML goes": ("BPM036", lambda: process(STEP + boxes("subProcess", 95, nodes("task:x")))),
    "long paths": ("BPM036", lambda: process(STEP + boxes("subProcess", 19, nodes(*(f"task:{'n' * 190}{i}" for i in range(2400)))).replace("box", "b" * 190))),
    "lanes in lanes": ("BPM009", lambda: process(STEP + '<laneSet id="ls">' + '<lane id="x"><childLaneSet id="y">' * 45 + "</childLaneSet></lane>" * 45 + "</laneSet>")),
    "extensions in extensions": ("BPM009", hidden(_MARK, "<other:x>" * 40 + "<bpmn:extensionElements>" * 40 + "</bpmn:extensionElements>" * 40 + "</other:x>" * 40)),
    # -- circles
    "a chart that calls itself": ("BPM036", lambda: process(STEP.replace("<userTask", '<callActivity calledElement="p"'))),
    "charts that call each other": ("BPM008", two_that_call_each_other),
    "a task that leads to itself": ("BPM014", lambda: process(STEP + flow("a", "a"))),
    "a gateway that leads to itself": ("BPM028", hidden(_DONE, f'{_DONE}<bpmn:sequenceFlow id="own" sourceRef="accepted" targetRef="accepted" />')),
    "a circle without an entry": ("BPM014", lambda: process(nodes("userTask:a", "userTask:b") + way("a", "b", "a"))),
    "an event on itself": ("BPM036", lambda: process(STEP + '<boundaryEvent id="b" attachedToRef="b"/>')),
    "events on each other": ("BPM036", lambda: process(STEP + '<boundaryEvent id="b" attachedToRef="c"/><boundaryEvent id="c" attachedToRef="b"/>')),
    "a box that leads into itself": ("BPM036", lambda: process(STEP + f'<subProcess id="x">{nodes("task:y")}{flow("x", "y")}{flow("y", "x")}</subProcess>')),
    "a default that is its own gateway": ("BPM029", hidden('default="no"', 'default="accepted"')),
    "a shared event that is its own": ("BPM009", lambda: process(STEP + '<endEvent id="z"><eventDefinitionRef>z</eventDefinitionRef></endEvent>')),
    "a lane that stands in itself": ("BPM034", hidden("<bpmn:flowNodeRef>accept", "<bpmn:flowNodeRef>window")),
    "a pool of another process": ("BPM014", lambda: process(STEP, '<collaboration id="c"><participant id="x" processRef="c"/></collaboration>')),
    # -- loose ends
    "a flow from nowhere": ("BPM022", hidden('sourceRef="start"', 'sourceRef="ghost"')),
    "a flow to nowhere": ("BPM022", hidden('targetRef="done"', 'targetRef="ghost"')),
    "a flow without ends": ("BPM022", hidden(' sourceRef="join" targetRef="done"', "")),
    "a flow from a flow": ("BPM022", hidden('sourceRef="join"', 'sourceRef="f6"')),
    "a flow from a lane": ("BPM022", hidden('sourceRef="join"', 'sourceRef="lanes"')),
    "a flow from the process": ("BPM022", hidden('sourceRef="join"', 'sourceRef="small"')),
    "a variable that nobody writes": ("BPM041", hidden('title="急件" writer="accept"', 'title="急件" writer="f1"')),
    "an error that is not declared": ("BPM036", lambda: process(STEP + '<endEvent id="z"><errorEventDefinition errorRef="ghost"/></endEvent>')),
    "no steps at all": ("BPM014", f'{HEAD}<process id="p"/></definitions>'.encode),
    "no process at all": ("BPM008", f"{HEAD}</definitions>".encode),
    # -- namespaces
    "a task of another namespace": ("BPM009", hidden(_DONE, f'{_DONE}<other:userTask id="x" />')),
    "a task of no namespace": ("BPM009", hidden(_DONE, f'{_DONE}<userTask xmlns="" id="x" />')),
    "a task hidden in an extension": ("BPM009", hidden(_MARK, '<other:x><bpmn:userTask id="x" /></other:x>')),
    "a chart of BPMN 1": ("BPM008", lambda: CHART.replace("20100524/MODEL", "20080501").encode()),
    "a prefix that changes its meaning": ("BPM009", hidden(_DONE, f'{_DONE}<bpmn:userTask xmlns:bpmn="urn:x" id="x" />')),
    "our words of another version": ("BPM012", lambda: CHART.replace("urn:zhiheng:bpmn:1", "urn:zhiheng:bpmn:2").encode()),
    "an id in a namespace": ("BPM014", hidden('<bpmn:endEvent id="done"', '<bpmn:endEvent bpmn:id="done"')),
    "a word as an attribute": ("BPM010", hidden('<bpmn:endEvent id="done"', '<bpmn:endEvent zh:post="A" id="done"')),
    "a file to be included": ("BPM009", hidden(_DONE, f'{_DONE}<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text" />')),
    "a schema to be loaded": ("", hidden("<bpmn:definitions", '<bpmn:definitions xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="urn:x http://x/y.xsd"')),
    "another base": ("", hidden("<bpmn:definitions", '<bpmn:definitions xml:base="http://x/"')),
    "a chart inside a chart": ("BPM009", hidden(_DONE, f'{_DONE}<bpmn:definitions><bpmn:process id="in" /></bpmn:definitions>')),
    "an import": ("BPM036", hidden("<bpmn:collaboration", '<bpmn:import namespace="x" location="file:///etc/passwd" importType="x"/><bpmn:collaboration')),
    "text between elements": ("", hidden(_DONE, f"{_DONE} exit() <![CDATA[<bpmn:userTask/>]]>")),
}  # fmt: skip
