"""Leave (请假): ask, decide, record, end; hand the work over and back (交接)."""

from collections.abc import Callable, Mapping
from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import Response
from starlette.datastructures import FormData

from zhiheng.commands.bureau.agency import AgencyCommand, execute_agency
from zhiheng.commands.personnel.absence import REASONS, RecordAbsence
from zhiheng.commands.personnel.hand_over import HandOver
from zhiheng.commands.personnel.leave_request import AskLeave, DecideLeave
from zhiheng.commands.personnel.return_to_work import EndAbsence
from zhiheng.errors import BadData, Refusal
from zhiheng.model.ids import PersonId, PostId
from zhiheng.queries.leave import leave_view
from zhiheng_api.context import App, SomeApp, SomeSession
from zhiheng_api.sessions import Session
from zhiheng_api.web.confirming import confirmed
from zhiheng_api.web.forms import SomeForm, day_of, new_key, once_of, text_of, typed, upload_of
from zhiheng_api.web.pages import done, page, refusal_shown

router = APIRouter(include_in_schema=False)


@router.get("/leave")
def leave_page(request: Request, app: SomeApp, session: SomeSession) -> Response:
    """What is asked for, what is on record, and the forms."""
    return _page(request, app, session, {}, None)


@router.post("/leave")
def ask(request: Request, app: SomeApp, session: SomeSession, form: SomeForm) -> Response:
    """Ask for leave of one's own."""

    def command() -> AgencyCommand:
        return AskLeave(day_of(form, "since"), day_of(form, "until"), text_of(form, "reason"))

    return _act(request, app, session, form, command)


@router.post("/leave/record")
def record(request: Request, app: SomeApp, session: SomeSession, form: SomeForm) -> Response:
    """Record leave that was not asked for here, sickness above all."""

    def command() -> AgencyCommand:
        days = (day_of(form, "since"), day_of(form, "until"))
        return RecordAbsence(PersonId(text_of(form, "person")), *days, text_of(form, "reason"))

    return _act(request, app, session, form, command)


@router.post("/leave/end")
def end(request: Request, app: SomeApp, session: SomeSession, form: SomeForm) -> Response:
    """销假."""
    return _act(request, app, session, form, lambda: EndAbsence(PersonId(text_of(form, "person"))))


@router.post("/leave/hand-over")
def hand_over(request: Request, app: SomeApp, session: SomeSession, form: SomeForm) -> Response:
    """交接, with its sheet."""
    return _act(request, app, session, form, lambda: _hand_over(app, form))


@router.post("/leave/{no}")
def decide(
    request: Request,
    app: SomeApp,
    session: SomeSession,
    form: SomeForm,
    no: Annotated[int, Path(ge=1, le=999_999)],
) -> Response:
    """Grant or refuse."""
    granted = text_of(form, "granted") == "yes"
    return _act(request, app, session, form, lambda: DecideLeave(no, granted))


def _hand_over(app: App, form: FormData) -> HandOver:
    receiver, _, post = text_of(form, "to").partition("|")
    content = upload_of(form, "sheet")
    if not content:
        raise BadData("empty-document", pointer="/sheet")
    cases = tuple(c for c in form.getlist("cases") if isinstance(c, str))
    sheet = str(app.runtime.documents.put(content))
    return HandOver(PersonId(receiver), PostId(post), sheet, cases)


def _act(
    request: Request,
    app: App,
    session: Session,
    form: FormData,
    command: Callable[[], AgencyCommand],
) -> Response:
    try:
        caller = confirmed(app, session, str(form.get("password", "")))
        receipt = execute_agency(app.runtime, caller, command(), once_of(form))
    except Refusal as refusal:
        return _page(request, app, session, typed(form), refusal)
    return done("/leave", receipt)


def _page(
    request: Request,
    app: App,
    session: Session,
    filled: Mapping[str, str],
    refusal: Refusal | None,
) -> Response:
    rt = app.runtime
    with rt.db.reading() as connection:
        found = leave_view(rt, connection, session.caller)
        roster = rt.agency(connection, session.caller.agency).roster
    others = [p for p in roster.persons.values() if p.id != session.caller.person] if roster else []
    return page(
        request,
        "leave.html",
        session,
        refusal.status if refusal else 200,
        leave=found,
        reasons=REASONS,
        others=others,
        filled=filled,
        key=new_key(),
        **refusal_shown(refusal),
    )
