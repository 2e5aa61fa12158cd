"""Every error as RFC 9457 `application/problem+json`, in Chinese and English, with its cure."""

import json
from collections.abc import Callable, Mapping
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from httpx import codes
from sqlalchemy.exc import DBAPIError
from starlette.exceptions import HTTPException

from zhiheng.check import Checked
from zhiheng.errors import (
    BadData,
    Busy,
    ChartRefused,
    NoRoom,
    NotAllowed,
    NotVisible,
    Refusal,
    ReplayDiffers,
    TooMany,
    unfit,
)
from zhiheng.messages import tell
from zhiheng.model.finding import Finding
from zhiheng.store.room import no_room
from zhiheng_api.unfit_texts import why

MEDIA = "application/problem+json"
_log = structlog.get_logger()
Answer = Callable[[Request, Refusal], Response]


def body_of(refusal: Refusal) -> dict[str, Any]:
    """The problem document of a refusal."""
    told = tell(refusal)
    body: dict[str, Any] = {
        "type": f"urn:zhiheng:problem:{refusal.rule}",
        "title": told.title.zh,
        "status": refusal.status,
        "detail": told.text.zh,
        "rule": refusal.rule,
        "en": {"title": told.title.en, "detail": told.text.en, "cure": told.cure.en},
        "cure": told.cure.zh,
        "basis": told.basis,
        "pointer": refusal.pointer,
        "facts": {k: v for k, v in refusal.facts.items() if isinstance(v, str | int) and v != ""},
    }
    if isinstance(refusal, ChartRefused):
        body["findings"] = [finding_json(x) for x in refusal.findings]
    return {k: v for k, v in body.items() if v is not None}


def finding_json(finding: Finding) -> dict[str, Any]:
    """A finding as JSON."""
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "elements": list(finding.elements),
        "line": finding.line,
        "message": {"zh": finding.message.zh, "en": finding.message.en},
        "cure": {"zh": finding.cure.zh, "en": finding.cure.en},
        "trace": list(finding.trace),
    }


def checked_json(checked: Checked) -> dict[str, Any]:
    """What was found about a chart, as JSON; `title` only where it was not read to be run."""
    body: dict[str, Any] = {
        "findings": [finding_json(x) for x in checked.findings],
        "certificate": checked.certificate,
    }
    if checked.title is not None:
        body["title"] = {"zh": checked.title.zh, "en": checked.title.en}
    return body


def respond(refusal: Refusal) -> Response:
    """The answer to a refused request."""
    headers: Mapping[str, str] = {}
    if isinstance(refusal, Busy | TooMany):
        headers = {"Retry-After": "1"}
    # It may quote what was sent; half a surrogate pair stays the escape that it came as.
    body = json.dumps(body_of(refusal), ensure_ascii=False).encode("utf-8", "backslashreplace")
    return Response(body, status_code=refusal.status, media_type=MEDIA, headers=dict(headers))


def install(app: FastAPI, answer: Answer) -> None:
    """Answer every error of the app by `answer`, which chooses between a problem and a page."""

    def told(refusal_of: Callable[[Request, Exception], Refusal]) -> Callable[..., Response]:
        def respond_to(request: Request, error: Exception) -> Response:
            response = answer(request, refusal_of(request, error))
            if isinstance(error, HTTPException) and error.headers:
                response.headers.update(error.headers)  # `Allow` of a 405
            return response

        return respond_to

    app.add_exception_handler(RequestValidationError, told(_invalid))
    app.add_exception_handler(HTTPException, told(_http))
    app.add_exception_handler(RecursionError, told(_too_deep))
    app.add_exception_handler(DBAPIError, told(_no_room))
    app.add_exception_handler(OSError, told(_no_room))
    app.add_exception_handler(ReplayDiffers, _incident)


def prefers_page(request: Request) -> bool:
    """Whether a browser asks: it names HTML before anything else that we could send."""
    kinds = [k.partition(";")[0].strip() for k in request.headers.get("accept", "").split(",")]
    named = [k for k in kinds if k == "text/html" or k.endswith("json")]
    return named[:1] == ["text/html"]


def _invalid(_request: Request, error: Exception) -> Refusal:
    if not isinstance(error, RequestValidationError):
        raise error
    first = error.errors()[0]
    place = [str(p) for p in first["loc"] if p not in ("body", "query", "path", "header")]
    if first["type"] == "json_invalid":
        fault = str(first.get("ctx", {}).get("error", first["msg"]))
        return BadData("not-json", pointer="", fault=fault)
    return unfit("/" + "/".join(place), why(first))


def _no_room(_request: Request, error: Exception) -> Refusal:
    """A full disk is no fault of ours; any other error of the database or of files is."""
    if no_room(error):
        _log.error("storage_full", error=repr(error))
        return NoRoom("storage-full")
    raise error


def _too_deep(_request: Request, _error: Exception) -> Refusal:
    return BadData("too-deep", pointer="", limit="…")


def _http(request: Request, error: Exception) -> Refusal:
    if not isinstance(error, HTTPException):
        raise error
    if error.status_code == codes.NOT_FOUND:
        return NotVisible("no-such-page")
    if error.status_code == codes.METHOD_NOT_ALLOWED:
        return NotAllowed("no-such-method", method=request.method)
    # What the framework says of a body that it could not take apart.
    return BadData("not-json", pointer="", fault=str(error.detail))


def crashed(_request: Request, error: Exception) -> Response:
    """Our own fault: nothing was written, and nothing of the inside is told."""
    _log.error("crashed", error=repr(error))
    return JSONResponse(
        {
            "type": "urn:zhiheng:problem:fault",
            "title": "系统出错，本次操作没有写入",
            "en": {"title": "A fault of ours; nothing was written"},
            "status": 500,
        },
        status_code=500,
        media_type=MEDIA,
    )


def _incident(_request: Request, error: Exception) -> Response:
    """Log and executor disagree: the case stops, and people must look (design.md §3)."""
    _log.error("incident", error=str(error))
    return JSONResponse(
        {
            "type": "urn:zhiheng:problem:incident",
            "title": "办件停止：日志与执行结果不一致",
            "en": {"title": "Case stopped: log and executor disagree"},
            "status": 500,
        },
        status_code=500,
        media_type=MEDIA,
    )
