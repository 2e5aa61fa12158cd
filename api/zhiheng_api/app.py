"""The service: one app, made from settings."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import Response
from fastapi.staticfiles import StaticFiles
from fastapi_offline import FastAPIOffline

from zhiheng import __version__
from zhiheng.commands.frame.on_record import on_record
from zhiheng.errors import Forbidden, Refusal
from zhiheng.runtime import Runtime
from zhiheng.store.db import Database
from zhiheng_api import problems
from zhiheng_api.context import App, app_of
from zhiheng_api.limits import BodyLimit
from zhiheng_api.metrics import Measured
from zhiheng_api.noting import Noted
from zhiheng_api.pace import Pace
from zhiheng_api.register import register_in
from zhiheng_api.routers import (
    agency,
    archives,
    audit,
    cards,
    cases,
    charts,
    copies,
    deliveries,
    documents,
    draws,
    hands,
    health,
    inbox,
    keys,
    log,
    meetings,
    migrations,
    officers,
    recusals,
    register,
    reports,
    sessions,
    standstill,
    supervision,
    tasks,
    watch,
)
from zhiheng_api.sealing import SealWatch
from zhiheng_api.sessions import Session
from zhiheng_api.settings import Settings
from zhiheng_api.sweeper import sweeping
from zhiheng_api.web import (
    card_page,
    case_page,
    draw_page,
    entrance_page,
    hands_page,
    heat_page,
    inbox_page,
    leave_page,
    meeting_page,
    overdue_page,
    pages,
    parameters_page,
    public_page,
    receipt_page,
    recusal_page,
    relations_page,
    report_page,
    risks_page,
    standstill_page,
    start_page,
    supervision_page,
    task_page,
    tasks_page,
    why_page,
)

DOORS = (
    sessions,
    tasks,
    hands,
    meetings,
    cases,
    recusals,
    standstill,
    documents,
    supervision,
    charts,
    agency,
    migrations,
    officers,
    keys,
    inbox,
    copies,
    deliveries,
    draws,
    reports,
    archives,
    cards,
    register,
    watch,
    log,
    audit,
    health,
)
PAGES = (
    entrance_page,
    tasks_page,
    inbox_page,
    overdue_page,
    case_page,
    receipt_page,
    start_page,
    recusal_page,
    task_page,
    hands_page,
    standstill_page,
    meeting_page,
    leave_page,
    relations_page,
    parameters_page,
    draw_page,
    report_page,
    card_page,
    supervision_page,
    risks_page,
    heat_page,
    public_page,
    why_page,
)

_PROGRAMS = ("/api/", "/health/", "/metrics", "/static/", "/openapi.json")


def create_app(settings: Settings, runtime: Runtime | None = None) -> FastAPI:
    """The app around a runtime; one is made from the settings when none is given."""
    settings.data.mkdir(parents=True, exist_ok=True)
    if settings.risk_register is not None:
        register_in(settings.risk_register)  # a fault stops the start, not somebody's page
    rt = runtime or Runtime(
        Database(settings.url, settings.agency, pending=settings.seal_pending), settings.documents
    )

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        async with sweeping(rt, settings):
            yield
        rt.db.close()

    app: FastAPI = FastAPIOffline(
        title="制衡 zhiheng",
        version=__version__,
        docs_url="/docs",
        redoc_url=None,
        lifespan=lifespan,
    )
    pace = Pace(
        settings.writes_per_minute, settings.logins_per_minute, settings.log_reads_per_minute
    )
    app.state.zhiheng = App(rt, settings, pace, SealWatch(rt, settings.agency))
    problems.install(app, _answer)
    app.add_exception_handler(Refusal, _refused)
    app.add_exception_handler(Exception, problems.crashed)
    for module in (*DOORS, *PAGES):
        # As they were read with their module: `include_router` reads each of them once more for
        # this app, at its first request.
        app.router.routes.extend(module.router.routes)
    app.mount("/static", StaticFiles(directory=pages.STATIC), name="static")
    app.add_middleware(Noted, runtime=rt)
    app.add_middleware(Measured)
    app.add_middleware(BodyLimit, limit=lambda path: _limit(settings, path))
    return app


def _limit(settings: Settings, path: str) -> int:
    """Papers may be larger than anything else."""
    with_papers = path.startswith("/cases/") and ("/recusals/" in path or path.endswith("/sign"))
    with_papers = with_papers or path in ("/api/v1/documents", "/leave/hand-over")
    return settings.max_document if with_papers else settings.max_body


def _refused(request: Request, error: Exception) -> Response:
    if not isinstance(error, Refusal):
        raise error
    session: Session | None = getattr(request.state, "session", None)
    if session is not None and isinstance(error, Forbidden):
        # What a command refuses is on record by now; this is what may not be read.
        verb = f"{request.method.lower()}-{request.scope['route'].name}"
        on_record(app_of(request).runtime, session.caller, error, verb)
    return _answer(request, error)


def _answer(request: Request, refusal: Refusal) -> Response:
    """The interface answers with a problem document, the pages and browsers with a page."""
    on_page = not request.url.path.startswith(_PROGRAMS) and "route" in request.scope
    if on_page or problems.prefers_page(request):
        return pages.refused(request, refusal)
    return problems.respond(refusal)


def from_environment() -> Any:
    """For `uvicorn --factory zhiheng_api.app:from_environment`."""
    return create_app(Settings())
