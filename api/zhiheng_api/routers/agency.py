"""The agency: absences, and the simulated clock of a demo."""

from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Response

from zhiheng.commands.bureau.agency import execute_agency
from zhiheng.commands.bureau.load import LoadRoster, SetClock
from zhiheng.commands.bureau.load_relations import LoadRelations
from zhiheng.commands.bureau.parameters import ConfirmParameters, ProposeParameters
from zhiheng.commands.personnel.absence import RecordAbsence
from zhiheng.commands.personnel.declare_relation import DeclareRelation
from zhiheng.commands.personnel.hand_over import HandOver
from zhiheng.commands.personnel.leave_request import AskLeave, DecideLeave
from zhiheng.commands.personnel.return_to_work import EndAbsence
from zhiheng.errors import Forbidden
from zhiheng.model.caller import Role
from zhiheng.model.ids import PersonId, PostId
from zhiheng.queries.bundle import agency_bundle
from zhiheng.queries.bundle_lines import period_of
from zhiheng.queries.leave import LeaveView, leave_view
from zhiheng.queries.parameters import ParametersView, parameters_view
from zhiheng.runtime.exports import exported
from zhiheng_api.context import SomeApp, SomeCaller, SomeOnce, SomeRuntime
from zhiheng_api.schemas.inputs import (
    AbsenceIn,
    ClockIn,
    ConfirmParametersIn,
    HandOverIn,
    LeaveDecisionIn,
    LeaveIn,
    PersonIn,
    RelationIn,
)
from zhiheng_api.schemas.outputs import ReceiptOut, receipt_out

router = APIRouter(prefix="/api/v1/agency", tags=["agency"])


@router.post("/absences", status_code=201)
def record_absence(
    rt: SomeRuntime, caller: SomeCaller, once: SomeOnce, body: AbsenceIn
) -> ReceiptOut:
    """Record approved leave; from its first day on, the B role may act."""
    command = RecordAbsence(PersonId(body.person), body.since, body.until, body.reason)
    return receipt_out(execute_agency(rt, caller, command, once))


@router.post("/absences/end", status_code=201)
def end_absence(rt: SomeRuntime, caller: SomeCaller, once: SomeOnce, body: PersonIn) -> ReceiptOut:
    """销假: the person is back, from this moment on."""
    command = EndAbsence(PersonId(body.person))
    return receipt_out(execute_agency(rt, caller, command, once))


@router.get("/leave")
def get_leave(rt: SomeRuntime, caller: SomeCaller) -> LeaveView:
    """Leave asked for and on record, and to whom the caller may hand his work over."""
    with rt.db.reading() as connection:
        return leave_view(rt, connection, caller)


@router.post("/leave", status_code=201)
def ask_leave(rt: SomeRuntime, caller: SomeCaller, once: SomeOnce, body: LeaveIn) -> ReceiptOut:
    """请假申请: ask for leave of one's own; nothing changes until it is granted."""
    return receipt_out(
        execute_agency(rt, caller, AskLeave(body.since, body.until, body.reason), once)
    )


@router.post("/leave/{no}/decision", status_code=201)
def decide_leave(
    rt: SomeRuntime,
    caller: SomeCaller,
    once: SomeOnce,
    no: Annotated[int, Path(ge=1, le=999_999)],
    body: LeaveDecisionIn,
) -> ReceiptOut:
    """Grant or refuse leave asked for."""
    return receipt_out(execute_agency(rt, caller, DecideLeave(no, body.granted), once))


@router.post("/relations/own", status_code=201)
def declare_relation(
    rt: SomeRuntime, caller: SomeCaller, once: SomeOnce, body: RelationIn
) -> ReceiptOut:
    """自行申报: the caller declares a relation of his own; it joins the list in force."""
    command = DeclareRelation(body.kind, body.other, body.party)
    return receipt_out(execute_agency(rt, caller, command, once))


@router.post("/hand-overs", status_code=201)
def hand_over(rt: SomeRuntime, caller: SomeCaller, once: SomeOnce, body: HandOverIn) -> ReceiptOut:
    """交接: the caller hands his work to his B, or back to A."""
    command = HandOver(PersonId(body.receiver), PostId(body.post), body.sheet, tuple(body.cases))
    return receipt_out(execute_agency(rt, caller, command, once))


@router.post("/relations", status_code=201)
def load_relations(
    rt: SomeRuntime, caller: SomeCaller, once: SomeOnce, body: dict[str, Any]
) -> ReceiptOut:
    """Load the whole list of relations; it can be loaded, but never read back."""
    return receipt_out(execute_agency(rt, caller, LoadRelations(body), once))


@router.post("/roster", status_code=201)
def load_roster(
    rt: SomeRuntime, caller: SomeCaller, once: SomeOnce, body: dict[str, Any]
) -> ReceiptOut:
    """Load a whole roster, as JSON of the roster file."""
    return receipt_out(execute_agency(rt, caller, LoadRoster(body), once))


@router.get("/parameters")
def get_parameters(rt: SomeRuntime, caller: SomeCaller) -> ParametersView:
    """The parameters in force, and those that wait for a second officer."""
    with rt.db.reading() as connection:
        return parameters_view(rt, connection, caller)


@router.post("/parameters", status_code=201)
def propose_parameters(
    rt: SomeRuntime, caller: SomeCaller, once: SomeOnce, body: dict[str, Any]
) -> ReceiptOut:
    """Propose all parameters, as JSON of their file; nothing changes until they are confirmed."""
    return receipt_out(execute_agency(rt, caller, ProposeParameters(body), once))


@router.post("/parameters/confirm", status_code=201)
def confirm_parameters(
    rt: SomeRuntime, caller: SomeCaller, once: SomeOnce, body: ConfirmParametersIn
) -> ReceiptOut:
    """Confirm another officer's proposal, by the digest that was looked at."""
    return receipt_out(execute_agency(rt, caller, ConfirmParameters(body.digest), once))


@router.get("/bundle")
def get_bundle(
    app: SomeApp,
    rt: SomeRuntime,
    caller: SomeCaller,
    since: Annotated[date | None, Query()] = None,
    until: Annotated[date | None, Query()] = None,
    *,
    cosigned: bool = False,
) -> Response:
    """Every stream of the agency, refusals included, to be verified offline.

    With `since` and `until` (days, both included): what was written then. With `cosigned`: under
    the newest checkpoint that a witness has seen; lines after it are in it, but not vouched for.
    """
    if caller.role not in (Role.SUPERVISOR, Role.AUDIT):
        raise Forbidden("role-may-not", role=caller.role.value, verb="bundle")
    with rt.db.reading() as connection:
        content = agency_bundle(
            rt,
            connection,
            caller,
            period_of(since, until),
            app.settings.witness_keys,
            cosigned=cosigned,
        )
    exported(rt, caller, "agency-bundle", content)
    return Response(content, media_type="application/zip")


@router.get("/clock")
def get_clock(rt: SomeRuntime, caller: SomeCaller) -> dict[str, datetime | str]:
    """The instant that the agency goes by, and whether it is simulated."""
    with rt.db.reading() as connection:
        view = rt.agency(connection, caller.agency)
    return {"now": rt.now(view), "origin": view.state.origin}


@router.post("/clock", status_code=201)
def set_clock(rt: SomeRuntime, caller: SomeCaller, once: SomeOnce, body: ClockIn) -> ReceiptOut:
    """Move the clock of a demo forward. Refused in a live agency."""
    return receipt_out(execute_agency(rt, caller, SetClock(body.offset), once))
