"""What every request needs: the runtime, who is asking, and the checks before any lock."""

import re
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Header, Request

from zhiheng.clock import system_now
from zhiheng.commands.frame.receipt import Once
from zhiheng.errors import BadData, Forbidden, NotLoggedIn
from zhiheng.model.caller import Caller
from zhiheng.runtime import Runtime
from zhiheng_api.pace import Pace
from zhiheng_api.sealing import SealWatch
from zhiheng_api.sessions import Session, find_session
from zhiheng_api.settings import Settings

COOKIE = "zhiheng_session"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_KEY = re.compile(r"[0-9a-f]{64,200}")
_SIGNED = 3
"""Parts of a signature, the last of which may be left out."""


@dataclass(frozen=True, slots=True)
class App:
    """What the app holds in its state."""

    runtime: Runtime
    settings: Settings
    pace: Pace
    seal_watch: SealWatch


def app_of(request: Request) -> App:
    """The app's own objects."""
    app: App = request.app.state.zhiheng
    return app


# What reads nothing is `async`, though it awaits nothing: FastAPI sends every other dependency
# to a thread, at some 0.1 ms each.


async def get_app(request: Request) -> App:
    """The app's own objects."""
    return app_of(request)


async def get_runtime(request: Request) -> Runtime:
    """The engine of this process."""
    return app_of(request).runtime


def find_caller(request: Request) -> Session | None:
    """The session of the request, from its bearer token or its cookie; None without one.

    Bearer tokens never come from cookies; a cookie's unsafe request must show that it comes
    from our own pages.
    """
    app = app_of(request)
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    bearer = given if scheme.lower() == "bearer" else ""  # browsers add `Basic` by themselves
    token = bearer or request.cookies.get(COOKIE, "")
    if not token:
        return None
    session = find_session(app.runtime.db, token, system_now(), app.settings.confirm_minutes)
    if session is not None and request.method not in _SAFE:
        if not bearer:
            _same_site(request, session)
        app.pace.write(session.caller.account)
    request.state.session = session
    return session


def _same_site(request: Request, session: Session) -> None:
    """Prevents another site from acting with the cookie of a logged-in officer."""
    if request.headers.get("x-csrf-token") == session.csrf:
        return
    if request.headers.get("sec-fetch-site") == "same-origin":
        return
    origin = request.headers.get("origin", "")
    if origin and origin.partition("://")[2] == request.headers.get("host"):
        return
    raise Forbidden("cross-site")


def get_session(request: Request) -> Session:
    """The session of the request. Raises NotLoggedIn."""
    session = find_caller(request)
    if session is None:
        raise NotLoggedIn("not-logged-in")
    return session


SomeSession = Annotated[Session, Depends(get_session)]
SomeRuntime = Annotated[Runtime, Depends(get_runtime)]
SomeApp = Annotated[App, Depends(get_app)]


async def get_caller(session: SomeSession) -> Caller:
    """Who is asking."""
    return session.caller


SomeCaller = Annotated[Caller, Depends(get_caller)]


async def get_once(
    idempotency_key: Annotated[
        str | None, Header(min_length=8, max_length=128, pattern=r"^[\x21-\x7e]+$")
    ] = None,
    if_match: Annotated[str | None, Header(pattern=r'^"?\d{1,9}"?$')] = None,
    actor_signature: Annotated[str | None, Header(max_length=1000)] = None,
) -> Once:
    """The caller's key, the entry number that he has seen, and his own signature."""
    seen = int(if_match.strip('"')) if if_match else None
    return Once(idempotency_key, seen, _own(actor_signature))


def _own(given: str | None) -> tuple[str, str, str] | None:
    """Suite, key and signature; no signature asks what to sign."""
    if given is None:
        return None
    parts = [*given.split(" "), ""]
    if len(parts) not in (_SIGNED, _SIGNED + 1) or not _KEY.fullmatch(parts[1]):
        raise BadData("signature-unreadable", pointer="")
    return parts[0], parts[1], parts[2]


SomeOnce = Annotated[Once, Depends(get_once)]
