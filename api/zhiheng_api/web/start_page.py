"""A new case: an application comes in."""

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from zhiheng.commands.start import Start, start
from zhiheng.errors import Forbidden
from zhiheng.model.caller import Role
from zhiheng_api.context import SomeApp, SomeSession
from zhiheng_api.web.forms import SomeForm, new_key, once_of, text_of
from zhiheng_api.web.pages import page

router = APIRouter(include_in_schema=False)


@router.get("/apply")
def apply_page(request: Request, app: SomeApp, session: SomeSession) -> Response:
    """A new application."""
    rt = app.runtime
    if session.caller.role not in (Role.OFFICER, Role.APPLICANT):
        raise Forbidden("role-may-not", role=session.caller.role.value, verb="start")
    with rt.db.reading() as connection:
        state = rt.agency(connection, session.caller.agency).state
        charts = [
            (k, rt.chart(connection, state.id, v[-1].digest).chart.name)
            for k, v in state.charts.items()
        ]
    parties = sorted({a.party for a in state.accounts.values() if a.party is not None})
    return page(request, "apply.html", session, charts=charts, parties=parties, key=new_key())


@router.post("/apply")
def apply(app: SomeApp, session: SomeSession, form: SomeForm) -> Response:
    """Hand the application in."""
    online = session.caller.role is Role.APPLICANT
    command = Start(
        key=text_of(form, "chart"),
        title=text_of(form, "title"),
        applicant=(session.caller.party or "") if online else text_of(form, "applicant"),
        channel="online" if online else "window",
    )
    receipt = start(app.runtime, session.caller, command, once_of(form))
    return RedirectResponse(f"/cases?done={receipt.hash[:16]}", status_code=303)
