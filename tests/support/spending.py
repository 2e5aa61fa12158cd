"""A chart of purchases, with an approval ladder and a bound of open tender, and its parameters."""

import copy
from collections.abc import Mapping
from datetime import date
from typing import Any

import yaml

from support.office import Office, caller
from zhiheng import facts as f
from zhiheng.check import Waiver
from zhiheng.commands.bureau.agency import execute_agency
from zhiheng.commands.bureau.deploy import Deploy
from zhiheng.commands.bureau.parameters import ConfirmParameters, ProposeParameters
from zhiheng.commands.handling.start import Start, start
from zhiheng.model.caller import Caller, Role
from zhiheng.model.ids import AccountId, AgencyId, CaseId

PARAMETERS: dict[str, Any] = yaml.safe_load("""
note: 测试
parameters:
  - {name: tender_bound, title: 公开招标限额（元，含本数）, type: decimal, value: "500000.00",
     source: 001-4 L661}
ladders:
  - name: purchase
    title: 采购审批权限
    window: 365
    source: 001-4 L661
    rungs:
      - {grade: deputy-head, below: "300000.00"}
      - {grade: head, below: tender_bound}
    limits:
      - {person: dj, up_to: "200000.00"}
""")

CHART = """<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
                  xmlns:zh="urn:zhiheng:bpmn:1" id="d" targetNamespace="urn:zhiheng:test">
  <bpmn:process id="purchase" name="采购审批" isExecutable="true">
    <bpmn:extensionElements>
      <zh:power code="T-2" category="其他行政权力" office="测试局" enquiryPhone="1"
                complaintPhone="2" fee="不收费" edition="internal" series="测采字" />
      <zh:basis law="招标投标法" article="第四条" version="2017-12-27" />
      <zh:parameter name="tender_bound" type="decimal" title="公开招标限额" />
      <zh:variable name="amount" type="decimal" scale="2" title="金额" writer="ask" />
      <zh:variable name="supplier" type="text" title="供应商" writer="ask" />
      <zh:separation id="ask-approve" a="ask" b="approve tender" reason="申请的人不审批" />
    </bpmn:extensionElements>
    <bpmn:startEvent id="start" name="提出" />
    <bpmn:userTask id="ask" name="采购申请">
      <bpmn:extensionElements>
        <zh:post post="ZH-c" opinion="none" />
        <zh:noLimit reason="测试" />
        <zh:document name="采购申请表" direction="out" required="false" />
        <zh:form>{"type": "object", "required": ["amount", "supplier"], "properties": {
          "amount": {"type": "string", "format": "decimal", "x-scale": 2},
          "supplier": {"type": "string"}}}</zh:form>
      </bpmn:extensionElements>
    </bpmn:userTask>
    <bpmn:exclusiveGateway id="way" name="是否达到公开招标限额" default="below" />
    <bpmn:userTask id="approve" name="审批">
      <bpmn:extensionElements>
        <zh:post post="JZ" opinion="required" />
        <zh:noLimit reason="测试" />
        <zh:amount variable="amount" ladder="purchase" by="supplier" key="supplier" />
      </bpmn:extensionElements>
    </bpmn:userTask>
    <bpmn:userTask id="pay" name="付款">
      <bpmn:extensionElements>
        <zh:post post="GH-c" opinion="none" />
        <zh:noLimit reason="测试" />
        <zh:document name="支付凭证" direction="out" required="false" />
      </bpmn:extensionElements>
    </bpmn:userTask>
    <bpmn:userTask id="tender" name="公开招标">
      <bpmn:extensionElements>
        <zh:post post="GH-c" opinion="required" />
        <zh:noLimit reason="测试" />
      </bpmn:extensionElements>
    </bpmn:userTask>
    <bpmn:endEvent id="bought" name="采购" />
    <bpmn:endEvent id="tendered" name="招标" />
    <bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="ask" />
    <bpmn:sequenceFlow id="f2" sourceRef="ask" targetRef="way" />
    <bpmn:sequenceFlow id="reached" name="达到" sourceRef="way" targetRef="tender">
      <bpmn:conditionExpression>amount &gt;= tender_bound</bpmn:conditionExpression>
    </bpmn:sequenceFlow>
    <bpmn:sequenceFlow id="below" name="未达到" sourceRef="way" targetRef="approve" />
    <bpmn:sequenceFlow id="f5" sourceRef="approve" targetRef="pay" />
    <bpmn:sequenceFlow id="f7" sourceRef="pay" targetRef="bought" />
    <bpmn:sequenceFlow id="f6" sourceRef="tender" targetRef="tendered" />
  </bpmn:process>
</bpmn:definitions>
"""

SECOND = Caller(AgencyId("jingyue"), AccountId("secadmin"), Role.SYSTEM, confirmed=True)
"""A second officer of the system."""


def chart(*changes: tuple[str, str]) -> bytes:
    """The chart, with some places put otherwise."""
    text = CHART
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text.encode()


def parameters(**changes: Any) -> dict[str, Any]:
    """The parameters, with some lists put otherwise."""
    return copy.deepcopy(PARAMETERS) | changes


def bring_into_force(office: Office, data: dict[str, Any] | None = None) -> str:
    """Propose by one officer and confirm by the other; the digest."""
    receipt = execute_agency(office.rt, caller("sysadmin"), ProposeParameters(data or PARAMETERS))
    (proposed,) = receipt.entry.facts
    assert isinstance(proposed, f.ParametersProposed)
    execute_agency(office.rt, SECOND, ConfirmParameters(proposed.digest))
    return proposed.digest


def deploy(office: Office, *changes: tuple[str, str]) -> None:
    """Deploy the chart, whatever lint warns of."""
    waivers = ["COL001", *(f"LNT{n:03}" for n in range(60))]
    given = tuple(Waiver(rule, "测试", date(2027, 12, 31)) for rule in waivers)
    execute_agency(office.rt, caller("sysadmin"), Deploy(chart(*changes), given))


def purchase(office: Office, amount: str, supplier: str = "甲公司") -> CaseId:
    """A purchase that waits for approval, or goes to tender."""
    return purchase_of(office, {"amount": amount, "supplier": supplier})


def purchase_of(office: Office, values: Mapping[str, Any]) -> CaseId:
    """The same, of any form."""
    command = Start("purchase", "采购一批", "yuanda", "window")
    receipt = start(office.rt, caller("zh-1"), command)
    case = CaseId(receipt.entry.stream.removeprefix("case/"))
    office.sign(case, "zh-1", "ask", values, opinion=None)
    return case
