"""Supervision (督办): where it is late, what has no slack, statistics, what one takes away."""

from datetime import date, timedelta

from fastapi import APIRouter, Request
from fastapi.responses import Response

from zhiheng.clock import local_date, system_now
from zhiheng.errors import Forbidden, Refusal
from zhiheng.queries.slack import no_slack
from zhiheng.queries.statistics import statistics
from zhiheng.queries.watch import BY, By, watch
from zhiheng.runtime.exports import exported
from zhiheng_api.context import App, SomeApp, SomeSession
from zhiheng_api.feeds import make_feed, revoke_feed
from zhiheng_api.routers.watch import WORKBOOK
from zhiheng_api.sessions import Session
from zhiheng_api.spreadsheet import MEDIA_TYPE
from zhiheng_api.watching import as_workbook
from zhiheng_api.web.confirming import confirmed
from zhiheng_api.web.forms import SomeForm, text_of
from zhiheng_api.web.pages import page, refusal_shown

router = APIRouter(include_in_schema=False)
Asked = tuple[By, date | None, date | None]
"""Grouped by what, and the period of the statistics."""


@router.get("/supervision")
def supervision_page(
    request: Request,
    app: SomeApp,
    session: SomeSession,
    by: By = "section",
    since: date | None = None,
    until: date | None = None,
) -> Response:
    """What is late, by section, power, post, person or level."""
    return _shown(request, app, session, (by, since, until))


@router.get("/supervision/overdue.xlsx")
def workbook_of_page(app: SomeApp, session: SomeSession) -> Response:
    """The list as a workbook."""
    with app.runtime.db.reading() as connection:
        content = as_workbook(app.runtime, connection, session.caller)
    exported(app.runtime, session.caller, "workbook", content)
    return Response(content, media_type=MEDIA_TYPE, headers=WORKBOOK)


@router.post("/supervision/feed")
def feed(request: Request, app: SomeApp, session: SomeSession, form: SomeForm) -> Response:
    """Make a new address of one's calendar feed, or have none."""
    shown: Asked = ("section", None, None)
    try:
        caller = confirmed(app, session, str(form.get("password", "")))
        if text_of(form, "act") == "revoke":
            revoke_feed(app.runtime, caller)
            return _shown(request, app, session, shown)
        token = make_feed(app.runtime, caller, system_now())
    except Refusal as refusal:
        return _shown(request, app, session, shown, refusal=refusal)
    base = app.settings.address or str(request.base_url)
    return _shown(request, app, session, shown, address=f"{base.rstrip('/')}/feeds/{token}.ics")


def _shown(
    request: Request,
    app: App,
    session: Session,
    asked: Asked,
    refusal: Refusal | None = None,
    address: str = "",
) -> Response:
    by, since, until = asked
    rt, caller = app.runtime, session.caller
    with rt.db.reading() as connection:
        view = rt.agency(connection, caller.agency)
        last = until or local_date(rt.now(view))
        first = since or last - timedelta(days=30)
        groups = watch(rt, connection, caller, by)
        tight = no_slack(rt, connection, caller)
        try:
            figures = statistics(rt, connection, caller, first, last)
        except Forbidden:
            figures = None
        charts = {
            k: rt.chart(connection, caller.agency, v[-1].digest).chart.name
            for k, v in view.state.charts.items()
        }
    return page(
        request,
        "supervision.html",
        session,
        refusal.status if refusal else 200,
        groups=groups,
        tight=tight,
        figures=figures,
        charts=charts,
        by=by,
        ways=BY,
        since=first.isoformat(),
        until=last.isoformat(),
        address=address,
        **refusal_shown(refusal),
    )
