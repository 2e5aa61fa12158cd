"""Recusal and incidents on the pages: ask, decide, and what a supervisor looks after."""

from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import RedirectResponse, Response

from zhiheng.commands.handle import execute
from zhiheng.commands.recusal import AskRecusal, DecideRecusal
from zhiheng.queries.incidents import incidents
from zhiheng_api.context import SomeApp, SomeSession
from zhiheng_api.routers.cases import CasePath
from zhiheng_api.web.confirming import confirmed
from zhiheng_api.web.forms import SomeForm, once_of, text_of
from zhiheng_api.web.pages import page

router = APIRouter(include_in_schema=False)


@router.get("/incidents")
def incident_page(request: Request, app: SomeApp, session: SomeSession) -> Response:
    """Tasks for which nobody lawful is left."""
    with app.runtime.db.reading() as connection:
        items = incidents(app.runtime, connection, session.caller)
    return page(request, "incidents.html", session, items=items)


@router.post("/cases/{case}/recusals")
def ask(app: SomeApp, session: SomeSession, form: SomeForm, case: CasePath) -> Response:
    """Ask that somebody stand aside; an empty name means oneself."""
    caller = confirmed(app, session, str(form.get("password", "")))
    person = text_of(form, "person") or (session.caller.person or "")
    command = AskRecusal(case, person, text_of(form, "ground"), text_of(form, "reason"))
    execute(app.runtime, caller, command, once_of(form))
    return RedirectResponse(f"/cases/{case}", status_code=303)


@router.post("/cases/{case}/recusals/{no}")
def decide(
    app: SomeApp,
    session: SomeSession,
    form: SomeForm,
    case: CasePath,
    no: Annotated[int, Path(ge=1, le=9999)],
) -> Response:
    """Decide on it; the digest of the minutes, where the meeting has decided."""
    caller = confirmed(app, session, str(form.get("password", "")))
    granted = text_of(form, "granted") == "yes"
    minutes = text_of(form, "minutes") or None
    command = DecideRecusal(case, no, granted, text_of(form, "reason"), minutes)
    execute(app.runtime, caller, command, once_of(form))
    return RedirectResponse(f"/cases/{case}", status_code=303)
