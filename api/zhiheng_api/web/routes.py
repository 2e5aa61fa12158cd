"""The pages: log in, my tasks, one task, overdue, cases, one case, apply."""

import secrets
import unicodedata
from collections.abc import AsyncIterator, Iterator
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from zhiheng.commands.claim import Claim
from zhiheng.commands.handle import execute
from zhiheng.commands.receipt import Once
from zhiheng.commands.start import Start, start
from zhiheng.commands.take_back import TakeBack
from zhiheng.commands.unclaim import Unclaim
from zhiheng.commands.withdraw import Withdraw
from zhiheng.errors import Forbidden, NotReady, Refusal
from zhiheng.messages import tell
from zhiheng.model.caller import Role
from zhiheng.model.ids import ElementPath
from zhiheng.queries.cases import CaseFile, case_file, search
from zhiheng.queries.overdue import overdue
from zhiheng.queries.recusals import recusals
from zhiheng.queries.signals import breaches, may_see_breaches, notices
from zhiheng.queries.tasks import my_tasks
from zhiheng.queries.timeline import run_sheet, timeline
from zhiheng_api.accounts import close_session
from zhiheng_api.context import COOKIE, SomeApp, SomeSession
from zhiheng_api.routers.cases import CasePath
from zhiheng_api.routers.sessions import log_in, set_cookie
from zhiheng_api.routers.tasks import TaskPath
from zhiheng_api.sample import sample_logins
from zhiheng_api.web.confirming import confirmed
from zhiheng_api.web.pages import page
from zhiheng_diagrams import ChartState, render

router = APIRouter(include_in_schema=False)


async def form_of(request: Request) -> AsyncIterator[FormData]:
    """The submitted form, read on the loop before the endpoint runs in a thread.

    Its uploads are spooled files; they are closed when the response is sent.
    """
    async with request.form() as form:
        yield form


SomeForm = Annotated[FormData, Depends(form_of)]


def new_key() -> str:
    """An idempotency key, so that a button pressed twice acts once."""
    return secrets.token_hex(16)


def text_of(form: FormData, name: str) -> str:
    """A text field in NFC, or nothing."""
    found = form.get(name)
    return unicodedata.normalize("NFC", found.strip()) if isinstance(found, str) else ""


def once_of(form: FormData) -> Once:
    """The form's key."""
    key = text_of(form, "key")
    return Once(key if 8 <= len(key) <= 128 and key.isalnum() else None)  # noqa: PLR2004 - as the API


@router.get("/")
def index() -> Response:
    """To the list of tasks."""
    return RedirectResponse("/tasks", status_code=303)


@router.get("/login")
def login_page(request: Request, app: SomeApp) -> Response:
    """Log in; on a loopback address with the sample bureau, its logins are shown."""
    return page(request, "login.html", None, told=None, sample=sample_logins(app))


@router.post("/login")
def login(request: Request, app: SomeApp, form: SomeForm) -> Response:
    """Open a session."""
    try:
        token = log_in(request, app, text_of(form, "login"), str(form.get("password", "")))
    except Refusal as refusal:
        told, sample = tell(refusal), sample_logins(app)
        return page(request, "login.html", None, refusal.status, told=told, sample=sample)
    response = RedirectResponse("/tasks", status_code=303)
    set_cookie(request, response, app, token)
    return response


@router.post("/logout")
def logout(app: SomeApp, session: SomeSession) -> Response:
    """Close the session."""
    close_session(app.runtime.db, session)
    response = RedirectResponse("/login", status_code=303)
    response.delete_cookie(COOKIE)
    return response


@router.post("/lang")
def language(form: SomeForm) -> Response:
    """Chinese or English."""
    back = text_of(form, "back")
    safe = back if back.startswith("/") and not back.startswith("//") and "\\" not in back else "/"
    response = RedirectResponse(safe, status_code=303)
    response.set_cookie("lang", "en" if text_of(form, "lang") == "en" else "zh-CN")
    return response


@router.get("/tasks")
def tasks(
    request: Request,
    app: SomeApp,
    session: SomeSession,
    done: Annotated[str, Query(max_length=80)] = "",
) -> Response:
    """My tasks, the most urgent first. A supervisor starts at the overdue list."""
    if session.caller.role is Role.SUPERVISOR:
        return RedirectResponse("/overdue", status_code=303)
    if session.caller.role is not Role.OFFICER:
        return RedirectResponse("/cases", status_code=303)
    with app.runtime.db.reading() as connection:
        items = my_tasks(app.runtime, connection, session.caller)
        told = notices(app.runtime, connection, session.caller)
    keys = [new_key() for _ in items]
    more: dict[str, Any] = {"items": items, "notices": told, "keys": keys, "done": done}
    return page(request, "tasks.html", session, **more)


@router.post("/cases/{case}/tasks/{task}/claim")
def claim(
    app: SomeApp, session: SomeSession, form: SomeForm, case: CasePath, task: TaskPath
) -> Response:
    """Claim, then open the task."""
    execute(app.runtime, session.caller, Claim(case, task.replace("~", "/")), once_of(form))
    return RedirectResponse(f"/cases/{case}/tasks/{task}", status_code=303)


@router.post("/cases/{case}/tasks/{task}/unclaim")
def unclaim(app: SomeApp, session: SomeSession, case: CasePath, task: TaskPath) -> Response:
    """Give back."""
    execute(app.runtime, session.caller, Unclaim(case, task.replace("~", "/")))
    return RedirectResponse("/tasks", status_code=303)


