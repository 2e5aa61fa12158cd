"""The three officers (三员): accounts opened by one and granted by another, and 投入运行."""

from fastapi import APIRouter

from zhiheng import facts as f
from zhiheng.commands.bureau.agency import execute_agency
from zhiheng.commands.bureau.operation import BeginOperation
from zhiheng.commands.personnel.accounts import GrantAccounts, OpenAccounts
from zhiheng_api.context import SomeCaller, SomeOnce, SomeRuntime
from zhiheng_api.schemas.officers import AccountsIn, GrantIn
from zhiheng_api.schemas.outputs import ReceiptOut, receipt_out

router = APIRouter(prefix="/api/v1/agency", tags=["agency"])


@router.post("/operation", status_code=201)
def begin_operation(rt: SomeRuntime, caller: SomeCaller, once: SomeOnce) -> ReceiptOut:
    """投入运行: the system officer asks, the security officer begins it."""
    return receipt_out(execute_agency(rt, caller, BeginOperation(), once))


@router.post("/accounts", status_code=201)
def open_accounts(
    rt: SomeRuntime, caller: SomeCaller, once: SomeOnce, body: AccountsIn
) -> ReceiptOut:
    """The system officer opens accounts; in operation they wait for the security officer."""
    opened = tuple(f.AccountOpened(**a.model_dump()) for a in body.accounts)
    return receipt_out(execute_agency(rt, caller, OpenAccounts(opened), once))


@router.post("/accounts/grants", status_code=201)
def grant_accounts(
    rt: SomeRuntime, caller: SomeCaller, once: SomeOnce, body: GrantIn
) -> ReceiptOut:
    """The security officer lets accounts take effect."""
    return receipt_out(execute_agency(rt, caller, GrantAccounts(tuple(body.accounts)), once))
