"""Keys with which accounts sign their own acts (本人签名)."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from zhiheng.commands.bureau.agency import execute_agency
from zhiheng.commands.personnel.keys import RegisterKey, RevokeKey
from zhiheng_api.context import SomeCaller, SomeOnce, SomeRuntime
from zhiheng_api.schemas.inputs import In, Line
from zhiheng_api.schemas.outputs import ReceiptOut, receipt_out

router = APIRouter(prefix="/api/v1/agency/keys", tags=["agency"])

Key = Annotated[str, Field(pattern=r"^[0-9a-f]{64,200}$")]


class KeyIn(In):
    """The public key in hex, and its own signature of the registration in base64."""

    suite: Line = "ed25519"
    key: Key
    proof: Annotated[str, Field(max_length=500)] = ""


class RevokeIn(In):
    """Whose key."""

    account: Line
    key: Key


@router.get("")
def list_keys(rt: SomeRuntime, caller: SomeCaller) -> dict[str, dict[str, int]]:
    """Account -> public keys in force, each with the agency's entry that registered it."""
    with rt.db.reading() as connection:
        return rt.agency(connection, caller.agency).state.keys


@router.post("", status_code=201)
def register_key(rt: SomeRuntime, caller: SomeCaller, once: SomeOnce, body: KeyIn) -> ReceiptOut:
    """For the caller's own account; without a proof the refusal says what to sign."""
    command = RegisterKey(body.suite, body.key, body.proof)
    return receipt_out(execute_agency(rt, caller, command, once))


@router.post("/revoke", status_code=201)
def revoke_key(rt: SomeRuntime, caller: SomeCaller, once: SomeOnce, body: RevokeIn) -> ReceiptOut:
    """By its holder, or by the security officer. What the key has signed stays good."""
    return receipt_out(execute_agency(rt, caller, RevokeKey(body.account, body.key), once))