@router.get("/overdue")
def overdue_page(request: Request, app: SomeApp, session: SomeSession) -> Response:
    """What is late, and what soon will be."""
    rt = app.runtime
    with rt.db.reading() as connection:
        signals = frozenset({"red", "yellow", "remind"})
        items = list(overdue(rt, connection, session.caller, signals).items)
        roster = rt.agency(connection, session.caller.agency).roster
        seen = may_see_breaches(rt, connection, session.caller)
        attempts = breaches(rt, connection, session.caller, 50).items if seen else ()
    if roster is None:
        raise NotReady("agency-not-ready")
    posts = {str(k): v.name for k, v in roster.posts.items()}
    posts |= {str(k): v.name for k, v in roster.sections.items()}
    posts |= {str(k): v for k, v in roster.qualifications.items()}
    persons = {str(k): v.name for k, v in roster.persons.items()}
    # Who has left the bureau, or a post that is gone, is shown by its id.
    posts = {p: posts.get(p, p) for i in items for p in i.posts}
    persons = {p: persons.get(p, p) for i in items for p in i.persons}
    order = {"red": 0, "yellow": 1, "remind": 2}
    items.sort(key=lambda i: (order[i.signal], i.due))
    names: dict[str, Any] = {"posts": posts, "persons": persons}
    return page(request, "overdue.html", session, items=items, breaches=attempts, **names)


@router.get("/cases")
def cases(
    request: Request,
    app: SomeApp,
    session: SomeSession,
    q: Annotated[str, Query(max_length=100)] = "",
    done: Annotated[str, Query(max_length=80)] = "",
) -> Response:
    """Find cases."""
    wanted = "".join(c for c in q if c.isprintable())
    with app.runtime.db.reading() as connection:
        items = search(connection, session.caller, wanted)
    return page(request, "cases.html", session, items=items, q=wanted, done=done)


@router.get("/cases/{case}")
def case_page(request: Request, app: SomeApp, session: SomeSession, case: CasePath) -> Response:
    """One case: where it stands, what has happened, its run sheet and chart."""
    rt = app.runtime
    full = session.caller.role is not Role.APPLICANT
    with rt.db.reading() as connection:
        file = case_file(rt, connection, session.caller, case)
        view = rt.agency(connection, session.caller.agency)
        asked = recusals(rt, connection, session.caller, case)
    if view.roster is None or view.calendar is None:
        raise NotReady("agency-not-ready")
    names = (file.chart.nodes[ElementPath(x.partition("@")[0])].name for x in file.item.open_tasks)
    return page(
        request,
        "case.html",
        session,
        item=file.item,
        chart=file.chart.name,
        waiting=list(names),
        steps=timeline(file, view.roster, full=full),
        sheet=run_sheet(file, view.roster, view.calendar, rt.now(view)) if full else [],
        actions=[] if full else list(_applicants(file)),
        recusals=asked,
        key=new_key(),
    )


def _applicants(file: CaseFile) -> Iterator[tuple[str, str]]:
    """The open steps that are the applicant's own."""
    for task in file.item.open_tasks:
        definition = file.chart.task(ElementPath(task.partition("@")[0]))
        if definition.external == "applicant":
            yield task, definition.name


@router.get("/cases/{case}/chart.svg")
def case_chart(app: SomeApp, session: SomeSession, case: CasePath) -> Response:
    """The case's chart, with what is done, open and overdue."""
    rt = app.runtime
    with rt.db.reading() as connection:
        file = case_file(rt, connection, session.caller, case)
        view = rt.agency(connection, session.caller.agency)
    if view.calendar is None or view.roster is None:
        raise NotReady("agency-not-ready")
    rows = run_sheet(file, view.roster, view.calendar, rt.now(view))
    open_ = frozenset(ElementPath(x.partition("@")[0]) for x in file.item.open_tasks)
    done = frozenset(ElementPath(r.task) for r in rows if r.closed_on) - open_
    late = frozenset(ElementPath(r.task) for r in rows if r.late and not r.closed_on) & open_
    edition: Literal["public", "internal"] = (
        "public" if session.caller.role is Role.APPLICANT else "internal"
    )
    svg = render(
        file.chart,
        edition=edition,
        fmt="svg",
        state=ChartState(open=open_, done=done, overdue=late),
    )
    return Response(svg, media_type="image/svg+xml", headers={"Cache-Control": "no-store"})


@router.post("/cases/{case}/withdraw")
def withdraw(app: SomeApp, session: SomeSession, form: SomeForm, case: CasePath) -> Response:
    """The applicant withdraws."""
    caller = confirmed(app, session, str(form.get("password", "")))
    receipt = execute(app.runtime, caller, Withdraw(case), once_of(form))
    return RedirectResponse(f"/cases?done={receipt.hash[:16]}", status_code=303)


@router.post("/cases/{case}/take-back")
def take_back(app: SomeApp, session: SomeSession, form: SomeForm, case: CasePath) -> Response:
    """An officer takes his last step back."""
    caller = confirmed(app, session, str(form.get("password", "")))
    receipt = execute(app.runtime, caller, TakeBack(case), once_of(form))
    return RedirectResponse(f"/tasks?done={receipt.hash[:16]}", status_code=303)


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
