"""Figures for monitoring: requests by route, status and time. Operational, never evidence."""

from time import perf_counter

from prometheus_client import Counter, Gauge, Histogram
from starlette.types import ASGIApp, Message, Receive, Scope, Send

REQUESTS = Counter("zhiheng_requests_total", "Requests", ["method", "route", "status"])
SECONDS = Histogram("zhiheng_request_seconds", "Seconds of a request", ["method", "route"])
SEAL_LAG = Gauge("zhiheng_seal_lag_seconds", "Since when the oldest unsealed entry waits")
UNSEALED = Gauge("zhiheng_unsealed_events", "Entries that are not sealed")


_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
"""Anybody may make methods up, and each would be kept for ever."""


class Measured:
    """Counts and times each request by its route's pattern, never by its raw path."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status = 500
        began = perf_counter()

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, noting)
        finally:
            route = getattr(scope.get("route"), "path", "unmatched")
            method = scope["method"] if scope["method"] in _METHODS else "other"
            REQUESTS.labels(method, route, str(status)).inc()
            SECONDS.labels(method, route).observe(perf_counter() - began)
