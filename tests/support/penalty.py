"""A penalty chart with the gates of the law: notice, defence, hearing, legal review, meeting.

Invented for tests: fines of 5,000 to 20,000 yuan; below the least only on a ground of 处罚法 32 and
by the heads together.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from support import variants
from support.office import Office, caller
from zhiheng.check import Waiver
from zhiheng.commands.bureau.agency import execute_agency
from zhiheng.commands.bureau.deploy import Deploy
from zhiheng.commands.frame.receipt import Receipt
from zhiheng.commands.handling.start import Start, start
from zhiheng.model.ids import CaseId

_LAW = "中华人民共和国行政处罚法"


def _basis(article: str) -> str:
    return f'<zh:basis law="{_LAW}" article="{article}" version="2021-01-22" />'


def _task(
    name: str, title: str, post: str, paper: str, form: str, more: str = "", opinion: str = "none"
) -> str:
    return f"""
    <bpmn:userTask id="{name}" name="{title}">
      <bpmn:extensionElements>
        <zh:post {post} opinion="{opinion}" />
        {_basis("第四十四条")}
        <zh:noLimit reason="测试" />
        <zh:document name="{paper}" direction="out" required="true" />
        {more}
        <zh:form>{form}</zh:form>
      </bpmn:extensionElements>
    </bpmn:userTask>"""


def _form(**fields: str) -> str:
    properties = ", ".join(f'"{name}": {{{kind}}}' for name, kind in fields.items())
    required = ", ".join(f'"{name}"' for name in fields)
    return f'{{"type": "object", "required": [{required}], "properties": {{{properties}}}}}'


def _choice(*values: str) -> str:
    return '"type": "string", "enum": [' + ", ".join(f'"{v}"' for v in values) + "]"


_MONEY = '"type": "string", "format": "decimal", "x-scale": 2'


def variable(name: str, writer: str, *values: str) -> str:
    listed = "".join(f'<zh:choice value="{v}" title="{v}" />' for v in values)
    kind = 'type="choice"' if values else 'type="decimal" scale="2"'
    head = f'<zh:variable name="{name}" {kind} title="{name}" writer="{writer}"'
    return f"{head}>{listed}</zh:variable>" if values else f"{head} />"


def _measure(text: str, more: str) -> str:
    return f'<zh:measure text="{text}" {more} />'


_FILED = (
    '<zh:outcome variable="filing" value="yes" means="acceptance" />'
    '<zh:outcome variable="filing" value="no" means="non-acceptance" />'
)
_MEETING = (
    '<zh:signOff kind="collective" chair="JZ" members="DJ GH-k ZH-k JC-k" '
    'variable="resolved" passed="pass" rejected="reject" />'
)
_RISK = (
    '<zh:risk id="fine" kind="integrity" manifestation="罚款畸轻畸重" inherent="high" '
    'residual="medium" post="JZ">'
    + _measure("申辩后不得加重", 'holds="fine &lt;= noticed_fine"')
    + _measure("不得超过法定上限", 'holds="fine &lt;= 20000"')
    + _measure("低于下限须有减轻情形", "holds=\"fine &gt;= 5000 or mitigation == 'ground-32'\"")
    + _measure("先经法制审核", 'step="legal"')
    + _measure(
        "情节重大或低于下限的集体讨论", 'step="meeting" when="grave == \'yes\' or fine &lt; 5000"'
    )
    + _measure("两级审核", 'guard="incompatible_duties"')
    + "</zh:risk>"
)


def flow(name: str, source: str, target: str, condition: str = "", title: str = "") -> str:
    told = f' name="{title}"' if title else ""
    head = f'<bpmn:sequenceFlow id="{name}"{told} sourceRef="{source}" targetRef="{target}"'
    if not condition:
        return f"{head} />"
    inner = f"<bpmn:conditionExpression>{condition}</bpmn:conditionExpression>"
    return f"{head}>{inner}</bpmn:sequenceFlow>"


CHART = f"""<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
                  xmlns:zh="urn:zhiheng:bpmn:1" id="d" targetNamespace="urn:zhiheng:test">
  <bpmn:process id="penalty" name="违法建设处罚" isExecutable="true">
    <bpmn:extensionElements>
      <zh:power code="T-3" category="行政处罚" office="测试局" enquiryPhone="1"
                complaintPhone="2" fee="不收费" edition="internal" series="测罚字" />
      {_basis("第五十七条")}
      <zh:limit kind="statutory" n="90" unit="day" start="acceptance" end="leave" roll="next">
        {_basis("第六十条")}
      </zh:limit>
      {variable("filing", "file", "yes", "no")}
      {variable("grave", "investigate", "yes", "no")}
      {variable("noticed_fine", "notice")}
      {variable("mitigation", "notice", "none", "ground-32")}
      {variable("answer", "defence", "none", "hearing", "new-facts")}
      {variable("legal_result", "legal", "pass", "back")}
      {variable("resolved", "meeting", "pass", "reject")}
      {variable("fine", "impose")}
      <zh:separation id="investigate-host" use="investigation/hearing"
                     a="investigate notice" b="hearing" />
      <zh:separation id="investigate-legal" use="investigation/legal-review"
                     a="investigate" b="legal" />
      <zh:separation id="legal-impose" use="legal-review/decision" a="legal" b="impose" />
      <zh:separation id="investigate-impose" a="investigate" b="impose" reason="调查的人不决定" />
      <zh:separation id="impose-collect" use="fine-decision/fine-collection"
                     a="impose" b="collect" />
    </bpmn:extensionElements>
    <bpmn:startEvent id="start" name="线索" />
    {_task("file", "立案", 'post="DJ"', "立案审批表", _form(filing=_choice("yes", "no")), _FILED)}
    <bpmn:exclusiveGateway id="filed" name="立案结论" default="not_filed" />
    <bpmn:endEvent id="no_case" name="不予立案" />
    <bpmn:exclusiveGateway id="again" />
    {
    _task(
        "investigate",
        "调查取证",
        'post="JC-c"',
        "调查终结报告",
        _form(grave=_choice("yes", "no")),
        '<zh:signOff kind="two-person" qualification="enforcement-card" />',
    )
}{
    _task(
        "notice",
        "处罚告知",
        'post="JC-c"',
        "处罚事先告知书",
        _form(noticed_fine=_MONEY, mitigation=_choice("none", "ground-32")),
    )
}{
    _task(
        "defence",
        "听取陈述申辩",
        'post="JC-c"',
        "申辩复核意见",
        _form(answer=_choice("none", "hearing", "new-facts")),
    )
}
    <bpmn:exclusiveGateway id="answered" name="申辩之后" default="none" />
    {_task("hearing", "听证", 'qualification="hearing-host"', "听证笔录", _form())}{
    _task(
        "legal",
        "法制审核",
        'post="GH-k"',
        "法制审核意见书",
        _form(legal_result=_choice("pass", "back")),
        opinion="required",
    )
}
    <bpmn:exclusiveGateway id="reviewed" name="审核之后" default="plain" />
    {
    _task(
        "meeting",
        "负责人集体讨论",
        'post="ZH-c"',
        "讨论记录",
        _form(resolved=_choice("pass", "reject")),
        _MEETING,
    )
}
    <bpmn:exclusiveGateway id="discussed" name="讨论之后" default="passed" />
    {
    _task(
        "impose",
        "作出处罚决定",
        'post="JZ"',
        "处罚决定书",
        _form(fine=_MONEY),
        _RISK,
        opinion="required",
    )
}{_task("collect", "收缴罚款", 'post="DJ"', "罚没票据", _form())}
    <bpmn:endEvent id="paid" name="结案" />
    <bpmn:endEvent id="dropped" name="不予处罚" />
    {flow("f0", "start", "file")}
    {flow("f1", "file", "filed")}
    {flow("yes", "filed", "again", "filing == 'yes'", "立案")}
    {flow("not_filed", "filed", "no_case", "", "不予立案")}
    {flow("f2", "again", "investigate")}
    {flow("f3", "investigate", "notice")}
    {flow("f4", "notice", "defence")}
    {flow("f5", "defence", "answered")}
    {flow("asked", "answered", "hearing", "answer == 'hearing'", "要求听证")}
    {flow("new", "answered", "again", "answer == 'new-facts'", "有新的事实")}
    {flow("none", "answered", "legal", "", "无异议")}
    {flow("f6", "hearing", "legal")}
    {flow("f7", "legal", "reviewed")}
    {flow("back", "reviewed", "again", "legal_result == 'back'", "退回")}
    {
    flow(
        "heads",
        "reviewed",
        "meeting",
        "legal_result == 'pass' and (grave == 'yes' or noticed_fine &lt; 5000)",
        "重大",
    )
}
    {flow("plain", "reviewed", "impose", "", "一般")}
    {flow("f8", "meeting", "discussed")}
    {flow("no", "discussed", "dropped", "resolved == 'reject'", "不通过")}
    {flow("passed", "discussed", "impose", "", "通过")}
    {flow("f9", "impose", "collect")}
    {flow("f10", "collect", "paid")}
  </bpmn:process>
