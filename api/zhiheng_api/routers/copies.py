"""Copies (抄送), circulation (阅知), and 已阅."""

from typing import Annotated

from fastapi import APIRouter, Path

from zhiheng.commands.cases.acknowledge import Acknowledge
from zhiheng.commands.cases.copy_to import CopyTo
from zhiheng.commands.handling.handle import execute
from zhiheng.model.ids import PersonId
from zhiheng.queries.copies import CopyView, copies
from zhiheng_api.context import SomeCaller, SomeOnce, SomeRuntime
from zhiheng_api.routers.cases import CasePath
from zhiheng_api.schemas.inputs import CopyIn
from zhiheng_api.schemas.outputs import ReceiptOut, receipt_out

router = APIRouter(prefix="/api/v1/cases/{case}/copies", tags=["cases"])

CopyNo = Annotated[int, Path(ge=1, le=99_999)]


@router.get("")
def list_copies(rt: SomeRuntime, caller: SomeCaller, case: CasePath) -> tuple[CopyView, ...]:
    """Who got a copy, and who has read it; nothing for applicants."""
    with rt.db.reading() as connection:
        return copies(rt, connection, caller, case)


@router.post("", status_code=201)
def copy(
    rt: SomeRuntime, caller: SomeCaller, once: SomeOnce, case: CasePath, body: CopyIn
) -> ReceiptOut:
    """Send a copy (抄送), or circulate (阅知), as one who acts on the case or has."""
    receivers = tuple(PersonId(p) for p in body.receivers)
    return receipt_out(execute(rt, caller, CopyTo(case, receivers, body.kind, body.note), once))


@router.post("/{no}/read", status_code=201)
def acknowledge(
    rt: SomeRuntime, caller: SomeCaller, once: SomeOnce, case: CasePath, no: CopyNo
) -> ReceiptOut:
    """Say that one has read it (已阅); on record, once, by the receiver himself."""
    return receipt_out(execute(rt, caller, Acknowledge(case, no), once))
