"""Who holds, signs and prepares a step: transfer, signers added, delegation, reassignment."""

from fastapi import APIRouter

from zhiheng.commands.assignment.delegate import Delegate, Recall, ReportBack
from zhiheng.commands.assignment.reassign import Reassign
from zhiheng.commands.assignment.transfer import Transfer
from zhiheng.commands.handling.handle import execute
from zhiheng.commands.signing.add_signer import AddSigner, RemoveSigner
from zhiheng.model.ids import PersonId
from zhiheng_api.context import SomeCaller, SomeOnce, SomeRuntime
from zhiheng_api.routers.tasks import SomeTask
from zhiheng_api.schemas.outputs import ReceiptOut, receipt_out
from zhiheng_api.schemas.verbs import PersonIn, ReassignIn, ReportIn, SlotIn, TransferIn

router = APIRouter(prefix="/api/v1/cases/{case}/tasks/{task}", tags=["tasks"])


@router.post("/transfer")
def transfer(
    rt: SomeRuntime, caller: SomeCaller, once: SomeOnce, at: SomeTask, body: TransferIn
) -> ReceiptOut:
    """Give what one holds to another who may do it in his own right (转办)."""
    command = Transfer(at.case, at.task, PersonId(body.receiver), body.reason)
    return receipt_out(execute(rt, caller, command, once))


@router.post("/signers")
def add_signer(
    rt: SomeRuntime, caller: SomeCaller, once: SomeOnce, at: SomeTask, body: PersonIn
) -> ReceiptOut:
    """One more signs the step (加签)."""
    command = AddSigner(at.case, at.task, PersonId(body.person), body.reason)
    return receipt_out(execute(rt, caller, command, once))


@router.post("/signers/remove")
def remove_signer(
    rt: SomeRuntime, caller: SomeCaller, once: SomeOnce, at: SomeTask, body: SlotIn
) -> ReceiptOut:
    """One who was added is due no more (减签). Needs a password just confirmed."""
    command = RemoveSigner(at.case, at.task, body.slot, body.reason)
    return receipt_out(execute(rt, caller, command, once))


@router.post("/delegate")
def delegate(
    rt: SomeRuntime, caller: SomeCaller, once: SomeOnce, at: SomeTask, body: PersonIn
) -> ReceiptOut:
    """Another prepares it and reports back (委派); the holder signs."""
    command = Delegate(at.case, at.task, PersonId(body.person), body.reason)
    return receipt_out(execute(rt, caller, command, once))


@router.post("/report")
def report(
    rt: SomeRuntime, caller: SomeCaller, once: SomeOnce, at: SomeTask, body: ReportIn
) -> ReceiptOut:
    """The delegate's report (回报)."""
    return receipt_out(execute(rt, caller, ReportBack(at.case, at.task, body.report), once))


@router.post("/recall")
def recall(rt: SomeRuntime, caller: SomeCaller, once: SomeOnce, at: SomeTask) -> ReceiptOut:
    """Take back what was delegated (收回委派)."""
    return receipt_out(execute(rt, caller, Recall(at.case, at.task), once))


@router.post("/reassign")
def reassign(
    rt: SomeRuntime, caller: SomeCaller, once: SomeOnce, at: SomeTask, body: ReassignIn
) -> ReceiptOut:
    """What one holds who is away or gone goes to another (离职转办), by a superior."""
    command = Reassign(at.case, at.task, body.slot, PersonId(body.receiver), body.reason)
    return receipt_out(execute(rt, caller, command, once))
