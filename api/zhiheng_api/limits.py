"""Bodies are counted as they stream in; one too large is refused before it is held."""

from collections.abc import Callable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from zhiheng.errors import TooLarge
from zhiheng_api.problems import respond


class BodyLimit:
    """Refuse a body of more bytes than `limit(path)`."""

    def __init__(self, app: ASGIApp, limit: Callable[[str], int]) -> None:
        self._app = app
        self._limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        limit = self._limit(scope["path"])
        meter = _Meter(limit, max(0, _declared(scope)), receive, send)
        try:
            if not meter.over:
                await self._app(scope, meter.receive, meter.send)
        except _OverError:
            pass
        if meter.over:
            await respond(TooLarge("body-too-large", limit=limit))(scope, receive, send)


class _Meter:
    """Counts what comes in, and holds back what the app makes of a broken body."""

    def __init__(self, limit: int, declared: int, receive: Receive, send: Send) -> None:
        self._limit, self._receive, self._send = limit, receive, send
        self._declared, self._counted = declared, 0

    @property
    def over(self) -> bool:
        """Whether more has come, or was announced, than may."""
        return max(self._declared, self._counted) > self._limit

    async def receive(self) -> Message:
        """The next piece of the body."""
        message = await self._receive()
        self._counted += len(message.get("body", b""))
        if self.over:
            raise _OverError
        return message

    async def send(self, message: Message) -> None:
        """An answer, unless the body was too large for any answer but ours."""
        if not self.over:
            await self._send(message)


class _OverError(Exception):
    """More bytes than allowed have come in."""


def _declared(scope: Scope) -> int:
    for name, value in scope["headers"]:
        if name == b"content-length" and value.isdigit():
            return int(value[:20])
    return 0
