"""Sub-processes and events: what of them may run, told from the file as it stands.

An embedded sub-process runs. An event on its edge runs where it catches an error of a named code:
then it is plain which end event throws it. A timer runs on the edge of a task or a sub-process
and in the flow, a message in the flow. All else about them can only be analysed.
"""

import re
from collections.abc import Iterator

from lxml import etree

from zhiheng.bpmn.markup.events import DEFINITIONS
from zhiheng.bpmn.markup.kinds import is_empty
from zhiheng.bpmn.markup.names import MAX_ID
from zhiheng.bpmn.markup.tags import BPMN, children, elements, ident, line, local
from zhiheng.bpmn.telling.findings import finding
from zhiheng.model.finding import Finding, Text

MAX_NESTING = 20
"""Sub-processes inside sub-processes."""
_CODE = re.compile(r"[\w.-]{1,64}")
_EMPTY = Text(
    "把其中的环节画出来；只有一个环节的，改为用户任务。",
    "Draw the steps inside it; if it is one step, use a user task.",
)
_BY_EVENT = Text(
    "改为普通的内嵌子流程，由顺序流进入；要中断的，用它的错误边界事件。",
    "Use a plain embedded sub-process that a flow enters; to break it off, an error event on its "
    "edge.",
)
_EDGE = Text(
    "边界事件只有两种：任务或内嵌子流程边上的定时事件；内嵌子流程边上写明错误（errorRef）的"
    "中断性错误事件。退回写 zh:return 即可。",
    "There are two boundary events: a timer on a task or an embedded sub-process, and on a "
    "sub-process an interrupting error event that names its error (errorRef); for returns, "
    "zh:return is enough.",
)
_IN_FLOW = Text(
    "中间捕获事件只写一个定义：定时，或消息。",
    "Give an intermediate catch event one definition: timer or message.",
)
_ERROR_END = Text(
    "结束事件只写一个定义；错误结束须写明错误（errorRef）。",
    "Give an end event one definition; an error end names its error (errorRef).",
)


_BY_HAND = ("userTask", "intermediateCatchEvent")
"""What may be done by hand, so that its path is in addresses and rows."""
_AWAITED = (["timerEventDefinition"], ["messageEventDefinition"])


def check_bodies(root: etree._Element) -> Iterator[Finding]:
    """Findings on sub-processes, on the events on their edges, and on errors."""
    errors = {ident(error) for error in children(root, "error")}
    for element in root.iter(f"{{{BPMN}}}*"):
        name = local(element)
        if name == "subProcess":
            yield from _sub_process(element)
        elif name == "error":
            yield from _code(element)
        elif (cure := _unready_event(element, errors)) is not None:
            yield _unready(element, cure)
        if name in _BY_HAND:
            yield from _path(element)


def _unready_event(element: etree._Element, errors: set[str]) -> Text | None:
    """What is to be done about an event that may not run; None for any other element."""
    name = local(element)
    if name == "boundaryEvent" and not _may_run(element, errors):
        return _EDGE
    if name == "endEvent" and not _is_plain(element, errors):
        return _ERROR_END
    if name == "intermediateCatchEvent" and _definitions(element) not in _AWAITED:
        return _IN_FLOW
    return None


def _sub_process(element: etree._Element) -> Iterator[Finding]:
    if element.get("triggeredByEvent", "false") != "false":
        yield _unready(element, _BY_EVENT)
    elif is_empty(element):
        yield _unready(element, _EMPTY)
    around = sum(1 for _ in element.iterancestors(f"{{{BPMN}}}subProcess"))
    if around == MAX_NESTING:
        yield finding("BPM005", (ident(element),), line(element), limit=MAX_NESTING)


def _path(task: etree._Element) -> Iterator[Finding]:
    """Addresses and rows name a task by its path, and have room for so much."""
    around = (ident(e) for e in task.iterancestors(f"{{{BPMN}}}subProcess"))
    path = "/".join((*reversed(tuple(around)), ident(task)))
    if len(path) > MAX_ID and len(ident(task)) <= MAX_ID:
        yield finding("BPM006", (ident(task),), line(task), id=path, limit=MAX_ID)


def _code(error: etree._Element) -> Iterator[Finding]:
    code = error.get("errorCode")
    if code is not None and _CODE.fullmatch(code) is None:
        facts = {"element": "error", "attribute": "errorCode", "value": code}
        yield finding("BPM015", (ident(error),), line(error), **facts, expected=_CODE.pattern)


def _may_run(event: etree._Element, errors: set[str]) -> bool:
    if _definitions(event) == ["timerEventDefinition"]:
        return _sits_on(event, "userTask") or _sits_on(event, "subProcess")
    interrupts = event.get("cancelActivity", "true") == "true"
    return interrupts and _names_error(event, errors) and _sits_on(event, "subProcess")


def _sits_on(event: etree._Element, kind: str) -> bool:
    scope, host = event.getparent(), event.get("attachedToRef")
    beside = () if scope is None else children(scope, kind)
    return host is not None and any(ident(other) == host for other in beside)


def _definitions(event: etree._Element) -> list[str]:
    return [local(e) for e in elements(event) if local(e) in DEFINITIONS]


def _is_plain(end: etree._Element, errors: set[str]) -> bool:
    """Whether it is at most one of: terminate, an error that it names."""
    if not any(True for _ in children(end, "errorEventDefinition")):
        return True
    stops = any(True for _ in children(end, "terminateEventDefinition"))
    return not stops and _names_error(end, errors)


def _names_error(event: etree._Element, errors: set[str]) -> bool:
    """Whether the error is one that the file declares."""
    found = children(event, "errorEventDefinition")
    return len(_definitions(event)) == 1 and any(e.get("errorRef") in errors for e in found)


def _unready(element: etree._Element, cure: Text) -> Finding:
    facts = {"element": local(element), "cure_zh": cure.zh, "cure_en": cure.en}
    return finding("BPM036", (ident(element),), line(element), **facts)
