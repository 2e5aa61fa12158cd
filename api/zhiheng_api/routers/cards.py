"""Cards (黄牌、红牌): issued, answered, appealed, decided on."""

from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query

from zhiheng.commands.cards.answer import AnswerCard
from zhiheng.commands.cards.appeal import AppealCard
from zhiheng.commands.cards.card import CardCommand, execute_card
from zhiheng.commands.cards.close import CloseCard
from zhiheng.commands.cards.dispose import DisposeOfCard
from zhiheng.commands.cards.issue import IssueCard
from zhiheng.commands.cards.uphold import UpholdCard
from zhiheng.commands.cards.withdraw import WithdrawCard
from zhiheng.queries.cards import CardFile, CardItem, card, cards
from zhiheng_api.context import SomeCaller, SomeOnce, SomeRuntime
from zhiheng_api.routers.cases import UUID
from zhiheng_api.schemas.cards import CardTextIn, DisposeIn, IssueIn
from zhiheng_api.schemas.outputs import ReceiptOut, receipt_out

router = APIRouter(prefix="/api/v1/cards", tags=["cards"])

CardPath = Annotated[str, Path(pattern=UUID)]
_State = Literal["issued", "answered", "appealed", "disposed", "accountable", "withdrawn", "closed"]


@router.get("")
def list_cards(
    rt: SomeRuntime,
    caller: SomeCaller,
    state: _State | None = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 100,
    before: Annotated[str | None, Query(pattern=UUID)] = None,
) -> tuple[CardItem, ...]:
    """Those that the caller may read, the newest first."""
    with rt.db.reading() as connection:
        return cards(rt, connection, caller, state, limit, before)


@router.post("", status_code=201)
def issue(rt: SomeRuntime, caller: SomeCaller, once: SomeOnce, body: IssueIn) -> ReceiptOut:
    """发牌: by a supervisor, for a signal on record or for what he has found out."""
    signal = (body.signal.stream, body.signal.n) if body.signal else None
    told = (body.colour, body.text, signal, body.trigger, body.person, body.case, body.level)
    return receipt_out(execute_card(rt, caller, IssueCard(*told), once))


@router.get("/{one}")
def get_card(rt: SomeRuntime, caller: SomeCaller, one: CardPath) -> CardFile:
    """One of them, with its evidence and all that was done."""
    with rt.db.reading() as connection:
        return card(rt, connection, caller, one)


@router.post("/{one}/answer", status_code=201)
def answer(
    rt: SomeRuntime, caller: SomeCaller, once: SomeOnce, one: CardPath, body: CardTextIn
) -> ReceiptOut:
    """答复: by a person named on it, or by the chief for the section."""
    return receipt_out(execute_card(rt, caller, AnswerCard(one, body.text), once))


@router.post("/{one}/appeal", status_code=201)
def appeal(
    rt: SomeRuntime, caller: SomeCaller, once: SomeOnce, one: CardPath, body: CardTextIn
) -> ReceiptOut:
    """申诉: once; no day runs while it waits."""
    return receipt_out(execute_card(rt, caller, AppealCard(one, body.text), once))


@router.post("/{one}/uphold", status_code=201)
def uphold(
    rt: SomeRuntime, caller: SomeCaller, once: SomeOnce, one: CardPath, body: CardTextIn
) -> ReceiptOut:
    """维持: the appeal is refused."""
    return _decided(rt, caller, once, UpholdCard(one, body.text))


@router.post("/{one}/withdraw", status_code=201)
def withdraw(
    rt: SomeRuntime, caller: SomeCaller, once: SomeOnce, one: CardPath, body: CardTextIn
) -> ReceiptOut:
    """撤牌, with the reason."""
    return _decided(rt, caller, once, WithdrawCard(one, body.text))


@router.post("/{one}/dispose", status_code=201)
def dispose(
    rt: SomeRuntime, caller: SomeCaller, once: SomeOnce, one: CardPath, body: DisposeIn
) -> ReceiptOut:
    """处置: a step of the ladder."""
    return _decided(rt, caller, once, DisposeOfCard(one, body.step, body.text, body.until))


@router.post("/{one}/close", status_code=201)
def close(
    rt: SomeRuntime, caller: SomeCaller, once: SomeOnce, one: CardPath, body: CardTextIn
) -> ReceiptOut:
    """销号."""
    return _decided(rt, caller, once, CloseCard(one, body.text))


def _decided(
    rt: SomeRuntime, caller: SomeCaller, once: SomeOnce, command: CardCommand
) -> ReceiptOut:
    return receipt_out(execute_card(rt, caller, command, once))
