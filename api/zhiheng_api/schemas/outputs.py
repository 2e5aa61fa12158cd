"""What the HTTP interface gives, beside the dataclasses of the queries themselves."""

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from zhiheng import facts as f
from zhiheng.commands.frame.receipt import Receipt


class Warned(BaseModel):
    """A case in which steps have nobody: a branch of this case, or another that was running."""

    case: str
    tasks: list[str]
    rules: list[str]
    since: str | None = None
    zh: str
    en: str


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
    warnings: list[Warned] = []
    """Steps that nobody may lawfully do any more because of it."""


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
            case f.BranchNarrowed() | f.CasesStopped():
                found.setdefault("warnings", []).extend(_warned(entry, fact))
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
        warnings=found.get("warnings", []),
    )


def _warned(entry: f.Entry, fact: f.BranchNarrowed | f.CasesStopped) -> Iterator[Warned]:
    if isinstance(fact, f.BranchNarrowed):
        case = entry.stream.partition("/")[2]
        yield Warned(
            case=case,
            tasks=list(fact.tasks),
            rules=list(fact.rules),
            zh=f"有的走法里“{'、'.join(fact.tasks)}”就没人能办",
            en=f"in some branch nobody may lawfully do {', '.join(fact.tasks)}",
        )
        return
    for stop in fact.cases:
        yield Warned(
            case=stop.case,
            tasks=list(stop.tasks),
            rules=list(stop.rules),
            since=stop.since,
            zh=f"自{stop.since}起，办件{stop.case}的“{'、'.join(stop.tasks)}”没有人可以合法办理",
            en=f"from {stop.since}, nobody may lawfully do {', '.join(stop.tasks)} of {stop.case}",
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


class FeedOut(BaseModel):
    """The path of a calendar feed, told once: nothing but its digest is kept."""

    path: str
