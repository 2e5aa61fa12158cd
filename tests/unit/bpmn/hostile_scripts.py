"""A script in every place where BPMN, a tool or our own vocabulary takes text."""

# ruff: noqa: E501 - one file a line reads as a table

from unit.bpmn.hostile_bytes import START, Make
from unit.bpmn.small import spoilt

CODE = {
    "Python": "__import__('os').system('touch /tmp/zhiheng-hostile')",
    "a dunder chain": "().__class__.__mro__[1].__subclasses__()",
    "a template": "${T(java.lang.Runtime).getRuntime().exec('touch /tmp/x')}",
}
_COND = "intake == 'yes' and days &lt;= 20"
_DONE = '<bpmn:endEvent id="done" />'
_MARK = '<other:colour name="red" />'
_WHEN = 'when="urgent and area &gt; 10"'


def _inside(owner: str, inner: str) -> tuple[str, str]:
    """One more element in the process, with that inside."""
    return START, f'<bpmn:{owner} id="extra">{inner}</bpmn:{owner}>{START}'


PLACES: dict[str, tuple[str, str, str]] = {
    "a script task": ("BPM036", *_inside("scriptTask", "<bpmn:script>{}</bpmn:script>")),
    "a script in a task": ("BPM011", "<bpmn:documentation>", "<bpmn:script>{}</bpmn:script><bpmn:documentation>"),
    "a vendor's script": ("BPM011", _MARK, "<other:script>{}</other:script>"),
    "a condition": ("BPM040", _COND, "{}"),
    "a condition of another language": ("BPM010", "<bpmn:conditionExpression>", '<bpmn:conditionExpression language="python">{}'),
    "a paper's condition": ("BPM040", _WHEN, 'when="{}"'),
    "a timer's duration": ("BPM130", *_inside("intermediateCatchEvent", "<bpmn:timerEventDefinition><bpmn:timeDuration>{}</bpmn:timeDuration></bpmn:timerEventDefinition>")),
    "a timer's date": ("BPM036", *_inside("boundaryEvent", "<bpmn:timerEventDefinition><bpmn:timeDate>{}</bpmn:timeDate></bpmn:timerEventDefinition>")),
    "a timer's cycle": ("BPM036", START, START + "<bpmn:timerEventDefinition><bpmn:timeCycle>{}</bpmn:timeCycle></bpmn:timerEventDefinition>"),
    "a conditional event": ("BPM036", *_inside("intermediateCatchEvent", "<bpmn:conditionalEventDefinition><bpmn:condition>{}</bpmn:condition></bpmn:conditionalEventDefinition>")),
    "a correlation": ("BPM009", "<bpmn:collaboration", '<bpmn:correlationProperty id="c"><bpmn:correlationPropertyRetrievalExpression messageRef="m"><bpmn:messagePath>{}</bpmn:messagePath></bpmn:correlationPropertyRetrievalExpression></bpmn:correlationProperty><bpmn:collaboration'),
    "a correlation of a process": ("BPM009", *_inside("correlationSubscription", "<bpmn:correlationPropertyBinding><bpmn:dataPath>{}</bpmn:dataPath></bpmn:correlationPropertyBinding>")),
    "a completion": ("BPM036", "<bpmn:documentation>", "<bpmn:multiInstanceLoopCharacteristics><bpmn:completionCondition>{}</bpmn:completionCondition></bpmn:multiInstanceLoopCharacteristics><bpmn:documentation>"),
    "a cardinality": ("BPM036", "<bpmn:documentation>", "<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>{}</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics><bpmn:documentation>"),
    "a loop": ("BPM036", "<bpmn:documentation>", "<bpmn:standardLoopCharacteristics><bpmn:loopCondition>{}</bpmn:loopCondition></bpmn:standardLoopCharacteristics><bpmn:documentation>"),
    "a transformation": ("BPM009", "<bpmn:documentation>", "<bpmn:dataInputAssociation><bpmn:transformation>{}</bpmn:transformation></bpmn:dataInputAssociation><bpmn:documentation>"),
    "an assignment": ("BPM009", "<bpmn:documentation>", "<bpmn:potentialOwner><bpmn:resourceAssignmentExpression><bpmn:formalExpression>{}</bpmn:formalExpression></bpmn:resourceAssignmentExpression></bpmn:potentialOwner><bpmn:documentation>"),
    "an ad hoc completion": ("BPM009", *_inside("adHocSubProcess", "<bpmn:completionCondition>{}</bpmn:completionCondition>")),
    "a complex gateway": ("BPM009", *_inside("complexGateway", "<bpmn:activationCondition>{}</bpmn:activationCondition>")),
    "a called process": ("BPM036", START, '<bpmn:callActivity id="extra" calledElement="{}"/>' + START),
    "an error code": ("BPM015", "<bpmn:collaboration", '<bpmn:error id="err" errorCode="{}"/><bpmn:collaboration'),
    "an implementation": ("BPM036", START, '<bpmn:serviceTask id="extra" implementation="{}"/>' + START),
    "an outcome": ("BPM080", 'value="yes" means="acceptance"', 'value="{}" means="acceptance"'),
    "a form's default": ("BPM050", '"type": "boolean"', '"type": "boolean", "default": {}'),
    "a form's pattern": ("BPM052", '"type": "boolean"', '"type": "boolean", "pattern": "{}"'),
    "a return": ("BPM083", '<zh:outcome variable="result" value="refuse"', '<zh:return to="accept" when="{}" /><zh:outcome variable="result" value="refuse"'),
    "a variable's name": ("BPM015", 'name="urgent"', 'name="{}"'),
    # -- where it is only text
    "a documentation": ("", "说明", "{}"),
    "a vendor's expression": ("", _MARK, '<other:listener expression="{}"/>'),
    "the name of a task": ("", 'name="受理"', 'name="{}"'),
    "the name of a flow": ("", '<bpmn:sequenceFlow id="f1"', '<bpmn:sequenceFlow id="f1" name="{}"'),
    "the name of a lane": ("", 'name="窗口"', 'name="{}"'),
    "the power": ("", 'office="测试局"', 'office="{}"'),
    "the name of a paper": ("", 'name="通知书"', 'name="{}"'),
    "the reason of a separation": ("", 'reason="受理与决定分开"', 'reason="{}"'),
}  # fmt: skip
"""rule ("" where the text does no harm), old, new with `{}` for the code."""


def _made(old: str, new: str, code: str) -> Make:
    safe = code.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    return lambda: spoilt((old, new.replace("{}", safe)))


SCRIPTS: dict[str, tuple[str, Make]] = {
    f"{kind} in {place}": (rule, _made(old, new, code))
    for place, (rule, old, new) in PLACES.items()
    for kind, code in CODE.items()
}
