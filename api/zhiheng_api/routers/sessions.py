"""Log in, confirm before signing, log out; access tokens."""

from fastapi import APIRouter, Request, Response

from zhiheng.clock import system_now
from zhiheng.errors import Forbidden
from zhiheng_api.context import COOKIE, App, SomeApp, SomeSession
from zhiheng_api.passwords import check_password
from zhiheng_api.sample import is_sample_password
from zhiheng_api.schemas.inputs import ConfirmIn, LoginIn
from zhiheng_api.schemas.outputs import LoginOut, TokenOut
from zhiheng_api.sessions import close_session, confirm, find_session, open_session

router = APIRouter(prefix="/api/v1", tags=["sessions"])


_FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip", "via")


def admit(request: Request, app: App, login: str, password: str) -> None:
    """Prevents trying passwords at will, and sample passwords from working off this machine."""
    app.pace.login(request.client.host if request.client else "")
    if not is_sample_password(login, password):
        return
    proxied = any(name in request.headers for name in _FORWARDED)
    if proxied or not app.settings.loopback:
        raise Forbidden("sample-password")


def log_in(request: Request, app: App, login: str, password: str) -> str:
    """A new session's token. Raises NotLoggedIn, or Forbidden for sample passwords abroad."""
    admit(request, app, login, password)
    now = system_now()
    row = check_password(app.runtime, login, password, now)
    token, _ = open_session(app.runtime, row, "session", now, app.settings.session_hours)
    return token


def set_cookie(request: Request, response: Response, app: App, token: str) -> None:
    """HttpOnly, same site only, and secure wherever the address is."""
    response.set_cookie(
        COOKIE,
        token,
        max_age=app.settings.session_hours * 3600,
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )


@router.post("/sessions", status_code=201)
def create_session(request: Request, response: Response, app: SomeApp, body: LoginIn) -> LoginOut:
    """Log in. The session comes as a cookie."""
    token = log_in(request, app, body.login, body.password)
    session = find_session(app.runtime.db, token, system_now(), app.settings.confirm_minutes)
    if session is None:
        raise RuntimeError("a session just opened is gone")
    set_cookie(request, response, app, token)
    return _out(session)


@router.get("/sessions/current")
def current_session(session: SomeSession) -> LoginOut:
    """Who is asking."""
    return _out(session)


@router.post("/sessions/current/confirm", status_code=204)
def confirm_session(app: SomeApp, session: SomeSession, body: ConfirmIn) -> None:
    """Enter the password again, so that signing is open for some minutes."""
    app.pace.confirm(session.token_hash)
    confirm(app.runtime, session, body.password, system_now())


@router.delete("/sessions/current", status_code=204)
def delete_session(response: Response, app: SomeApp, session: SomeSession) -> None:
    """Log out."""
    close_session(app.runtime, session)
    response.delete_cookie(COOKIE)


@router.post("/tokens", status_code=201)
def create_token(request: Request, app: SomeApp, body: LoginIn) -> TokenOut:
    """An access token for programs. It never carries the right to sign."""
    admit(request, app, body.login, body.password)
    now = system_now()
    row = check_password(app.runtime, body.login, body.password, now)
    return TokenOut(token=open_session(app.runtime, row, "token", now, 24)[0])


def _out(session: SomeSession) -> LoginOut:
    return LoginOut(
        account=session.caller.account,
        name=session.name,
        role=session.caller.role.value,
        csrf=session.csrf,
    )
