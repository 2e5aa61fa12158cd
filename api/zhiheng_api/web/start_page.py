"""A new case: an application comes in, online or at the window; then on to its first step."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from zhiheng.commands.frame.receipt import Receipt
from zhiheng.commands.handling.start import Start, start
from zhiheng.errors import Refusal
from zhiheng.model.caller import Role
from zhiheng.model.ids import CaseId
from zhiheng.queries.startable import startable
from zhiheng.queries.task import task_view
from zhiheng_api.context import App, SomeApp, SomeSession
from zhiheng_api.routers.cases import applicant_of
from zhiheng_api.schemas.outputs import receipt_out
from zhiheng_api.sessions import Session
from zhiheng_api.web.forms import SomeForm, new_key, once_of, text_of, typed
from zhiheng_api.web.pages import done, page, refusal_shown

router = APIRouter(include_in_schema=False)


@router.get("/apply")
def apply_page(
    request: Request,
    app: SomeApp,
    session: SomeSession,
    chart: Annotated[str, Query(max_length=200)] = "",
) -> Response:
    """Which power, and then its form."""
    return _page(request, app, session, {"chart": chart}, None)


@router.post("/apply")
def apply(request: Request, app: SomeApp, session: SomeSession, form: SomeForm) -> Response:
    """Hand the application in."""
    online = session.caller.role is Role.APPLICANT
    command = Start(
        key=text_of(form, "chart"),
        title=text_of(form, "title"),
        applicant=applicant_of(session.caller) or text_of(form, "applicant"),
        channel="online" if online else "window",
        project=text_of(form, "project") or None,
    )
    try:
        receipt = start(app.runtime, session.caller, command, once_of(form))
    except Refusal as refusal:
        return _page(request, app, session, typed(form), refusal)
    return done("/cases" if online else _next(app, session, receipt), receipt)


def _next(app: App, session: Session, receipt: Receipt) -> str:
    """The first step, if who started the case may do it; else the case."""
    case = CaseId(receipt.entry.stream.removeprefix("case/"))
    with app.runtime.db.reading() as connection:
        for task in receipt_out(receipt).opened:
            view = task_view(app.runtime, connection, session.caller, case, task)
            if view.refusal is None:
                return f"/cases/{case}/tasks/{task.replace('/', '~')}"
    return f"/cases/{case}"


def _page(
    request: Request,
    app: App,
    session: Session,
    filled: Mapping[str, str],
    refusal: Refusal | None,
) -> Response:
    with app.runtime.db.reading() as connection:
        found = startable(app.runtime, connection, session.caller)
    chosen = [c for c in found.charts if c.key == filled.get("chart")]
    if not chosen and len(found.charts) == 1:
        chosen = list(found.charts)
    return page(
        request,
        "apply.html",
        session,
        refusal.status if refusal else 200,
        charts=found.charts,
        chart=chosen[0] if chosen else None,
        parties=found.parties,
        filled=filled,
        key=new_key(),
        **refusal_shown(refusal),
    )
