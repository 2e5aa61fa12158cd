"""The page of one task: fill in, attach, sign; a refusal keeps what was typed."""

from collections.abc import Callable, Mapping
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from zhiheng.commands.frame.decision import CaseCommand
from zhiheng.commands.frame.receipt import Once
from zhiheng.commands.handling.handle import execute
from zhiheng.errors import NotReady, Refusal
from zhiheng.model.caller import Caller, Role
from zhiheng.queries.receipts import receipt_hash
from zhiheng.queries.task import TaskView, task_view
from zhiheng_api.context import App, SomeApp, SomeSession
from zhiheng_api.routers.cases import CasePath
from zhiheng_api.routers.tasks import TaskPath, task_id
from zhiheng_api.sessions import Session
from zhiheng_api.web.confirming import confirmed
from zhiheng_api.web.fields import fields_of
from zhiheng_api.web.forms import SomeForm, new_key, once_of, typed
from zhiheng_api.web.pages import page, refusal_shown
from zhiheng_api.web.task_forms import amendment, sign_command

router = APIRouter(include_in_schema=False)


@router.get("/cases/{case}/tasks/{task}")
def show(
    request: Request, app: SomeApp, session: SomeSession, case: CasePath, task: TaskPath
) -> Response:
    """The task, empty."""
    return task_page(request, session, view_of(app, session, case, task), {}, None)


@router.post("/cases/{case}/tasks/{task}/sign")
def sign(
    request: Request,
    app: SomeApp,
    session: SomeSession,
    form: SomeForm,
    case: CasePath,
    task: TaskPath,
) -> Response:
    """Sign; then back to the list with the receipt."""
    return _submit(request, app, session, form, case, task, sign_command)


@router.post("/cases/{case}/tasks/{task}/amend")
def amend(
    request: Request,
    app: SomeApp,
    session: SomeSession,
    form: SomeForm,
    case: CasePath,
    task: TaskPath,
) -> Response:
    """Change what has been signed (双签); then back to the list with the receipt."""
    return _submit(request, app, session, form, case, task, amendment)


def _submit(
    request: Request,
    app: App,
    session: Session,
    form: FormData,
    case: CasePath,
    task: TaskPath,
    command_of: Callable[[App, CasePath, TaskView, FormData, Mapping[str, str]], CaseCommand],
) -> Response:
    try:
        view = view_of(app, session, case, task)
    except NotReady:
        # The button pressed twice: the first press did it, and this one is told so.
        done = _done_before(app, session, case, once_of(form))
        if done is None:
            raise
        return done
    filled = typed(form)
    try:
        caller = confirmed(app, session, str(form.get("password", "")))
        command = command_of(app, case, view, form, filled)
        receipt = execute(app.runtime, caller, command, once_of(form))
    except Refusal as refusal:
        return task_page(request, session, view, filled, refusal)
    return task_done(caller, receipt.hash)


def task_done(caller: Caller, digest: str) -> Response:
    """To the list, with the receipt."""
    back = "/cases" if caller.role is Role.APPLICANT else "/tasks"
    return RedirectResponse(f"{back}?done={digest}", status_code=303)


def _done_before(app: App, session: Session, case: CasePath, once: Once) -> Response | None:
    with app.runtime.db.reading() as connection:
        digest = receipt_hash(connection, session.caller, case, once.key)
    return task_done(session.caller, digest) if digest is not None else None


def view_of(app: App, session: Session, case: CasePath, task: str) -> TaskView:
    """The task as the person sees it. Raises NotVisible, NotReady."""
    with app.runtime.db.reading() as connection:
        return task_view(app.runtime, connection, session.caller, case, task_id(task))


def task_page(
    request: Request,
    session: Session,
    view: TaskView,
    filled: Mapping[str, str],
    refusal: Refusal | None,
) -> Response:
    """The page, with what was typed and why it was refused."""
    fields = list(fields_of(view.form, view.titles, view.choices))
    signed = (view.values or {}).get("values", {})
    words = {f.name: dict(f.choices) for f in fields}

    def shown(name: str) -> Any:
        value: Any = signed
        for part in name.split("."):
            value = value.get(part) if isinstance(value, Mapping) else None
        if isinstance(value, bool):
            return "✓" if value else "✗"
        return words.get(name, {}).get(value, value) if isinstance(value, str) else value

    return page(
        request,
        "task.html",
        session,
        refusal.status if refusal else 200,
        task=view,
        fields=fields,
        filled=filled,
        shown=shown,
        key=new_key(),
        last_hand=sum(s.state != "signed" for s in view.slots) == 1,
        supplementable=any(o["means"] == "supplement" for o in view.outcomes),
        **refusal_shown(refusal),
    )
