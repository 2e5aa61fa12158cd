"""The acts of a meeting from the page of its task: convene, presence, vote, put off."""

from collections.abc import Callable, Mapping

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from zhiheng.commands.frame.decision import CaseCommand
from zhiheng.commands.handling.handle import execute
from zhiheng.commands.meetings.attend import Attend
from zhiheng.commands.meetings.convene import Convene
from zhiheng.commands.meetings.defer import Defer
from zhiheng.commands.meetings.vote import Vote
from zhiheng.errors import Refusal, unfit
from zhiheng.model.finding import Text
from zhiheng.model.ids import CaseId
from zhiheng.model.meeting import Ballot
from zhiheng_api.context import SomeApp, SomeSession
from zhiheng_api.routers.cases import CasePath
from zhiheng_api.routers.tasks import TaskPath, task_id
from zhiheng_api.web.confirming import confirmed
from zhiheng_api.web.forms import SomeForm, day_of, lines_of, once_of, text_of, typed
from zhiheng_api.web.task_page import task_page, view_of

router = APIRouter(include_in_schema=False)


@router.post("/cases/{case}/tasks/{task}/meeting")
def act(
    request: Request,
    app: SomeApp,
    session: SomeSession,
    form: SomeForm,
    case: CasePath,
    task: TaskPath,
) -> Response:
    """Do it, then show the task again; a refusal keeps what was typed."""
    view = view_of(app, session, case, task)
    filled = typed(form)
    try:
        caller = confirmed(app, session, str(form.get("password", "")))
        execute(app.runtime, caller, _command(case, task_id(task), form), once_of(form))
    except Refusal as refusal:
        return task_page(request, session, view, filled, refusal)
    return RedirectResponse(f"/cases/{case}/tasks/{task}", status_code=303)


def _command(case: CaseId, task: str, form: FormData) -> CaseCommand:
    make = _ACTS.get(text_of(form, "act"))
    if make is None:
        raise unfit("/act", Text("没有这个动作", "no such act"))
    return make(case, task, form)


def _convene(case: CaseId, task: str, form: FormData) -> Convene:
    topics, members = (lines_of(form, name) for name in ("topics", "members"))
    return Convene(case, task, day_of(form, "on"), topics, members)


def _attend(case: CaseId, task: str, form: FormData) -> Attend:
    present = tuple(p for p in form.getlist("present") if isinstance(p, str))
    return Attend(case, task, present)


def _vote(case: CaseId, task: str, form: FormData) -> Vote:
    try:
        ballot = Ballot(text_of(form, "vote"))
    except ValueError as error:
        raise unfit("/vote", Text("请选择一项", "choose one")) from error
    return Vote(case, task, ballot, text_of(form, "reason") or None)


def _defer(case: CaseId, task: str, form: FormData) -> Defer:
    return Defer(case, task, text_of(form, "reason"))


def _send_back(case: CaseId, task: str, form: FormData) -> Defer:
    return Defer(case, task, text_of(form, "reason"), back=True)


_ACTS: Mapping[str, Callable[[CaseId, str, FormData], CaseCommand]] = {
    "convene": _convene,
    "attend": _attend,
    "vote": _vote,
    "defer": _defer,
    "send-back": _send_back,
}
