"""The penalty chart with a table of fines, bounds on the fine, and a surcharge on it.

The table is that of processes/planning/tables; costs and days here are invented.
"""

from pathlib import Path
from typing import Any

from support import penalty
from support.office import Office
from zhiheng.commands.frame.receipt import Receipt
from zhiheng.model.ids import CaseId

TABLES = Path(__file__).resolve().parents[2] / "processes" / "planning" / "tables"
COST = "200000.00"
"""Row 1: 5% to 10% by law, 5% to 7% by the benchmark: 10,000, 20,000 and 14,000."""


def table(name: str) -> str:
    """A table of the sample, to be put into a chart."""
    text = (TABLES / f"{name}.dmn").read_text(encoding="utf-8")
    return text.partition("?>")[2].strip()


def _decimal(name: str, writer: str) -> str:
    return (
        f'<zh:variable name="{name}" type="decimal" scale="2" title="{name}" writer="{writer}" />'
    )


def _choices(name: str, *values: str) -> str:
    inner = "".join(f'<zh:choice value="{v}" title="{v}" />' for v in values)
    head = f'<zh:variable name="{name}" type="choice" title="{name}" writer="investigate">'
    return f"{head}{inner}</zh:variable>"


_CORRECTIONS = ("correctable", "removable", "neither")
_VARIABLES = "".join(
    (
        _choices("correction", *_CORRECTIONS),
        _choices("kind", "correct-and-fine", "demolish", "confiscate"),
        _decimal("cost", "investigate"),
        *(_decimal(n, "investigate") for n in ("fine_min", "fine_max", "fine_low", "fine_high")),
        _decimal("surcharge", "collect"),
        '<zh:variable name="announced" type="bool" title="announced" writer="impose" />',
        '<zh:variable name="due" type="date" title="due" writer="impose" />',
        '<zh:variable name="paid" type="date" title="paid" writer="collect" />',
    )
)
_TWO = '<zh:signOff kind="two-person" qualification="enforcement-card" />'
_ASK = """<zh:decision table="fine-illegal-construction">
  <zh:result output="kind" variable="kind" />
  <zh:result output="minimum" variable="fine_min" round="up" />
  <zh:result output="maximum" variable="fine_max" round="down" />
  <zh:result output="low" variable="fine_low" round="up" />
  <zh:result output="high" variable="fine_high" round="down" />
</zh:decision>"""
BOUNDED = (
    '<zh:bounded variable="fine" minimum="fine_min" maximum="fine_max" low="fine_low" '
    'high="fine_high" noticed="noticed_fine" ground="mitigation == \'ground-32\'" '
    'meeting="meeting" reasons="reasons" />'
)
_HELD = (
    '<zh:risk id="fine" kind="integrity" manifestation="罚款畸轻畸重" inherent="high" '
    'residual="medium" post="JZ"><zh:measure text="按裁量基准" guard="discretion_benchmark" />'
    '<zh:measure text="先经法制审核" step="legal" /></zh:risk>'
)
_MONEY = '{"type": "string", "format": "decimal", "x-scale": 2}'
_DAY = '{"type": "string", "format": "date"}'


def _form(required: str, properties: str) -> str:
    return f'{{"type": "object", "required": [{required}], "properties": {{{properties}}}}}'


def _risk() -> str:
    start = penalty.CHART.index('<zh:risk id="fine"')
    return penalty.CHART[start : penalty.CHART.index("</zh:risk>", start) + len("</zh:risk>")]