</bpmn:definitions>
"""

_STEPS: tuple[tuple[str, str, Mapping[str, Any], tuple[str, ...]], ...] = (
    ("file", "dj", {"filing": "yes"}, ("立案审批表",)),
    ("investigate", "jc-1", {"grave": "no"}, ("调查终结报告",)),
    ("investigate", "jc-2", {}, ()),
    ("notice", "jc-1", {"noticed_fine": "10000.00", "mitigation": "none"}, ("处罚事先告知书",)),
    ("defence", "jc-1", {"answer": "none"}, ("申辩复核意见",)),
    ("hearing", "zh-k", {}, ("听证笔录",)),
    ("legal", "gh-k", {"legal_result": "pass"}, ("法制审核意见书",)),
)


def chart(*changes: tuple[str, str]) -> bytes:
    """The chart, with some places put otherwise."""
    text = CHART
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text.encode()


def deployment(*changes: tuple[str, str]) -> Deploy:
    """The command that deploys it, whatever lint and limits warn of; errors cannot be waived."""
    rules = ("COL001", "WSP003", "SLA004", "SLA005", "SLA006", *(f"LNT{n:03}" for n in range(60)))
    return Deploy(chart(*changes), tuple(Waiver(r, "测试", date(2027, 12, 31)) for r in rules))


def opened(office: Office, *changes: tuple[str, str]) -> CaseId:
    """A penalty case that has just been filed."""
    execute_agency(office.rt, caller("sysadmin"), deployment(*changes))
    return another(office)


def another(office: Office) -> CaseId:
    """One more, on the chart in force."""
    receipt = start(office.rt, caller("zh-1"), Start("penalty", "某违法建设", "yuanda", "window"))
    return CaseId(receipt.entry.stream.removeprefix("case/"))


def walk(office: Office, case: CaseId, until: str, *, heard: bool = False, **values: Any) -> None:
    """Along the steps up to, but not into, the task `until`. values: other answers, by field."""
    walk_on(office, case, "file", until, heard=heard, **values)


def walk_on(
    office: Office, case: CaseId, first: str, until: str, *, heard: bool = False, **values: Any
) -> None:
    """The same from a task on."""
    names = [step[0] for step in _STEPS]
    for task, who, given, papers in _STEPS[names.index(first) :]:
        if task == until:
            return
        if task == "hearing" and not heard:
            continue
        filled = {name: values.get(name, value) for name, value in given.items()}
        office.sign(case, who, task, filled, papers)
        if filled.get("answer") == "new-facts":
            return


def also(office: Office, who: str, post: str) -> None:
    """Somebody holds one post more."""

    def change(data: dict[str, Any]) -> None:
        variants.person(data, who)["holdings"].append({"post": post, "since": "2026-01-01"})

    variants.load_roster(office, change)


def decide(office: Office, case: CaseId, fine: str, who: str = "jz") -> Receipt:
    """The head's decision."""
    return office.sign(case, who, "impose", {"fine": fine}, ("处罚决定书",))
