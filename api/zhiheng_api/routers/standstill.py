"""Suspend a case and resume it (暂停、恢复); merge two (并案); extend a limit (延期)."""

from typing import Annotated

from fastapi import APIRouter, Path

from zhiheng.commands.cases.merge import AskMerger, DecideMerger, ask_merger, decide_merger
from zhiheng.commands.cases.suspend import AskSuspension, DecideSuspension, Resume
from zhiheng.commands.handling.handle import execute
from zhiheng.commands.limits.extend import Extend
from zhiheng.model.ids import CaseId
from zhiheng.queries.cases import case_file
from zhiheng.queries.extensions import ExtensionItem, extensions
from zhiheng.queries.standstill import Standstill, standstill
from zhiheng_api.context import SomeCaller, SomeOnce, SomeRuntime
from zhiheng_api.routers.cases import CasePath
from zhiheng_api.schemas.outputs import ReceiptOut, receipt_out
from zhiheng_api.schemas.verbs import (
    ExtensionIn,
    GrantIn,
    MergerGrantIn,
    MergerIn,
    ReasonIn,
    SuspensionIn,
)

router = APIRouter(prefix="/api/v1/cases/{case}", tags=["cases"])
Number = Annotated[int, Path(ge=1, le=9999)]


@router.get("/standstill")
def get_standstill(rt: SomeRuntime, caller: SomeCaller, case: CasePath) -> Standstill:
    """Whether the case is suspended or merged, and what was asked for."""
    with rt.db.reading() as connection:
        file = case_file(rt, connection, caller, case)
        view = rt.agency(connection, caller.agency)
    return standstill(rt, file, view, caller.role)


@router.post("/suspensions", status_code=201)
def ask_suspension(
    rt: SomeRuntime, caller: SomeCaller, once: SomeOnce, case: CasePath, body: SuspensionIn
) -> ReceiptOut:
    """Ask that nobody goes on with the case until a day; no limit stops by it."""
    command = AskSuspension(case, body.ground, body.reason, body.until)
    return receipt_out(execute(rt, caller, command, once))


@router.post("/suspensions/{no}/decision", status_code=201)
def decide_suspension(
    rt: SomeRuntime,
    caller: SomeCaller,
    once: SomeOnce,
    case: CasePath,
    no: Number,
    body: GrantIn,
) -> ReceiptOut:
    """A leader who has not asked himself decides. Needs a password just confirmed."""
    command = DecideSuspension(case, no, body.granted, body.reason)
    return receipt_out(execute(rt, caller, command, once))


@router.post("/resume")
def resume(
    rt: SomeRuntime, caller: SomeCaller, once: SomeOnce, case: CasePath, body: ReasonIn
) -> ReceiptOut:
    """Go on before the last day (恢复)."""
    return receipt_out(execute(rt, caller, Resume(case, body.reason), once))


@router.get("/extensions")
def get_extensions(rt: SomeRuntime, caller: SomeCaller, case: CasePath) -> list[ExtensionItem]:
    """Which limits may still be extended: by how much, by whom, with which notice."""
    with rt.db.reading() as connection:
        file = case_file(rt, connection, caller, case)
        view = rt.agency(connection, caller.agency)
    return list(extensions(rt, file, view))


@router.post("/extensions", status_code=201)
def extend(
    rt: SomeRuntime, caller: SomeCaller, once: SomeOnce, case: CasePath, body: ExtensionIn
) -> ReceiptOut:
    """Extend a limit as its article gives (延期). Needs a password just confirmed."""
    command = Extend(case, body.clock, body.n, body.reason, body.notice)
    return receipt_out(execute(rt, caller, command, once))


@router.post("/mergers", status_code=201)
def ask(
    rt: SomeRuntime, caller: SomeCaller, once: SomeOnce, case: CasePath, body: MergerIn
) -> ReceiptOut:
    """Ask that another case of the same party be handled in this one."""
    command = AskMerger(case, CaseId(body.other), body.reason)
    return receipt_out(ask_merger(rt, caller, command, once))


@router.post("/mergers/{no}/decision", status_code=201)
def decide(
    rt: SomeRuntime,
    caller: SomeCaller,
    once: SomeOnce,
    case: CasePath,
    no: Number,
    body: MergerGrantIn,
) -> ReceiptOut:
    """A leader decides; granted, both cases are written in one transaction."""
    command = DecideMerger(case, CaseId(body.other), no, body.granted, body.reason)
    return receipt_out(decide_merger(rt, caller, command, once))