_IMPOSED = _form(
    '"fine", "announced", "due"',
    f'"fine": {_MONEY}, "announced": {{"type": "boolean"}}, "due": {_DAY}, '
    '"reasons": {"type": "string"}',
)
_COLLECTED = _form('"paid", "surcharge"', f'"paid": {_DAY}, "surcharge": {_MONEY}')
_FOUND = _form(
    '"grave", "correction", "cost"',
    '"grave": {"type": "string", "enum": ["yes", "no"]}, "correction": {"type": "string", '
    f'"enum": ["correctable", "removable", "neither"]}}, "cost": {_MONEY}',
)
_NO_FORM = "<zh:form>" + _form("", "") + "</zh:form>"
_COLLECT_AT = penalty.CHART.index('<bpmn:userTask id="collect"')
_COLLECT = penalty.CHART[_COLLECT_AT : penalty.CHART.index("</bpmn:userTask>", _COLLECT_AT)]
_LATE = (
    '<zh:surcharge variable="surcharge" fine="fine" announced="announced" due="due" paid="paid" />'
)


def _old_form(*fields: str) -> str:
    at = penalty.CHART.index(f'<zh:form>{{"type": "object", "required": ["{fields[0]}"')
    return penalty.CHART[at : penalty.CHART.index("</zh:form>", at)]


CHANGES: tuple[tuple[str, str], ...] = (
    (
        'targetNamespace="urn:zhiheng:test">',
        'targetNamespace="urn:zhiheng:test"><bpmn:extensionElements>'
        + table("fine-illegal-construction")
        + "</bpmn:extensionElements>",
    ),
    (penalty.variable("fine", "impose"), penalty.variable("fine", "impose") + _VARIABLES),
    (_TWO, _TWO + _ASK),
    (_old_form("grave"), f"<zh:form>{_FOUND}"),
    (_risk(), _HELD + BOUNDED),
    (_old_form("fine"), f"<zh:form>{_IMPOSED}"),
    (_COLLECT, _COLLECT.replace(_NO_FORM, f"{_LATE}<zh:form>{_COLLECTED}</zh:form>")),
    ("noticed_fine &lt; 5000", "noticed_fine &lt; fine_low or noticed_fine &gt; fine_high"),
)


_LAST = penalty.flow("f10", "collect", "paid")
GOES_ROUND = (
    _LAST,
    '<bpmn:exclusiveGateway id="rest" default="f10" />'
    + penalty.flow("f11", "collect", "rest")
    + penalty.flow("f10", "rest", "paid", "", "结清")
    + penalty.flow("f12", "rest", "again", "surcharge &gt; 0", "有新的事实"),
)
"""After a surcharge the case is investigated again: a second round with a notice of its own."""


def opened(office: Office, *changes: tuple[str, str]) -> CaseId:
    """A case on that chart that has just been filed."""
    return penalty.opened(office, *CHANGES, *changes)


def investigated(office: Office, case: CaseId, **found: Any) -> None:
    """Filed and investigated; found: what else than a correctable building of COST, or None."""
    penalty.walk(office, case, "investigate")
    investigated_on(office, case, **found)


def investigated_on(office: Office, case: CaseId, **found: Any) -> None:
    """The same of a case that is filed."""
    values = {"grave": "no", "correction": "correctable", "cost": COST, **found}
    values = {n: v for n, v in values.items() if v is not None}
    office.sign(case, "jc-1", "investigate", values, ("调查终结报告",))
    office.sign(case, "jc-2", "investigate")


def to_decision(office: Office, case: CaseId, noticed: str, **values: Any) -> None:
    """On from the investigation to the decision, or to the meeting before it."""
    penalty.walk_on(office, case, "notice", "impose", noticed_fine=noticed, **values)


def impose(office: Office, case: CaseId, fine: str, **more: Any) -> Receipt:
    """The head's decision; the fine is due two weeks on."""
    values = {"fine": fine, "announced": True, "due": "2026-04-01", **more}
    values = {n: v for n, v in values.items() if v is not None}
    return office.sign(case, "jz", "impose", values, ("处罚决定书",))


def collect(office: Office, case: CaseId, paid: str, surcharge: str) -> Receipt:
    """The payment is booked."""
    return office.sign(case, "dj", "collect", {"paid": paid, "surcharge": surcharge}, ("罚没票据",))
