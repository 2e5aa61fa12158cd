"""Coming and going: log in, log out, Chinese or English."""

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from zhiheng.errors import Refusal
from zhiheng.messages import tell
from zhiheng_api.context import COOKIE, SomeApp, SomeSession
from zhiheng_api.routers.sessions import log_in, set_cookie
from zhiheng_api.sample import sample_logins
from zhiheng_api.sessions import close_session
from zhiheng_api.web.forms import SomeForm, text_of
from zhiheng_api.web.pages import page

router = APIRouter(include_in_schema=False)


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
    close_session(app.runtime, session)
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
