"""Records of interference (打招呼登记) and complaints (投诉), apart from the case."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from zhiheng.commands.reports.answer_complaint import AnswerComplaint
from zhiheng.commands.reports.complain import Complain
from zhiheng.commands.reports.record_interference import RecordInterference
from zhiheng.commands.reports.report import execute_report
from zhiheng.queries.bundle import report_bundle
from zhiheng.queries.reports import ReportItem, report, reports
from zhiheng.runtime.exports import exported
from zhiheng_api.context import SomeApp, SomeCaller, SomeOnce, SomeRuntime
from zhiheng_api.routers.cases import UUID, CasePath
from zhiheng_api.schemas.outputs import ReceiptOut, receipt_out
from zhiheng_api.schemas.reports import AnswerIn, ComplaintIn, InterferenceIn

router = APIRouter(prefix="/api/v1", tags=["reports"])

ReportPath = Annotated[str, Path(pattern=UUID)]


@router.post("/cases/{case}/interference", status_code=201)
def record_interference(
    rt: SomeRuntime, caller: SomeCaller, once: SomeOnce, case: CasePath, body: InterferenceIn
) -> ReceiptOut:
    """打招呼登记: the caller was approached outside the path; only the supervisor is told."""
    command = RecordInterference(case, body.kind, body.by, body.what, body.answer, body.about)
    return receipt_out(execute_report(rt, caller, command, once))


@router.post("/cases/{case}/complaints", status_code=201)
def complain(
    rt: SomeRuntime, caller: SomeCaller, once: SomeOnce, case: CasePath, body: ComplaintIn
) -> ReceiptOut:
    """投诉: the applicant complains of a step of his case; the supervisor answers."""
    command = Complain(case, body.task, body.text, body.about)
    return receipt_out(execute_report(rt, caller, command, once))


@router.get("/reports")
def list_reports(
    rt: SomeRuntime,
    caller: SomeCaller,
    case: Annotated[str | None, Query(pattern=UUID)] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 100,
    before: Annotated[str | None, Query(pattern=UUID)] = None,
) -> list[ReportItem]:
    """One's own, and those that have come to one's office; the newest first."""
    with rt.db.reading() as connection:
        return reports(rt, connection, caller, case, limit, before)


@router.get("/reports/{one}")
def get_report(rt: SomeRuntime, caller: SomeCaller, one: ReportPath) -> ReportItem:
    """One of them."""
    with rt.db.reading() as connection:
        return report(rt, connection, caller, one)


@router.get("/reports/{one}/bundle")
def get_bundle(app: SomeApp, rt: SomeRuntime, caller: SomeCaller, one: ReportPath) -> Response:
    """Its entries, to be verified offline."""
    with rt.db.reading() as connection:
        content = report_bundle(rt, connection, caller, one, app.settings.witness_keys)
    # Not which: the access stream is the supervisor's, whom a report may be about.
    exported(rt, caller, "report-bundle", content)
    return Response(content, media_type="application/zip")


@router.post("/reports/{one}/answer", status_code=201)
def answer(
    rt: SomeRuntime,
    caller: SomeCaller,
    once: SomeOnce,
    one: ReportPath,
    body: AnswerIn,
) -> ReceiptOut:
    """投诉答复: by the office that the complaint went to, with a reason."""
    command = AnswerComplaint(one, body.upheld, body.reason)
    return receipt_out(execute_report(rt, caller, command, once))
