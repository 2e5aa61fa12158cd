"""Recusal and incidents on the pages: ask, decide, and what a supervisor looks after."""

from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import Response

from zhiheng.commands.assignment.recusal import AskRecusal, DecideRecusal
from zhiheng.queries.incidents import incidents
from zhiheng_api.context import SomeApp, SomeSession
from zhiheng_api.routers.cases import CasePath
from zhiheng_api.web.case_page import acted
from zhiheng_api.web.forms import SomeForm, text_of, upload_of
from zhiheng_api.web.pages import page

router = APIRouter(include_in_schema=False)


@router.get("/incidents")
def incident_page(request: Request, app: SomeApp, session: SomeSession) -> Response:
    """Tasks for which nobody lawful is left."""
    with app.runtime.db.reading() as connection:
        items = incidents(app.runtime, connection, session.caller)
    return page(request, "incidents.html", session, items=items)


@router.post("/cases/{case}/recusals")
def ask(
    request: Request, app: SomeApp, session: SomeSession, form: SomeForm, case: CasePath
) -> Response:
    """Ask that somebody stand aside; an empty name means oneself."""
    person = text_of(form, "person") or (session.caller.person or "")
    command = AskRecusal(case, person, text_of(form, "ground"), text_of(form, "reason"))
    return acted(request, app, session, form, command, f"/cases/{case}")


@router.post("/cases/{case}/recusals/{no}")
def decide(
    request: Request,
    app: SomeApp,
    session: SomeSession,
    form: SomeForm,
    case: CasePath,
    no: Annotated[int, Path(ge=1, le=9999)],
) -> Response:
    """Decide on it; with the minutes, where the meeting has decided."""
    content = upload_of(form, "minutes")
    minutes = str(app.runtime.documents.put(content)) if content else None
    granted = text_of(form, "granted") == "yes"
    command = DecideRecusal(case, no, granted, text_of(form, "decision_reason"), minutes)
    return acted(request, app, session, form, command, f"/cases/{case}")
