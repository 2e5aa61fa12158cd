"""A hearing and its notice (示例，非本单位事项): seven days before it at the latest (许可法 48).

fix sets the day; notify serves the notice, or sends back for another day; hold holds the hearing,
or adjourns it to another day.
"""

from datetime import date

from support.clocked import choice, flow, form, process, start_of, task, to
from support.office import Office
from zhiheng.model.ids import CaseId

BACK = (
    '<zh:limit kind="statutory" n="7" unit="working-day" start="enter" end="leave" '
    'direction="backward" event="hearing_on">'
    '<zh:basis law="中华人民共和国行政许可法" article="第四十八条第一款第一项" /></zh:limit>'
)
LOOSE = ('event="hearing_on">', 'event="hearing_on" reading="loose">')
_DAY = (
    '<zh:form><![CDATA[{"type": "object", "title": "听证日期", "additionalProperties": false, '
    '"required": ["hearing_on"], "properties": {"hearing_on": {"type": "string", '
    '"title": "听证日期", "format": "date"}}}]]></zh:form>'
)
DAY = '<zh:variable name="hearing_on" type="date" title="听证日期" writer="fix" />'
HEARING = process(
    "hearing",
    DAY + choice("told", "notify", "served", "rebook") + choice("went", "hold", "held", "again"),
    task("fix", "GH-k", _DAY)
    + task(
        "notify",
        "GH-c",
        BACK
        + form("told", "served", "rebook")
        + '<zh:return to="fix" when="told == \'rebook\'" />',
    )
    + task(
        "hold",
        "ZH-c",
        form("went", "held", "again") + '<zh:return to="fix" when="went == \'again\'" />',
    )
    + '<endEvent id="end" />'
    + "".join(
        flow(*pair)
        for pair in (("start", "fix"), ("fix", "notify"), ("notify", "hold"), ("hold", "end"))
    ),
)


def opened(office: Office, today: date) -> CaseId:
    """A case in which a hearing is to be fixed."""
    to(office, today)
    return start_of(office, "hearing")


def fixed(office: Office, today: date, day: str) -> CaseId:
    """A case whose hearing was fixed, today, for that day."""
    case = opened(office, today)
    fix(office, case, today, day)
    return case


def fix(office: Office, case: CaseId, today: date, day: str) -> None:
    """Fix the day of the hearing."""
    to(office, today)
    office.sign(case, "gh-k", "fix", {"hearing_on": day})


def notify(office: Office, case: CaseId, today: date, told: str = "served") -> None:
    """Serve the notice, or send the case back."""
    to(office, today)
    office.sign(case, "gh-1", "notify", {"told": told})


def adjourn(office: Office, case: CaseId, today: date) -> None:
    """The hearing is to be on another day."""
    to(office, today)
    office.sign(case, "zh-1", "hold", {"went": "again"})
