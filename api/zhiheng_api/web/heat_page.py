"""The heat map of a chart (环节热力图): the figures on the chart itself, and as a table."""

from datetime import date

from fastapi import APIRouter, Request
from fastapi.responses import Response

from zhiheng.queries.heat import Heat, heat
from zhiheng_api.context import App, SomeApp, SomeSession
from zhiheng_api.routers.charts import KeyPath
from zhiheng_api.sessions import Session
from zhiheng_api.web.pages import page
from zhiheng_diagrams import ChartHeat, Warmth, render
from zhiheng_diagrams.overlays.heat import grade

router = APIRouter(include_in_schema=False)


@router.get("/supervision/heat/{key}")
def heat_page(
    request: Request,
    app: SomeApp,
    session: SomeSession,
    key: KeyPath,
    since: date | None = None,
    until: date | None = None,
) -> Response:
    """The picture, and the same figures as a table."""
    found = _found(app, session, key, since, until)
    period = f"since={found.since}&until={found.until}"
    return page(
        request,
        "heat.html",
        session,
        chart=found.chart,
        since=found.since.isoformat(),
        until=found.until.isoformat(),
        steps=[(step, grade(step.figures.late)) for step in found.steps],
        picture=f"/supervision/heat/{key}/chart.svg?{period}",
    )


@router.get("/supervision/heat/{key}/chart.svg")
def heat_picture(
    app: SomeApp,
    session: SomeSession,
    key: KeyPath,
    since: date | None = None,
    until: date | None = None,
) -> Response:
    """The chart in force with the figures on it."""
    found = _found(app, session, key, since, until)
    steps = tuple(
        (x.task, Warmth(x.figures.count, x.figures.median, x.figures.late)) for x in found.steps
    )
    svg = render(found.chart, edition="internal", fmt="svg", state=ChartHeat(steps))
    return Response(svg, media_type="image/svg+xml", headers={"Cache-Control": "no-store"})


def _found(app: App, session: Session, key: str, since: date | None, until: date | None) -> Heat:
    with app.runtime.db.reading() as connection:
        return heat(app.runtime, connection, session.caller, key, since, until)
