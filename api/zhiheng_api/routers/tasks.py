"""Tasks: my list, one task, claim, give back, sign, supplement notice, outside result."""

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path

from zhiheng.commands.assignment.claim import Claim
from zhiheng.commands.assignment.unclaim import Unclaim
from zhiheng.commands.cases.urge import Urge
from zhiheng.commands.handling.handle import execute
from zhiheng.commands.signing.sign import RecordResult, Sign, SupplementNotice
from zhiheng.model.ids import CaseId
from zhiheng.queries.task import TaskView, task_view
from zhiheng.queries.tasks import TaskItem, my_tasks
from zhiheng_api.context import SomeCaller, SomeOnce, SomeRuntime
from zhiheng_api.routers.cases import CasePath
from zhiheng_api.schemas.inputs import ClaimIn, ResultIn, SignIn, SupplementIn, UrgeIn
from zhiheng_api.schemas.outputs import ReceiptOut, receipt_out

router = APIRouter(prefix="/api/v1", tags=["tasks"])

TaskPath = Annotated[str, Path(pattern=r"^\w[\w.~-]{0,199}@[1-9][0-9]{0,6}$")]
"""Element ids are XML names, Chinese ones included."""
_TASK = "/cases/{case}/tasks/{task}"


@dataclass(frozen=True, slots=True)
class TaskAt:
    """The task that an address names."""

    case: CaseId
    task: str


def task_id(task: str) -> str:
    """In addresses `~` stands for the slash of an element path."""
    return task.replace("~", "/")


async def task_at(case: CasePath, task: TaskPath) -> TaskAt:
    """From the address."""
    return TaskAt(case, task_id(task))


SomeTask = Annotated[TaskAt, Depends(task_at)]


@router.get("/tasks")
def list_tasks(rt: SomeRuntime, caller: SomeCaller) -> list[TaskItem]:
    """What the caller holds or may take, the most urgent first."""
    with rt.db.reading() as connection:
        return my_tasks(rt, connection, caller)


@router.get(_TASK)
def get_task(rt: SomeRuntime, caller: SomeCaller, at: SomeTask) -> TaskView:
    """One open task: form, papers, limits, risks, slots, and whether the caller may act."""
    with rt.db.reading() as connection:
        return task_view(rt, connection, caller, at.case, at.task)


@router.post(_TASK + "/claim")
def claim(
    rt: SomeRuntime,
    caller: SomeCaller,
    once: SomeOnce,
    at: SomeTask,
    body: ClaimIn | None = None,
) -> ReceiptOut:
    """Claim (签收)."""
    command = Claim(at.case, at.task, body.slot if body else None)
    return receipt_out(execute(rt, caller, command, once))


@router.post(_TASK + "/unclaim")
def unclaim(rt: SomeRuntime, caller: SomeCaller, once: SomeOnce, at: SomeTask) -> ReceiptOut:
    """Give back (退签)."""
    return receipt_out(execute(rt, caller, Unclaim(at.case, at.task), once))


@router.post(_TASK + "/urge")
def urge(
    rt: SomeRuntime,
    caller: SomeCaller,
    once: SomeOnce,
    at: SomeTask,
    body: UrgeIn | None = None,
) -> ReceiptOut:
    """Urge whoever is to act (催办), once in 24 hours."""
    command = Urge(at.case, at.task, body.note if body else "")
    return receipt_out(execute(rt, caller, command, once))


@router.post(_TASK + "/sign")
def sign(
    rt: SomeRuntime,
    caller: SomeCaller,
    once: SomeOnce,
    at: SomeTask,
    body: SignIn,
) -> ReceiptOut:
    """Sign (签署); the last signature completes the task. Needs a password just confirmed."""
    return receipt_out(execute(rt, caller, Sign(**signed(at, body)), once))


@router.post(_TASK + "/supplement")
def supplement(
    rt: SomeRuntime,
    caller: SomeCaller,
    once: SomeOnce,
    at: SomeTask,
    body: SupplementIn,
) -> ReceiptOut:
    """Issue the one supplement notice (补正告知), naming all that is missing."""
    command = SupplementNotice(**signed(at, body), supplement=tuple(body.items))
    return receipt_out(execute(rt, caller, command, once))


@router.post(_TASK + "/result")
def result(
    rt: SomeRuntime,
    caller: SomeCaller,
    once: SomeOnce,
    at: SomeTask,
    body: ResultIn,
) -> ReceiptOut:
    """Record the act of an outside party, with the day that its paper bears."""
    command = RecordResult(**signed(at, body), occurred_on=body.occurred_on)
    return receipt_out(execute(rt, caller, command, once))


def signed(at: TaskAt, body: SignIn) -> dict[str, Any]:
    """What every kind of signature brings."""
    return {
        "case": at.case,
        "task": at.task,
        "slot": body.slot,
        "opinion": body.opinion,
        "values": body.values,
        "documents": body.documents,
        "content": body.content,
        "confirmations": body.confirmations,
    }
