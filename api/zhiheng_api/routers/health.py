"""Health, and figures for monitoring. Operational, never evidence."""

import math

import structlog
from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy.exc import SQLAlchemyError

from zhiheng.errors import Refusal
from zhiheng.store.db import ping
from zhiheng.store.migrate import at_head
from zhiheng_api.context import SomeApp
from zhiheng_api.metrics import SEAL_LAG, UNSEALED
from zhiheng_api.sealing import BEHIND, Lag

router = APIRouter(tags=["health"])
_log = structlog.get_logger()


@router.get("/health/live")
def live() -> dict[str, str]:
    """The process answers."""
    return {"status": "live"}


@router.get("/health/ready")
def ready(app: SomeApp) -> Response:
    """The database can be written, its schema is ours, the agency is set up, entries are sealed."""
    faults = []
    try:
        with app.runtime.db.writing() as connection:
            ping(connection)
            if not at_head(connection):
                faults.append("schema")
            elif app.runtime.agency(connection, app.settings.agency).roster is None:
                faults.append("roster")
            else:
                faults += _behind(app.seal_watch.look(connection))
    except (SQLAlchemyError, Refusal, OSError) as error:
        faults.append(type(error).__name__)
    return JSONResponse(
        {"status": "not ready" if faults else "ready", "faults": faults},
        status_code=503 if faults else 200,
    )


def _behind(lag: Lag) -> list[str]:
    """Sealing that has begun and stands still; where nobody seals there is nothing to wait for."""
    return ["sealing"] if lag.begun and lag.seconds > BEHIND else []


@router.get("/metrics")
def metrics(app: SomeApp) -> Response:
    """Prometheus text; what only the database knows is NaN while it is away."""
    try:
        with app.runtime.db.reading() as connection:
            lag = app.seal_watch.look(connection)
    except (SQLAlchemyError, Refusal) as error:
        _log.warning("seal_lag_unknown", error=repr(error))
        lag = Lag(math.nan, 0, begun=False)
    SEAL_LAG.set(lag.seconds)
    UNSEALED.set(lag.unsealed)
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
