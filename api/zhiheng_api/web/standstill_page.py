"""From the page of a case: suspend it and resume it, extend a limit, merge another into it."""

from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import Response

from zhiheng.commands.cases.merge import AskMerger, DecideMerger
from zhiheng.commands.cases.suspend import AskSuspension, DecideSuspension, Resume
from zhiheng.commands.limits.extend import Extend
from zhiheng.errors import BadData, Refusal
from zhiheng.model.ids import CaseId
from zhiheng.queries.cases import case_by_number
from zhiheng_api.context import App, SomeApp, SomeSession
from zhiheng_api.routers.cases import CasePath
from zhiheng_api.sessions import Session
from zhiheng_api.web.case_page import acted, case_shown
from zhiheng_api.web.forms import SomeForm, day_of, text_of, typed, upload_of, whole_of

router = APIRouter(include_in_schema=False)
Number = Annotated[int, Path(ge=1, le=9999)]


@router.post("/cases/{case}/suspensions")
def ask_suspension(
    request: Request, app: SomeApp, session: SomeSession, form: SomeForm, case: CasePath
) -> Response:
    """Ask for it, with ground and last day."""
    try:
        until = day_of(form, "until")
    except Refusal as refusal:
        return case_shown(request, app, session, case, typed(form), refusal)
    command = AskSuspension(case, text_of(form, "ground"), text_of(form, "why"), until)
    return acted(request, app, session, form, command, f"/cases/{case}")


@router.post("/cases/{case}/suspensions/{no}")
def decide_suspension(
    request: Request,
    app: SomeApp,
    session: SomeSession,
    form: SomeForm,
    case: CasePath,
    no: Number,
) -> Response:
    """Decide on it."""
    granted = text_of(form, "granted") == "yes"
    command = DecideSuspension(case, no, granted, text_of(form, "why"))
    return acted(request, app, session, form, command, f"/cases/{case}")


@router.post("/cases/{case}/resume")
def resume(
    request: Request, app: SomeApp, session: SomeSession, form: SomeForm, case: CasePath
) -> Response:
    """Go on before the last day."""
    command = Resume(case, text_of(form, "why"))
    return acted(request, app, session, form, command, f"/cases/{case}")


@router.post("/cases/{case}/extensions")
def extend(
    request: Request, app: SomeApp, session: SomeSession, form: SomeForm, case: CasePath
) -> Response:
    """Extend a limit, with the notice that tells the party."""
    try:
        n, content = whole_of(form, "n"), upload_of(form, "notice")
        if not content:
            raise BadData("empty-document", pointer="/notice")
    except Refusal as refusal:
        return case_shown(request, app, session, case, typed(form), refusal)
    notice = str(app.runtime.documents.put(content))
    command = Extend(case, text_of(form, "clock"), n, text_of(form, "why"), notice)
    return acted(request, app, session, form, command, f"/cases/{case}")


@router.post("/cases/{case}/mergers")
def ask_merger(
    request: Request, app: SomeApp, session: SomeSession, form: SomeForm, case: CasePath
) -> Response:
    """Ask that another case, by its number or id, be handled in this one."""
    other = _by_number(app, session, text_of(form, "other"))
    command = AskMerger(case, other, text_of(form, "why"))
    return acted(request, app, session, form, command, f"/cases/{case}", beside=other)


@router.post("/cases/{case}/mergers/{no}")
def decide_merger(
    request: Request,
    app: SomeApp,
    session: SomeSession,
    form: SomeForm,
    case: CasePath,
    no: Number,
) -> Response:
    """Decide on it; both cases are written together."""
    other, granted = CaseId(text_of(form, "other")), text_of(form, "granted") == "yes"
    command = DecideMerger(case, other, no, granted, text_of(form, "why"))
    return acted(request, app, session, form, command, f"/cases/{case}", beside=other)


def _by_number(app: App, session: Session, text: str) -> CaseId:
    """The case of that number, else of that id."""
    with app.runtime.db.reading() as connection:
        return case_by_number(connection, session.caller, text)
