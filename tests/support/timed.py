"""A chart that waits (示例，非本单位事项): five working days to ask for a hearing (许可法 47).

draft, then whichever comes first: the request, or five working days; a hearing of which the leader
is reminded after three; seven days of publication; filing, which another takes over after 48 hours.
"""

from datetime import date

from support.office import Office, caller
from zhiheng.check import Waiver, check_chart
from zhiheng.commands.bureau.agency import execute_agency
from zhiheng.commands.bureau.deploy import Deploy
from zhiheng.commands.frame.receipt import NO_KEY
from zhiheng.commands.handling.start import Start, start
from zhiheng.model.finding import Severity
from zhiheng.model.ids import CaseId


def _marks(post: str, inside: str = "") -> str:
    limit = '<zh:limit kind="post" n="9" unit="working-day" start="enter" end="leave" />'
    return (
        '<extensionElements><zh:basis law="某办法" article="第一条" />'
        f'<zh:post post="{post}" opinion="none" />{limit}{inside}</extensionElements>'
    )


def _task(name: str, post: str) -> str:
    return f'<userTask id="{name}" name="{name}">{_marks(post)}</userTask>'


def _wait(n: int) -> str:
    return (
        f'<extensionElements><zh:limit kind="statutory" n="{n}" unit="working-day" start="enter" '
        'end="leave" /></extensionElements><timerEventDefinition />'
    )


def _after(duration: str) -> str:
    return f"<timerEventDefinition><timeDuration>{duration}</timeDuration></timerEventDefinition>"


def _flow(source: str, target: str) -> str:
    return f'<sequenceFlow id="{source}-{target}" sourceRef="{source}" targetRef="{target}" />'


REQUEST = (
    '<intermediateCatchEvent id="request" name="申请听证">'
    + _marks("GH-c", '<zh:external party="applicant" />')
    + "<messageEventDefinition /></intermediateCatchEvent>"
)
FIVE_DAYS = (
    f'<intermediateCatchEvent id="five_days" name="五日">{_wait(5)}</intermediateCatchEvent>'
)
REMINDER = (
    '<boundaryEvent id="three_days" attachedToRef="hearing" cancelActivity="false">'
    f"{_wait(3)}</boundaryEvent>"
)
TAKE_OVER = f'<boundaryEvent id="hours" attachedToRef="file">{_after("PT48H")}</boundaryEvent>'
PUBLICATION = (
    f'<intermediateCatchEvent id="week" name="公示">{_after("P7D")}</intermediateCatchEvent>'
)
TIMED = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:zh="urn:zhiheng:bpmn:1" id="all">'
    '<process id="timed" name="听证告知" isExecutable="true">'
    '<extensionElements><zh:power code="T-2" category="其他" office="测试" enquiryPhone="1" '
    'complaintPhone="2" fee="不收费" edition="public" series="测" />'
    '<zh:basis law="某办法" article="第一条" /></extensionElements><startEvent id="start" />'
    + _task("draft", "GH-c")
    + '<eventBasedGateway id="first" />'
    + REQUEST
    + FIVE_DAYS
    + _task("hearing", "ZH-c")
    + REMINDER
    + _task("remind", "DJ")
    + '<endEvent id="reminded" /><exclusiveGateway id="both" />'
    + PUBLICATION
    + _task("file", "GH-k")
    + TAKE_OVER
    + _task("chase", "DJ")
    + '<endEvent id="chased" /><endEvent id="end" />'
    + "".join(
        _flow(*pair)
        for pair in (
            ("start", "draft"), ("draft", "first"), ("first", "request"), ("first", "five_days"),
            ("request", "hearing"), ("three_days", "remind"), ("remind", "reminded"),
            ("hearing", "both"), ("five_days", "both"), ("both", "week"), ("week", "file"),
            ("hours", "chase"), ("chase", "chased"), ("file", "end"),
        )
    )
    + "</process></definitions>"
)  # fmt: skip


def deploy_timed(office: Office, *changes: tuple[str, str]) -> None:
    """Deploy it, its warnings waived."""
    text = TIMED
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    xml = text.encode()
    told = {f.rule for f in check_chart(xml).findings if f.severity is Severity.WARNING}
    known = sorted(told | {"WSP002", "WSP003", "COL001"})
    waivers = tuple(Waiver(rule, "测试", date(2027, 12, 31)) for rule in known)
    execute_agency(office.rt, caller("sysadmin"), Deploy(xml, waivers))


def start_timed(office: Office) -> CaseId:
    """Hand in under it."""
    receipt = start(office.rt, caller("yuanda"), Start("timed", "件", "yuanda", "online"), NO_KEY)
    return CaseId(receipt.entry.stream.removeprefix("case/"))
