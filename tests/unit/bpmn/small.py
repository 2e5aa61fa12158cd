"""A small chart that is right in every way, as text to be spoilt in one place at a time."""

CHART = """<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
    xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"
    xmlns:other="urn:example:other" xmlns:zh="urn:zhiheng:bpmn:1" id="file">
  <bpmn:extensionElements><definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="dmn" name="档次" namespace="urn:t">
    <decision id="bands"><decisionTable id="table" hitPolicy="UNIQUE">
      <input id="in"><inputExpression id="expression" typeRef="number"><text>area</text></inputExpression></input>
      <output id="out" name="band" typeRef="string" />
      <rule id="row1"><inputEntry id="c1"><text>&lt; 10</text></inputEntry><outputEntry id="a1"><text>"small"</text></outputEntry></rule>
      <rule id="row2"><inputEntry id="c2"><text>&gt;= 10</text></inputEntry><outputEntry id="a2"><text>"large"</text></outputEntry></rule>
    </decisionTable></decision></definitions></bpmn:extensionElements>
  <bpmn:collaboration id="both"><bpmn:participant id="us" processRef="small" /></bpmn:collaboration>
  <bpmn:process id="small" name="小流程" isExecutable="true">
    <bpmn:extensionElements>
      <zh:power code="T-1" category="行政许可" office="测试局" enquiryPhone="1" complaintPhone="2" fee="不收费" edition="public" series="测" />
      <zh:basis law="某法" article="第一条" />
      <zh:limit kind="statutory" n="20" unit="working-day" start="acceptance" end="decision" />
      <zh:limit kind="promised" variable="days" unit="working-day" start="acceptance" end="decision" />
      <zh:variable name="days" type="integer" title="天数" writer="accept" />
      <zh:variable name="area" type="decimal" scale="2" title="面积" writer="accept" />
      <zh:variable name="since" type="date" title="日期" writer="accept" />
      <zh:variable name="urgent" type="bool" title="急件" writer="accept" />
      <zh:variable name="band" type="text" title="档次" writer="accept" />
      <zh:variable name="who" type="text" title="何人" writer="accept" />
      <zh:variable name="intake" type="choice" title="收件" writer="accept">
        <zh:choice value="yes" title="受理" />
        <zh:choice value="no" title="不予受理" />
      </zh:variable>
      <zh:variable name="result" type="choice" title="结论" writer="decide">
        <zh:choice value="grant" title="准予" />
        <zh:choice value="refuse" title="不予" />
      </zh:variable>
      <zh:separation id="apart" a="accept" b="decide" reason="受理与决定分开" />
    </bpmn:extensionElements>
    <bpmn:laneSet id="lanes">
      <bpmn:lane id="window" name="窗口">
        <bpmn:extensionElements><zh:post post="A" /></bpmn:extensionElements>
        <bpmn:flowNodeRef>accept</bpmn:flowNodeRef>
      </bpmn:lane>
      <bpmn:lane id="rest" name="其他"><bpmn:flowNodeRef>decide</bpmn:flowNodeRef></bpmn:lane>
    </bpmn:laneSet>
    <bpmn:startEvent id="start"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:userTask id="accept" name="受理">
      <bpmn:documentation>说明</bpmn:documentation>
      <bpmn:extensionElements>
        <other:colour name="red" />
        <zh:post post="A" opinion="none" />
        <zh:limit kind="post" n="5" unit="working-day" start="enter" end="leave" />
        <zh:document name="通知书" direction="out" required="true" when="urgent and area &gt; 10" />
        <zh:decision table="bands">
          <zh:result output="band" variable="band" />
        </zh:decision>
        <zh:outcome variable="intake" value="yes" means="acceptance" />
        <zh:risk id="R1" kind="integrity" manifestation="不收件" inherent="high" residual="low" post="A">
          <zh:measure text="登记" guard="acceptance_register" />
        </zh:risk>
        <zh:form><![CDATA[{"type": "object", "properties": {
          "days": {"type": "integer"},
          "area": {"type": "string", "format": "decimal", "x-scale": 2},
          "since": {"type": "string", "format": "date"},
          "urgent": {"type": "boolean"},
          "who": {"type": "string"},
          "intake": {"type": "string", "enum": ["yes", "no"]}}}]]></zh:form>
      </bpmn:extensionElements>
    </bpmn:userTask>
    <bpmn:exclusiveGateway id="accepted" default="no" />
    <bpmn:endEvent id="rejected"><bpmn:terminateEventDefinition id="stop" /></bpmn:endEvent>
    <bpmn:parallelGateway id="split" />
    <bpmn:userTask id="decide" name="决定">
      <bpmn:extensionElements>
        <zh:post post="B" />
        <zh:noLimit reason="由总时限管住" />
        <zh:signOff kind="two-person" from="S" qualification="card" />
        <zh:outcome variable="result" value="grant" means="grant" />
        <zh:outcome variable="result" value="refuse" means="refusal" />
        <zh:form>{"type": "object", "properties": {"result": {"type": "string", "enum": ["refuse", "grant"]}}}</zh:form>
      </bpmn:extensionElements>
    </bpmn:userTask>
    <bpmn:userTask id="record" name="登记">
      <bpmn:extensionElements>
        <zh:external party="市局" />
        <zh:post qualification="card" opinion="none" />
        <zh:noLimit reason="外部" />
      </bpmn:extensionElements>
    </bpmn:userTask>
    <bpmn:parallelGateway id="join" />
    <bpmn:endEvent id="done" />
    <bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="accept" />
    <bpmn:sequenceFlow id="f2" sourceRef="accept" targetRef="accepted" />
    <bpmn:sequenceFlow id="yes" sourceRef="accepted" targetRef="split"><bpmn:conditionExpression>intake == 'yes' and days &lt;= 20</bpmn:conditionExpression></bpmn:sequenceFlow>
    <bpmn:sequenceFlow id="no" sourceRef="accepted" targetRef="rejected" />
    <bpmn:sequenceFlow id="f3" sourceRef="split" targetRef="decide" />
    <bpmn:sequenceFlow id="f4" sourceRef="split" targetRef="record" />
    <bpmn:sequenceFlow id="f5" sourceRef="decide" targetRef="join" />
    <bpmn:sequenceFlow id="f6" sourceRef="record" targetRef="join" />
    <bpmn:sequenceFlow id="f7" sourceRef="join" targetRef="done" />
  </bpmn:process>
  <bpmndi:BPMNDiagram id="drawing"><bpmndi:BPMNPlane id="plane.1" bpmnElement="both" /></bpmndi:BPMNDiagram>
</bpmn:definitions>
"""  # noqa: E501 - one element a line, as BPMN editors write it


def spoilt(*changes: tuple[str, str], chart: str = CHART) -> bytes:
    """The chart with each old text, which must be there, replaced by the new one."""
    for old, new in changes:
        assert old in chart, f"not in the chart: {old}"
        chart = chart.replace(old, new, 1)
    return chart.encode()


def line_of(text: str, xml: bytes) -> int:
    """The 1-based line where the text first stands."""
    before, found, _ = xml.decode().partition(text)
    assert found, f"not in the chart: {text}"
    return before.count("\n") + 1
