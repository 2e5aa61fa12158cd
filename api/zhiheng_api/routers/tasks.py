"""Tasks: my list, one task, claim, give back, sign, supplement notice, outside result."""

from typing import Annotated, Any

from fastapi import APIRouter, Path

from zhiheng.commands.claim import Claim
from zhiheng.commands.handle import execute
from zhiheng.commands.sign import RecordResult, Sign, SupplementNotice
from zhiheng.commands.unclaim import Unclaim
from zhiheng.queries.task import TaskView, task_view
from zhiheng.queries.tasks import TaskItem, my_tasks
from zhiheng_api.context import SomeCaller, SomeOnce, SomeRuntime
from zhiheng_api.routers.cases import CasePath
from zhiheng_api.schemas.inputs import ClaimIn, ResultIn, SignIn, SupplementIn
from zhiheng_api.schemas.outputs import ReceiptOut, receipt_out

router = APIRouter(prefix="/api/v1", tags=["tasks"])

TaskPath = Annotated[str, Path(pattern=r"^\w[\w.~-]{0,199}@[1-9][0-9]{0,6}$")]
"""Element ids are XML names, Chinese ones included."""
_TASK = "/cases/{case}/tasks/{task}"


def task_id(task: str) -> str:
    """In addresses `~` stands for the slash of an element path."""
    return task.replace("~", "/")


@router.get("/tasks")
def list_tasks(rt: SomeRuntime, caller: SomeCaller) -> list[TaskItem]:
    """What the caller holds or may take, the most urgent first."""
    with rt.db.reading() as connection:
        return my_tasks(rt, connection, caller)


@router.get(_TASK)
def get_task(rt: SomeRuntime, caller: SomeCaller, case: CasePath, task: TaskPath) -> TaskView:
    """One open task: form, papers, limits, risks, slots, and whether the caller may act."""
    with rt.db.reading() as connection:
        return task_view(rt, connection, caller, case, task_id(task))


@router.post(_TASK + "/claim")
def claim(
    rt: SomeRuntime,
    caller: SomeCaller,
    once: SomeOnce,
    case: CasePath,
    task: TaskPath,
    body: ClaimIn | None = None,
) -> ReceiptOut:
    """Claim (签收)."""
    command = Claim(case, task_id(task), body.slot if body else None)
    return receipt_out(execute(rt, caller, command, once))


@router.post(_TASK + "/unclaim")
def unclaim(
    rt: SomeRuntime, caller: SomeCaller, once: SomeOnce, case: CasePath, task: TaskPath
) -> ReceiptOut:
    """Give back (退签)."""
    return receipt_out(execute(rt, caller, Unclaim(case, task_id(task)), once))


@router.post(_TASK + "/sign")
def sign(
    rt: SomeRuntime,
    caller: SomeCaller,
    once: SomeOnce,
    case: CasePath,
    task: TaskPath,
    body: SignIn,
) -> ReceiptOut:
    """Sign (签署); the last signature completes the task. Needs a password just confirmed."""
    return receipt_out(execute(rt, caller, Sign(**signed(case, task, body)), once))


@router.post(_TASK + "/supplement")
def supplement(
    rt: SomeRuntime,
    caller: SomeCaller,
    once: SomeOnce,
    case: CasePath,
    task: TaskPath,
    body: SupplementIn,
) -> ReceiptOut:
    """Issue the one supplement notice (补正告知), naming all that is missing."""
    command = SupplementNotice(**signed(case, task, body), supplement=tuple(body.items))
    return receipt_out(execute(rt, caller, command, once))


@router.post(_TASK + "/result")
def result(
    rt: SomeRuntime,
    caller: SomeCaller,
    once: SomeOnce,
    case: CasePath,
    task: TaskPath,
    body: ResultIn,
) -> ReceiptOut:
    """Record the act of an outside party, with the day that its paper bears."""
    command = RecordResult(**signed(case, task, body), occurred_on=body.occurred_on)
    return receipt_out(execute(rt, caller, command, once))


def signed(case: CasePath, task: str, body: SignIn) -> dict[str, Any]:
    """What every kind of signature brings."""
    return {
        "case": case,
        "task": task_id(task),
        "slot": body.slot,
        "opinion": body.opinion,
        "values": body.values,
        "documents": body.documents,
        "content": body.content,
        "confirmations": body.confirmations,
    }
