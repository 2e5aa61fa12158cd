"""Who reads what of a file is noted at the one place that all answers pass (docs/log.md).

Only what was answered: a refusal is on record as one, and what is not there was not read.
"""

from typing import Any

from anyio.to_thread import run_sync
from sqlalchemy.exc import DBAPIError
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from zhiheng import facts as f
from zhiheng.errors import Busy
from zhiheng.runtime import Runtime
from zhiheng.runtime.access import acting
from zhiheng.runtime.looks import FLUSH_AT, MOST, minute_of
from zhiheng_api import problems
from zhiheng_api.logged.doors import READS
from zhiheng_api.sessions import Session


class Noted:
    """Notes each read of a file before its first byte leaves."""

    def __init__(self, app: ASGIApp, runtime: Runtime) -> None:
        self._app = app
        self._rt = runtime

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self._app(scope, receive, send)
            return
        shut = False

        async def noting(message: Message) -> None:
            nonlocal shut
            if message["type"] == "http.response.start" and _shown(message["status"]):
                shut = not await self._note(scope)
                if shut:
                    await problems.respond(Busy("busy"))(scope, receive, send)
            if not shut:
                await send(message)

        await self._app(scope, receive, noting)

    async def _note(self, scope: Scope) -> bool:
        """Whether it may be shown: what cannot be recorded any more is not read."""
        session: Session | None = scope.get("state", {}).get("session")
        what = READS.get(getattr(scope.get("route"), "path", ""))
        if session is None or what is None:
            return True
        looks, caller = self._rt.looks, session.caller
        minute = minute_of(self._rt.time_of(caller.agency))
        looks.note(caller.agency, acting(caller), _fact(what, minute, scope["path_params"]))
        if len(looks) >= FLUSH_AT:
            try:
                await run_sync(looks.flush, self._rt.time_of)
            except (Busy, DBAPIError):
                return len(looks) < MOST
        return True


def _shown(status: int) -> bool:
    return 200 <= status < 300  # noqa: PLR2004 - success, as HTTP has it


def _fact(what: str, minute: str, at: dict[str, Any]) -> f.FileRead:
    """Of a report not even which: the access stream is the supervisor's, whom it may be about."""
    return f.FileRead(
        what=what,
        minute=minute,
        case=at.get("case"),
        task=at["task"].replace("~", "/") if "task" in at else None,
        file=at.get("one") if what == "card" else None,
    )
