"""The risk register and the list of powers, on the screen and on paper."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from zhiheng.model.risk import KINDS
from zhiheng.queries.register import charts_in_force
from zhiheng_api.context import SomeApp, SomeSession
from zhiheng_api.register_sheets import SOURCES
from zhiheng_api.routers import register
from zhiheng_api.web.pages import page

router = APIRouter(include_in_schema=False)


@router.get("/risks")
def risks_page(request: Request, app: SomeApp, session: SomeSession) -> Response:
    """The register, by chart."""
    report = register.register_report(app, session.caller)
    charts = dict.fromkeys(p.chart for p in report.points)
    grouped = [[p for p in report.points if p.chart == chart] for chart in charts]
    words: dict[str, Any] = {"kinds": KINDS, "sources": SOURCES}
    return page(request, "risks.html", session, report=report, grouped=grouped, **words)


@router.get("/risks.xlsx")
def risks_workbook(app: SomeApp, session: SomeSession) -> Response:
    """The same as a workbook."""
    return register.get_workbook(app, session.caller)


@router.get("/powers")
def powers_page(request: Request, app: SomeApp, session: SomeSession) -> Response:
    """All powers, those that no chart carries out as well."""
    rt = app.runtime
    with rt.db.reading() as connection:
        charts = charts_in_force(rt, connection, session.caller)
    names = {key: chart.name for key, chart in charts.items()}
    powers = register.list_powers(app.runtime, session.caller)
    groups = dict.fromkeys(p.group for p in powers)
    grouped = [[p for p in powers if p.group == group] for group in groups]
    runs = sum(p.status == "runs" for p in powers)
    return page(
        request, "powers.html", session, grouped=grouped, runs=runs, count=len(powers), names=names
    )
