"""What the HTTP interface gives, beside the dataclasses of the queries themselves."""

from typing import Any

from pydantic import BaseModel

from zhiheng import facts as f
from zhiheng.commands.receipt import Receipt


class ReceiptOut(BaseModel):
    """What was written: entry number and hash are the receipt (回执)."""

    case: str | None
    n: int
    hash: str
    at: str
    repeated: bool
    opened: list[str]
    """Tasks now open because of it, as `path@visit`."""
    closed: list[str]
    number: str | None
    """The case number, when this was the acceptance."""
    outcome: str | None
    """How the case ended, when this ended it."""


def receipt_out(receipt: Receipt) -> ReceiptOut:
    """A receipt from its entry alone, so that a repeated request reads the same."""
    entry = receipt.entry
    found: dict[str, Any] = {}
    for fact in entry.facts:
        match fact:
            case f.TokensMoved():
                found |= {"opened": list(fact.opened), "closed": list(fact.closed)}
            case f.CaseAccepted():
                found["number"] = fact.number
            case f.CaseClosed():
                found["outcome"] = fact.outcome
            case _:
                pass
    kind, _, name = entry.stream.partition("/")
    return ReceiptOut(
        case=name if kind == "case" else None,
        n=entry.n,
        hash=receipt.hash,
        at=entry.at,
        repeated=receipt.repeated,
        opened=found.get("opened", []),
        closed=found.get("closed", []),
        number=found.get("number"),
        outcome=found.get("outcome"),
    )


class LoginOut(BaseModel):
    """Who is logged in; csrf must stand in `X-CSRF-Token` of unsafe requests by cookie."""

    account: str
    name: str
    role: str
    csrf: str


class TokenOut(BaseModel):
    """An access token. It can read and claim, and can never sign."""

    token: str


class DocumentOut(BaseModel):
    """A stored paper."""

    digest: str
    size: int


class ChartOut(BaseModel):
    """A deployed chart."""

    key: str
    version: int
    digest: str
    name: str
    critical: list[str]
    tasks: dict[str, str]
    """Element path -> name of each step."""
