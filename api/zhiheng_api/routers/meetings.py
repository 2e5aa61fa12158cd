"""Signing together: convene, record presence, vote, put off; amend a dual sign-off."""

from fastapi import APIRouter

from zhiheng.commands.handling.handle import execute
from zhiheng.commands.meetings.attend import Attend
from zhiheng.commands.meetings.convene import Convene
from zhiheng.commands.meetings.defer import Defer
from zhiheng.commands.meetings.vote import Vote
from zhiheng.commands.signing.amend import Amend
from zhiheng.commands.signing.sign import Sign
from zhiheng_api.context import SomeCaller, SomeOnce, SomeRuntime
from zhiheng_api.routers.tasks import SomeTask, signed
from zhiheng_api.schemas.inputs import SignIn
from zhiheng_api.schemas.meetings import AttendIn, ConveneIn, DeferIn, VoteIn
from zhiheng_api.schemas.outputs import ReceiptOut, receipt_out

router = APIRouter(prefix="/api/v1", tags=["meetings"])

_TASK = "/cases/{case}/tasks/{task}"


@router.post(_TASK + "/amend")
def amend(
    rt: SomeRuntime,
    caller: SomeCaller,
    once: SomeOnce,
    at: SomeTask,
    body: SignIn,
) -> ReceiptOut:
    """Change what a dual sign-off is about (修改重签); signatures under it are void then."""
    return receipt_out(execute(rt, caller, Amend(Sign(**signed(at, body))), once))


@router.post(_TASK + "/convene")
def convene(
    rt: SomeRuntime,
    caller: SomeCaller,
    once: SomeOnce,
    at: SomeTask,
    body: ConveneIn,
) -> ReceiptOut:
    """Convene a meeting (召集): day, topics, and the members where the chart names none."""
    command = Convene(at.case, at.task, body.on, tuple(body.topics), tuple(body.members))
    return receipt_out(execute(rt, caller, command, once))


@router.post(_TASK + "/attend")
def attend(
    rt: SomeRuntime,
    caller: SomeCaller,
    once: SomeOnce,
    at: SomeTask,
    body: AttendIn,
) -> ReceiptOut:
    """Record who is there (签到), on the day of the meeting."""
    command = Attend(at.case, at.task, tuple(body.present))
    return receipt_out(execute(rt, caller, command, once))


@router.post(_TASK + "/vote")
def vote(
    rt: SomeRuntime,
    caller: SomeCaller,
    once: SomeOnce,
    at: SomeTask,
    body: VoteIn,
) -> ReceiptOut:
    """Vote (表决), once; the chair last. Needs a password of its own."""
    command = Vote(at.case, at.task, body.vote, body.reason)
    return receipt_out(execute(rt, caller, command, once))


@router.post(_TASK + "/defer")
def defer(
    rt: SomeRuntime,
    caller: SomeCaller,
    once: SomeOnce,
    at: SomeTask,
    body: DeferIn,
) -> ReceiptOut:
    """Put the matter off (缓议): to another meeting, or back as the chart provides."""
    command = Defer(at.case, at.task, body.reason, body.back)
    return receipt_out(execute(rt, caller, command, once))
