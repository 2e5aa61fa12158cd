"""Health, and figures for monitoring. Operational, never evidence."""

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy.exc import SQLAlchemyError

from zhiheng.errors import Refusal
from zhiheng.store.db import ping
from zhiheng.store.migrate import at_head
from zhiheng_api.context import SomeApp

router = APIRouter(tags=["health"])


@router.get("/health/live")
def live() -> dict[str, str]:
    """The process answers."""
    return {"status": "live"}


@router.get("/health/ready")
def ready(app: SomeApp) -> Response:
    """The database can be written, its schema is ours, and the agency is set up."""
    faults = []
    try:
        with app.runtime.db.writing() as connection:
            ping(connection)
            if not at_head(connection):
                faults.append("schema")
            elif app.runtime.agency(connection, app.settings.agency).roster is None:
                faults.append("roster")
    except (SQLAlchemyError, Refusal, OSError) as error:
        faults.append(type(error).__name__)
    return JSONResponse(
        {"status": "not ready" if faults else "ready", "faults": faults},
        status_code=503 if faults else 200,
    )


@router.get("/metrics")
def metrics() -> Response:
    """Prometheus text."""
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
