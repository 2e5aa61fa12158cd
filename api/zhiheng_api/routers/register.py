"""Risk register, catalogue of risks, grading schemes, and the list of powers."""

from dataclasses import dataclass

from fastapi import APIRouter, Response

from zhiheng.errors import NotVisible
from zhiheng.model.caller import Caller
from zhiheng.model.finding import Text
from zhiheng.model.powers import ListedPower, PowerStatus, listed
from zhiheng.model.risk_catalogue import GradingScheme, RiskCategory
from zhiheng.queries.register import (
    RegisterReport,
    charts_in_force,
    may_read_register,
    report,
)
from zhiheng.runtime.exports import exported
from zhiheng_api.context import App, SomeApp, SomeCaller, SomeRuntime
from zhiheng_api.register import (
    register_of,
    shipped_catalogue,
    shipped_charts,
    shipped_powers,
)
from zhiheng_api.register_sheets import as_workbook
from zhiheng_api.spreadsheet import MEDIA_TYPE

router = APIRouter(prefix="/api/v1", tags=["risks and powers"])
WORKBOOK = {"Content-Disposition": 'attachment; filename="risks.xlsx"'}


@dataclass(frozen=True, slots=True)
class PowerOut:
    """A power. status: `runs` where all its charts are shipped; in_force: a case can be started."""

    id: str
    title: Text
    group: str
    group_title: Text
    kind: str
    kind_zh: str
    charts: tuple[str, ...]
    status: PowerStatus
    in_force: bool


@router.get("/risks")
def get_register(app: SomeApp, caller: SomeCaller) -> RegisterReport:
    """The bureau's risk points, graded, with who answers, and where register and charts differ."""
    return register_report(app, caller)


@router.get("/risks/catalogue")
def list_items(caller: SomeCaller) -> tuple[RiskCategory, ...]:
    """The 118 items in 25 categories."""
    may_read_register(caller)
    return shipped_catalogue().categories


@router.get("/risks/schemes")
def list_schemes(caller: SomeCaller) -> tuple[GradingScheme, ...]:
    """The eleven grading schemes, with their own labels, colours and owners."""
    may_read_register(caller)
    return tuple(shipped_catalogue().schemes.values())


@router.get("/risks.xlsx")
def get_workbook(app: SomeApp, caller: SomeCaller) -> Response:
    """The register as a workbook."""
    content = as_workbook(register_report(app, caller))
    exported(app.runtime, caller, "risks", content)
    return Response(content, media_type=MEDIA_TYPE, headers=WORKBOOK)


@router.get("/powers")
def list_powers(rt: SomeRuntime, caller: SomeCaller) -> tuple[PowerOut, ...]:
    """All powers of the list; those without a chart are named as well, so the gap is seen."""
    with rt.db.reading() as connection:
        state = rt.agency(connection, caller.agency).state
    return tuple(
        _power(p, in_force=bool(p.charts) and all(c in state.charts for c in p.charts))
        for p in listed(shipped_powers(), shipped_charts())
    )


def _power(p: ListedPower, *, in_force: bool) -> PowerOut:
    named = (p.id, p.title, p.group, p.group_title, p.kind, p.kind_zh, p.charts, p.status)
    return PowerOut(*named, in_force)


def register_report(app: App, caller: Caller) -> RegisterReport:
    """The report, for whoever may read it. Raises Forbidden, NotVisible."""
    may_read_register(caller)
    register = register_of(caller.agency, app.settings.risk_register)
    if register is None:
        raise NotVisible("no-risk-register", agency=caller.agency)
    rt = app.runtime
    with rt.db.reading() as connection:
        charts = charts_in_force(rt, connection, caller)
        roster = rt.agency(connection, caller.agency).roster
    posts = {str(k): p.name for k, p in roster.posts.items()} if roster else {}
    return report(register, shipped_catalogue(), charts, posts)
