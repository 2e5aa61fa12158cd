"""A chart with a joint review (并联审查): three reviewers at once, each of whom may return it."""

from datetime import date

from support.office import Office, caller
from zhiheng.check import Waiver, check_chart
from zhiheng.commands.bureau.agency import execute_agency
from zhiheng.commands.bureau.deploy import Deploy
from zhiheng.commands.frame.receipt import NO_KEY
from zhiheng.commands.handling.start import Start, start
from zhiheng.model.finding import Severity
from zhiheng.model.ids import CaseId

REVIEWERS = {"planning": "gh-k", "office": "zh-1", "deputy": "dj"}
"""Who reviews, in the order of the chart."""
_POSTS = {"planning": "GH-k", "office": "ZH-c", "deputy": "DJ"}


def _task(name: str, post: str, inside: str = "", form: str = "") -> str:
    limit = '<zh:limit kind="post" n="3" unit="working-day" start="enter" end="leave" />'
    return (
        f'<userTask id="{name}" name="{name}"><extensionElements>'
        f'<zh:basis law="某办法" article="第一条" /><zh:post post="{post}" opinion="none" />{limit}'
        f"{inside}{form}</extensionElements></userTask>"
    )


def _review(name: str) -> str:
    back = f'<zh:return to="draft" when="{name}_result == \'back\'" rounds="9" />'
    field = f'{{"{name}_result": {{"type": "string", "enum": ["pass", "back"]}}}}'
    form = f'{{"type": "object", "required": ["{name}_result"], "properties": {field}}}'
    return _task(name, _POSTS[name], back, f"<zh:form>{form}</zh:form>")


def _variable(name: str) -> str:
    return (
        f'<zh:variable name="{name}_result" type="choice" title="{name}" writer="{name}">'
        '<zh:choice value="pass" title="同意" /><zh:choice value="back" title="退回" />'
        "</zh:variable>"
    )


def _flow(source: str, target: str) -> str:
    return f'<sequenceFlow id="{source}-{target}" sourceRef="{source}" targetRef="{target}" />'


_BLOCK = (
    '<parallelGateway id="split" />'
    + "".join(_review(n) + _flow("split", n) + _flow(n, "join") for n in REVIEWERS)
    + '<parallelGateway id="join" />'
)
JOINT = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:zh="urn:zhiheng:bpmn:1" id="all">'
    '<process id="joint" name="并联审查" isExecutable="true">'
    '<extensionElements><zh:power code="T-1" category="其他" office="测试" enquiryPhone="1" '
    'complaintPhone="2" fee="不收费" edition="public" series="测" />'
    '<zh:basis law="某办法" article="第一条" />'
    + "".join(map(_variable, REVIEWERS))
    + '</extensionElements><startEvent id="start" />'
    + _task("draft", "GH-c")
    + '<subProcess id="block" name="并联"><startEvent id="in" />'
    + _BLOCK
    + '<endEvent id="out" />'
    + _flow("in", "split")
    + _flow("join", "out")
    + "</subProcess>"
    + _task("file", "ZH-c")
    + '<endEvent id="end" />'
    + _flow("start", "draft")
    + _flow("draft", "block")
    + _flow("block", "file")
    + _flow("file", "end")
    + "</process></definitions>"
)


def deploy_joint(office: Office, text: str = JOINT) -> None:
    """Deploy it, its warnings waived."""
    xml = text.encode()
    told = {f.rule for f in check_chart(xml).findings if f.severity is Severity.WARNING}
    waivers = tuple(Waiver(rule, "测试", date(2027, 12, 31)) for rule in sorted(told | {"WSP002"}))
    execute_agency(office.rt, caller("sysadmin"), Deploy(xml, waivers))


def start_joint(office: Office) -> CaseId:
    """Hand in under it."""
    receipt = start(office.rt, caller("yuanda"), Start("joint", "件", "yuanda", "online"), NO_KEY)
    return CaseId(receipt.entry.stream.removeprefix("case/"))


def review(office: Office, case: CaseId, name: str, result: str) -> None:
    """One of the reviewers signs."""
    office.sign(case, REVIEWERS[name], f"block/{name}", {f"{name}_result": result})
