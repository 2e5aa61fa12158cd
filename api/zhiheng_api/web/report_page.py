"""Records of interference and complaints on the pages: write one, read one's own, answer."""

from collections.abc import Mapping

from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.datastructures import FormData

from zhiheng.commands.reports.answer_complaint import AnswerComplaint
from zhiheng.commands.reports.complain import Complain
from zhiheng.commands.reports.record_interference import RecordInterference
from zhiheng.commands.reports.report import ReportCommand, execute_report
from zhiheng.errors import NotVisible, Refusal
from zhiheng.model.ids import CaseId
from zhiheng.queries.reports import report, reports
from zhiheng_api.context import App, SomeApp, SomeSession
from zhiheng_api.routers.cases import CasePath
from zhiheng_api.routers.reports import ReportPath
from zhiheng_api.schemas.inputs import prose
from zhiheng_api.sessions import Session
from zhiheng_api.web.case_page import case_shown
from zhiheng_api.web.confirming import confirmed
from zhiheng_api.web.forms import SomeForm, cleaned, new_key, once_of, text_of, typed
from zhiheng_api.web.pages import done, page, refusal_shown

router = APIRouter(include_in_schema=False)


@router.get("/reports")
def reports_page(request: Request, app: SomeApp, session: SomeSession) -> Response:
    """One's own, and those that have come to one's office."""
    with app.runtime.db.reading() as connection:
        items = reports(app.runtime, connection, session.caller)
    return page(request, "reports.html", session, items=items)


@router.get("/reports/{one}")
def report_page(request: Request, app: SomeApp, session: SomeSession, one: ReportPath) -> Response:
    """One of them."""
    return _shown(request, app, session, one, {}, None)


@router.post("/reports/{one}")
def answer(
    request: Request, app: SomeApp, session: SomeSession, form: SomeForm, one: ReportPath
) -> Response:
    """Answer it."""
    try:
        command = AnswerComplaint(one, text_of(form, "upheld") == "yes", _prose(form, "reason"))
        caller = confirmed(app, session, str(form.get("password", "")))
        receipt = execute_report(app.runtime, caller, command, once_of(form))
    except NotVisible:
        raise
    except Refusal as refusal:
        return _shown(request, app, session, one, typed(form), refusal)
    return done(f"/reports/{one}", receipt)


@router.post("/cases/{case}/interference")
def record_interference(
    request: Request, app: SomeApp, session: SomeSession, form: SomeForm, case: CasePath
) -> Response:
    """打招呼登记."""
    return _about(request, app, session, form, case)


@router.post("/cases/{case}/complaints")
def complain(
    request: Request, app: SomeApp, session: SomeSession, form: SomeForm, case: CasePath
) -> Response:
    """投诉."""
    return _about(request, app, session, form, case)


def _about(request: Request, app: App, session: Session, form: FormData, case: CaseId) -> Response:
    try:
        receipt = execute_report(app.runtime, session.caller, _command(form, case), once_of(form))
    except NotVisible:
        raise
    except Refusal as refusal:
        return case_shown(request, app, session, case, typed(form), refusal)
    return done("/reports", receipt)


def _command(form: FormData, case: CaseId) -> ReportCommand:
    about = text_of(form, "about")
    if "task" in form:
        return Complain(case, text_of(form, "task"), _prose(form, "text"), about)
    by, what, said = (_prose(form, name) for name in ("by", "what", "answer"))
    return RecordInterference(case, text_of(form, "kind"), by, what, said, about)


def _prose(form: FormData, name: str) -> str:
    return cleaned(prose, f"/{name}", text_of(form, name))


def _shown(
    request: Request,
    app: App,
    session: Session,
    one: str,
    filled: Mapping[str, str],
    refusal: Refusal | None,
) -> Response:
    with app.runtime.db.reading() as connection:
        found = report(app.runtime, connection, session.caller, one)
    return page(
        request,
        "report.html",
        session,
        refusal.status if refusal else 200,
        item=found,
        filled=filled,
        key=new_key(),
        **refusal_shown(refusal),
    )
