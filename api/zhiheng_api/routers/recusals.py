"""Recusal (回避): ask for it, decide on it, and see what is open."""

from typing import Annotated

from fastapi import APIRouter, Path

from zhiheng.commands.assignment.recusal import AskRecusal, DecideRecusal
from zhiheng.commands.handling.handle import execute
from zhiheng.queries.recusals import RecusalItem, recusals
from zhiheng_api.context import SomeCaller, SomeOnce, SomeRuntime
from zhiheng_api.routers.cases import CasePath
from zhiheng_api.schemas.inputs import RecusalDecisionIn, RecusalIn
from zhiheng_api.schemas.outputs import ReceiptOut, receipt_out

router = APIRouter(prefix="/api/v1/cases/{case}/recusals", tags=["cases"])


@router.get("")
def list_recusals(rt: SomeRuntime, caller: SomeCaller, case: CasePath) -> list[RecusalItem]:
    """The recusals of a case, without grounds and reasons."""
    with rt.db.reading() as connection:
        return recusals(rt, connection, caller, case)


@router.post("", status_code=201)
def ask(
    rt: SomeRuntime, caller: SomeCaller, once: SomeOnce, case: CasePath, body: RecusalIn
) -> ReceiptOut:
    """Ask that somebody stand aside; who asks for himself stands aside at once."""
    command = AskRecusal(case, body.person, body.ground, body.reason)
    return receipt_out(execute(rt, caller, command, once))


@router.post("/{no}/decision", status_code=201)
def decide(
    rt: SomeRuntime,
    caller: SomeCaller,
    once: SomeOnce,
    case: CasePath,
    no: Annotated[int, Path(ge=1, le=9999)],
    body: RecusalDecisionIn,
) -> ReceiptOut:
    """Decide on it, with a reason; on the head's by the minutes of the meeting."""
    command = DecideRecusal(case, no, body.granted, body.reason, body.minutes)
    return receipt_out(execute(rt, caller, command, once))
