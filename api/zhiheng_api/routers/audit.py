"""For auditors and supervisors: why something was allowed or refused, and event logs."""

import tempfile
from datetime import date
from pathlib import Path as File
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from fastapi.responses import FileResponse
from starlette.background import BackgroundTask

from zhiheng import facts as f
from zhiheng.clock import local_date
from zhiheng.model.caller import Caller
from zhiheng.queries.event_log.write import Format, Selection, must_audit, write_event_log
from zhiheng.runtime import Runtime
from zhiheng.runtime.exports import put_down
from zhiheng.runtime.looks import minute_of
from zhiheng.why.explain import why
from zhiheng.why.verdict import Why
from zhiheng_api.context import SomeCaller, SomeRuntime
from zhiheng_api.routers.cases import UUID, CasePath
from zhiheng_api.schemas.explained import why_json

router = APIRouter(prefix="/api/v1/audit", tags=["audit"])

EntryNo = Annotated[int, Path(ge=1, le=9_999_999)]
_MEDIA = {Format.XES: "application/xml", Format.OCEL: "application/json"}


@router.get("/cases/{case}/entries/{n}/why")
def why_allowed(rt: SomeRuntime, caller: SomeCaller, case: CasePath, n: EntryNo) -> dict[str, Any]:
    """Why an act on a case was allowed: judged again as of then, rule by rule."""
    return why_json(explained(rt, caller, f"case/{case}", n))


@router.get("/refusals/{day}/{n}/why")
def why_refused(rt: SomeRuntime, caller: SomeCaller, day: date, n: EntryNo) -> dict[str, Any]:
    """Why an act was refused: entry n of the access stream of that day."""
    return why_json(explained(rt, caller, f"access/{caller.agency}/{day.isoformat()}", n))


@router.get("/export")
def export(
    rt: SomeRuntime,
    caller: SomeCaller,
    kind: Annotated[Format, Query(alias="format")] = Format.OCEL,
    chart: Annotated[str | None, Query(max_length=100, pattern=r"^[\w-]+$")] = None,
    case: Annotated[list[Annotated[str, Query(pattern=UUID)]] | None, Query(max_length=100)] = None,
    since: Annotated[date | None, Query()] = None,
    until: Annotated[date | None, Query()] = None,
    *,
    masked: Annotated[bool, Query()] = True,
) -> FileResponse:
    """XES or OCEL 2.0 of a selection; masked unless asked otherwise. On record before it leaves."""
    must_audit(caller)
    selection = Selection(tuple(case or ()), chart, since, until)
    folder = tempfile.TemporaryDirectory(prefix="zhiheng-export-")
    path = File(folder.name) / f"zhiheng.{'xes' if kind is Format.XES else 'jsonocel'}"
    with rt.db.reading() as connection:
        now = rt.now(rt.agency(connection, caller.agency))
        found = write_event_log(rt, connection, caller.agency, selection, kind, path, masked=masked)
    fact = f.Exported(
        what=kind.value,
        sha256=found.sha256,
        size=found.size,
        masked=masked,
        selection=selection.told(),
    )
    put_down(rt, caller, "export", fact)
    name = f"{caller.agency}-{local_date(now).isoformat()}{path.suffix}"
    cleaned = BackgroundTask(folder.cleanup)
    return FileResponse(path, media_type=_MEDIA[kind], filename=name, background=cleaned)


def explained(rt: Runtime, caller: Caller, stream: str, n: int) -> Why:
    """For supervisors and auditors; that they looked is on record before it is told."""
    must_audit(caller)
    with rt.db.reading() as connection:
        found = why(rt, connection, caller.agency, stream, n)
    minute = minute_of(rt.time_of(caller.agency))
    fact = f.FileRead(what="why", minute=minute, case=found.case, task=found.task)
    put_down(rt, caller, "read", fact)
    return found
