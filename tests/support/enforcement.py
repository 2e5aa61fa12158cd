"""Two charts under 行政强制法 (示例): a seizure ends by itself, a demolition must wait."""

from support.clocked import choice, flow, form, process, task

_LAW = "中华人民共和国行政强制法"


def _after(name: str, host: str, wait: str) -> str:
    return f'<boundaryEvent id="{name}" attachedToRef="{host}">{wait}</boundaryEvent>'


def _hours(n: int) -> str:
    text = f"<timeDuration>PT{n}H</timeDuration>"
    return f"<timerEventDefinition>{text}</timerEventDefinition>"


_THIRTY = (
    '<extensionElements><zh:limit kind="statutory" n="30" unit="day" start="enter" end="leave" '
    'roll="none" extend="30" extendBy="head" extendNotice="延长查封决定书">'
    f'<zh:basis law="{_LAW}" article="第二十五条第一款" /></zh:limit></extensionElements>'
    "<timerEventDefinition />"
)
SEIZURE = process(
    "seizure",
    "",
    task("seize", "GH-c")
    + task("approve", "JZ")
    + _after("day", "approve", _hours(24))
    + task("keep", "GH-k")
    + _after("thirty", "keep", _THIRTY)
    + '<exclusiveGateway id="over" />'
    + task("lift", "ZH-c")
    + '<endEvent id="lifted" /><endEvent id="dealt" />'
    + "".join(
        flow(*pair)
        for pair in (
            ("start", "seize"), ("seize", "approve"), ("approve", "keep"), ("keep", "dealt"),
            ("day", "over"), ("thirty", "over"), ("over", "lift"), ("lift", "lifted"),
        )
    ),
)  # fmt: skip

RELEASE = "调休日执行审查意见"


def _forbid(time: str, more: str = "") -> str:
    basis = f'<zh:basis law="{_LAW}" article="第四十三条第一款" />'
    urgent = f"unless=\"urgent == 'yes'\"{more}"
    return f'<zh:forbid time="{time}" {urgent}>{basis}</zh:forbid>'


def _wait(name: str, duration: str) -> str:
    timer = f"<timerEventDefinition><timeDuration>{duration}</timeDuration></timerEventDefinition>"
    return f'<intermediateCatchEvent id="{name}" name="{name}">{timer}</intermediateCatchEvent>'


DEMOLITION = process(
    "demolition",
    choice("urgent", "demand", "yes", "no"),
    task("serve", "GH-c")
    + '<parallelGateway id="both" />'
    + _wait("review", "P60D")
    + _wait("suit", "P6M")
    + '<parallelGateway id="over" />'
    + task(
        "demand",
        "GH-k",
        form("urgent", "yes", "no")
        + f'<zh:document name="{RELEASE}" direction="out" required="false" />',
    )
    + task("demolish", "ZH-c", _forbid("night") + _forbid("rest-day", f' release="{RELEASE}"'))
    + '<endEvent id="end" />'
    + "".join(
        flow(*pair)
        for pair in (
            ("start", "serve"), ("serve", "both"), ("both", "review"), ("both", "suit"),
            ("review", "over"), ("suit", "over"), ("over", "demand"), ("demand", "demolish"),
            ("demolish", "end"),
        )
    ),
)  # fmt: skip
