"""Cases: start, find, see, withdraw, take back; time line, run sheet, bundle."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Response

from zhiheng.commands.cases.withdraw import Withdraw
from zhiheng.commands.handling.handle import execute
from zhiheng.commands.handling.start import Start, start
from zhiheng.commands.signing.take_back import TakeBack
from zhiheng.errors import NotReady
from zhiheng.model.caller import Caller, Role
from zhiheng.model.ids import CaseId
from zhiheng.queries import cases as q
from zhiheng.queries.bundle import case_bundle
from zhiheng.queries.difference import DifferenceView, case_difference
from zhiheng.queries.replay import replay
from zhiheng.queries.timeline import SheetRow, Step, run_sheet, timeline
from zhiheng.runtime.exports import exported
from zhiheng_api.context import SomeApp, SomeCaller, SomeOnce, SomeRuntime
from zhiheng_api.schemas.inputs import StartIn
from zhiheng_api.schemas.outputs import ReceiptOut, receipt_out

router = APIRouter(prefix="/api/v1/cases", tags=["cases"])

UUID = r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"
CasePath = Annotated[CaseId, Path(pattern=UUID)]


@router.post("", status_code=201)
def start_case(rt: SomeRuntime, caller: SomeCaller, once: SomeOnce, body: StartIn) -> ReceiptOut:
    """An application comes in, by the applicant's account or at the window."""
    online = caller.role is Role.APPLICANT
    command = Start(
        key=body.chart,
        title=body.title,
        applicant=body.applicant or applicant_of(caller),
        channel="online" if online else "window",
        values=body.values,
        project=body.project,
    )
    return receipt_out(start(rt, caller, command, once))


def applicant_of(caller: Caller) -> str:
    """Who applies, where nobody is named: a system case is the agency's own."""
    return caller.agency if caller.role is Role.SYSTEM else caller.party or ""


@router.get("")
def list_cases(
    rt: SomeRuntime,
    caller: SomeCaller,
    q_: Annotated[str, Query(alias="q", max_length=100, pattern=r"^[^\x00-\x1f]*$")] = "",
    status: Annotated[str | None, Query(pattern="^(running|closed|withdrawn|merged)$")] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    before: Annotated[str | None, Query(pattern=UUID)] = None,
) -> list[q.CaseItem]:
    """Find cases by number or title, newest first; `before` pages on."""
    with rt.db.reading() as connection:
        return q.search(connection, caller, q_, status, limit, before)


@router.get("/{case}")
def get_case(rt: SomeRuntime, caller: SomeCaller, response: Response, case: CasePath) -> q.CaseItem:
    """Where a case stands. The ETag is the number of its last entry."""
    with rt.db.reading() as connection:
        item = q.one(connection, caller, case)
    response.headers["ETag"] = f'"{item.n}"'
    return item


@router.get("/{case}/timeline")
def get_timeline(rt: SomeRuntime, caller: SomeCaller, case: CasePath) -> list[Step]:
    """What has happened, entry by entry. Applicants see posts, not persons and opinions."""
    with rt.db.reading() as connection:
        file = q.case_file(rt, connection, caller, case)
        roster = rt.agency(connection, caller.agency).roster
    if roster is None:
        raise NotReady("agency-not-ready")
    return timeline(file, roster, full=caller.role is not Role.APPLICANT)


@router.get("/{case}/run-sheet")
def get_run_sheet(rt: SomeRuntime, caller: SomeCaller, case: CasePath) -> list[SheetRow]:
    """初审业务流程运行表: each step, its limit, the time used, who signed (R-087)."""
    with rt.db.reading() as connection:
        file = q.case_file(rt, connection, caller, case)
        view = rt.agency(connection, caller.agency)
    if view.roster is None or view.calendar is None:
        raise NotReady("agency-not-ready")
    if caller.role is Role.APPLICANT:
        return []
    return run_sheet(file, view.roster, view.calendar, rt.now(view))


@router.get("/{case}/replay")
def get_replay(rt: SomeRuntime, caller: SomeCaller, case: CasePath) -> dict[str, Any]:
    """Replay the case from its log and compare executor and tables."""
    with rt.db.reading() as connection:
        item = q.one(connection, caller, case)
        found = replay(rt, connection, caller.agency, case)
    return {"ok": not found, "entries": item.n, "differences": found}


@router.get("/{case}/difference")
def get_difference(rt: SomeRuntime, caller: SomeCaller, case: CasePath) -> DifferenceView:
    """In a system case: what it would change against what is in force, in words."""
    with rt.db.reading() as connection:
        return case_difference(rt, connection, caller, case)


@router.get("/{case}/bundle")
def get_bundle(
    app: SomeApp, rt: SomeRuntime, caller: SomeCaller, case: CasePath, *, cosigned: bool = False
) -> Response:
    """The case's entries and what they rest on, to be verified offline.

    With `cosigned`: under the newest checkpoint that a witness has seen; see the agency's.
    """
    with rt.db.reading() as connection:
        q.one(connection, caller, case)
        full = caller.role is not Role.APPLICANT
        content = case_bundle(
            rt,
            connection,
            caller.agency,
            case,
            full=full,
            witnesses=app.settings.witness_keys,
            cosigned=cosigned,
        )
    exported(rt, caller, "case-bundle", content, {"case": case}, masked=not full)
    return Response(
        content,
        media_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{case}.zip"'},
    )


@router.post("/{case}/withdraw")
def withdraw(rt: SomeRuntime, caller: SomeCaller, once: SomeOnce, case: CasePath) -> ReceiptOut:
    """The applicant withdraws (撤回申请)."""
    return receipt_out(execute(rt, caller, Withdraw(case), once))


@router.post("/{case}/take-back")
def take_back(rt: SomeRuntime, caller: SomeCaller, once: SomeOnce, case: CasePath) -> ReceiptOut:
    """Take one's own last step back (拿回), while nobody has touched the next."""
    return receipt_out(execute(rt, caller, TakeBack(case), once))
