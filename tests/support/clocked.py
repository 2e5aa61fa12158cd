"""A permit with the three effects on its limits (示例，非本单位事项), and a seizure with its lift.

intake, which the law takes as done after five working days; study; an expert review that may or
may not be required by law; the decision within twenty working days, ten more by the head.
"""

from datetime import UTC, date, datetime, timedelta

import msgspec

from support.office import Office, caller
from zhiheng.check import Waiver, check_chart
from zhiheng.commands.bureau.agency import execute_agency
from zhiheng.commands.bureau.deploy import Deploy
from zhiheng.commands.bureau.load import LoadCalendar
from zhiheng.commands.frame.receipt import NO_KEY
from zhiheng.commands.handling.start import Start, start
from zhiheng.model.finding import Severity
from zhiheng.model.ids import CaseId
from zhiheng.share import share

NOTICE = "评审时间告知书"
_BASIS = '<zh:basis law="某办法" article="第一条" />'


def task(name: str, post: str, inside: str = "") -> str:
    """A step with a limit of its own that never matters."""
    limit = '<zh:limit kind="post" n="6" unit="working-day" start="enter" end="leave" />'
    return (
        f'<userTask id="{name}" name="{name}"><extensionElements>{_BASIS}'
        f'<zh:post post="{post}" opinion="none" />{limit}{inside}</extensionElements></userTask>'
    )


def flow(source: str, target: str, when: str = "") -> str:
    """A sequence flow."""
    condition = f"<conditionExpression>{when}</conditionExpression>" if when else ""
    return (
        f'<sequenceFlow id="{source}-{target}" sourceRef="{source}" targetRef="{target}">'
        f"{condition}</sequenceFlow>"
    )


def choice(name: str, writer: str, *values: str) -> str:
    """A variable of some values."""
    told = "".join(f'<zh:choice value="{v}" title="{v}" />' for v in values)
    return (
        f'<zh:variable name="{name}" type="choice" title="{name}" writer="{writer}">{told}'
        "</zh:variable>"
    )


def form(name: str, *values: str) -> str:
    """A form of one choice."""
    quoted = ", ".join(f'"{v}"' for v in values)
    return (
        f'<zh:form><![CDATA[{{"type": "object", "title": "{name}", "additionalProperties": false, '
        f'"required": ["{name}"], "properties": {{"{name}": {{"type": "string", '
        f'"title": "{name}", "enum": [{quoted}]}}}}}}]]></zh:form>'
    )


def process(key: str, head: str, body: str) -> str:
    """A whole chart."""
    return (
        '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" '
        'xmlns:zh="urn:zhiheng:bpmn:1" id="all">'
        f'<process id="{key}" name="{key}" isExecutable="true"><extensionElements>'
        '<zh:power code="T-6" category="其他" office="测试" enquiryPhone="1" complaintPhone="2" '
        f'fee="不收费" edition="public" series="钟" />{_BASIS}{head}</extensionElements>'
        f'<startEvent id="start" />{body}</process></definitions>'
    )


_INTAKE = form("intake_result", "accept") + (
    '<zh:outcome variable="intake_result" value="accept" means="acceptance" />'
)
_STUDY = form("need", "law", "own") + (
    f'<zh:document name="{NOTICE}" direction="out" required="false" />'
)
STOP = (
    '<zh:clock effect="stop" ground="专家评审" when="need == \'law\'" document="评审时间告知书">'
    '<zh:basis law="中华人民共和国行政许可法" article="第四十五条" /></zh:clock>'
)
_DECIDE = (
    form("decision", "grant", "refuse")
    + '<zh:document name="决定书" direction="out" required="false" />'
    + '<zh:outcome variable="decision" value="grant" means="grant" />'
    + '<zh:outcome variable="decision" value="refuse" means="refusal" />'
)
SILENCE = (
    '<boundaryEvent id="silence" attachedToRef="intake"><extensionElements>'
    '<zh:limit kind="statutory" n="5" unit="working-day" start="enter" end="leave" />'
    '<zh:clock effect="deemed" means="acceptance">'
    '<zh:basis law="中华人民共和国行政许可法" article="第三十二条第一款第四项" /></zh:clock>'
    "</extensionElements><timerEventDefinition /></boundaryEvent>"
)
LIMIT = (
    '<zh:limit kind="statutory" n="20" unit="working-day" start="acceptance" end="decision" '
    'extend="10" extendBy="head" extendTimes="1" extendNotice="延期告知书">'
    '<zh:basis law="中华人民共和国行政许可法" article="第四十二条第一款" /></zh:limit>'
)
CLOCKED = process(
    "clocked",
    LIMIT
    + choice("intake_result", "intake", "accept")
    + choice("need", "study", "law", "own")
    + choice("decision", "ruling", "grant", "refuse")
    + '<zh:separation id="apart" a="intake study" b="ruling" reason="承办与决定分开" />',
    task("intake", "GH-c", _INTAKE)
    + SILENCE
    + '<exclusiveGateway id="accepted" />'
    + task("study", "GH-k", _STUDY)
    + task("review", "ZH-c", STOP)
    + task("ruling", "JZ", _DECIDE)
    + '<endEvent id="end" />'
    + "".join(
        flow(*pair)
        for pair in (
            ("start", "intake"), ("intake", "accepted"), ("silence", "accepted"),
            ("accepted", "study"), ("study", "review"), ("review", "ruling"), ("ruling", "end"),
        )
    ),
)  # fmt: skip


def deploy(office: Office, text: str, *changes: tuple[str, str]) -> None:
    """Deploy a chart, its warnings waived."""
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    xml = text.encode()
    found = check_chart(xml).findings
    errors = [f for f in found if f.severity is Severity.ERROR]
    assert not errors, errors
    told = {f.rule for f in found if f.severity is Severity.WARNING}
    known = sorted(told | {"WSP002", "WSP003", "COL001"})
    waivers = tuple(Waiver(rule, "测试", date(2028, 12, 31)) for rule in known)
    execute_agency(office.rt, caller("sysadmin"), Deploy(xml, waivers))


def start_of(office: Office, key: str) -> CaseId:
    """Hand in under it."""
    receipt = start(office.rt, caller("yuanda"), Start(key, "件", "yuanda", "online"), NO_KEY)
    return CaseId(receipt.entry.stream.removeprefix("case/"))


def to(office: Office, day: date, hour: float = 9) -> None:
    """Move the clock to so many hours after midnight in China."""
    begin = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=8)
    office.clock.now = begin + timedelta(hours=hour)


def accepted(office: Office, day: date) -> CaseId:
    """A case that was handed in and accepted on that day."""
    to(office, day)
    case = start_of(office, "clocked")
    office.sign(case, "gh-1", "intake", {"intake_result": "accept"})
    return case


def load_year(office: Office, year: int, *holidays: str) -> None:
    """Publish one more year: plain weekends, and these days of rest."""
    data = msgspec.json.decode((share("processes") / "calendar/china.json").read_bytes())
    data["published"][str(year)] = {"holidays": list(holidays), "makeup": []}
    data["statutory"].pop(str(year), None)
    execute_agency(office.rt, caller("sysadmin"), LoadCalendar(data))
