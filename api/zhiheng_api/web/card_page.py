"""Cards (黄牌、红牌) on the pages: the list, one of them, and what may be done with it."""

from collections.abc import Mapping
from datetime import date

from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.datastructures import FormData

from zhiheng.commands.cards.answer import AnswerCard
from zhiheng.commands.cards.appeal import AppealCard
from zhiheng.commands.cards.card import CardCommand, execute_card
from zhiheng.commands.cards.close import CloseCard
from zhiheng.commands.cards.dispose import DisposeOfCard
from zhiheng.commands.cards.issue import IssueCard
from zhiheng.commands.cards.uphold import UpholdCard
from zhiheng.commands.cards.withdraw import WithdrawCard
from zhiheng.errors import NotVisible, Refusal, unfit
from zhiheng.model.card import CardState, Step
from zhiheng.model.finding import Text
from zhiheng.queries.cards import card, cards
from zhiheng.rules.card_triggers import TRIGGERS
from zhiheng.rules.cards import MAY
from zhiheng_api.context import App, SomeApp, SomeSession
from zhiheng_api.routers.cards import CardPath
from zhiheng_api.schemas.inputs import prose
from zhiheng_api.sessions import Session
from zhiheng_api.web.confirming import confirmed
from zhiheng_api.web.forms import SomeForm, cleaned, new_key, once_of, text_of, typed
from zhiheng_api.web.pages import done, page, refusal_shown

router = APIRouter(include_in_schema=False)
_BY_HAND = [x for x in TRIGGERS.values() if not x.clocks]


@router.get("/cards")
def cards_page(request: Request, app: SomeApp, session: SomeSession) -> Response:
    """Those that one may read; a supervisor issues others here."""
    return _listed(request, app, session, {}, None)


@router.post("/cards")
def issue(request: Request, app: SomeApp, session: SomeSession, form: SomeForm) -> Response:
    """Issue one by hand."""
    try:
        caller = confirmed(app, session, str(form.get("password", "")))
        receipt = execute_card(app.runtime, caller, _issue(form), once_of(form))
    except Refusal as refusal:
        return _listed(request, app, session, typed(form), refusal)
    return done("/cards", receipt)


@router.get("/cards/{one}")
def card_page(request: Request, app: SomeApp, session: SomeSession, one: CardPath) -> Response:
    """One of them."""
    return _shown(request, app, session, one, {}, None)


@router.post("/cards/{one}")
def act(
    request: Request, app: SomeApp, session: SomeSession, form: SomeForm, one: CardPath
) -> Response:
    """Answer, appeal, or decide on it."""
    try:
        command = _command(form, one)
        caller = session.caller
        if command.NAME not in ("answer-card", "appeal-card"):
            caller = confirmed(app, session, str(form.get("password", "")))
        receipt = execute_card(app.runtime, caller, command, once_of(form))
    except NotVisible:
        raise
    except Refusal as refusal:
        return _shown(request, app, session, one, typed(form), refusal)
    return done(f"/cards/{one}", receipt)


def _issue(form: FormData) -> IssueCard:
    stream, _, n = text_of(form, "signal").rpartition("#")
    signal = (stream, int(n)) if stream and n.isascii() and n.isdigit() and len(n) < 10 else None  # noqa: PLR2004 - fits a column
    return IssueCard(
        text_of(form, "colour"),
        _prose(form),
        signal,
        text_of(form, "trigger") or None,
        text_of(form, "person") or None,
        text_of(form, "case") or None,
        text_of(form, "level") or "medium",
    )


def _command(form: FormData, one: str) -> CardCommand:
    text, verb = _prose(form), text_of(form, "verb")
    if verb == DisposeOfCard.NAME:
        return DisposeOfCard(one, text_of(form, "step"), text, _day(text_of(form, "until")))
    plain = (AnswerCard, AppealCard, UpholdCard, WithdrawCard, CloseCard)
    found = next((x for x in plain if verb == x.NAME), None)
    if found is None:
        raise unfit("/verb", Text("没有这个动作", "no such act"))
    return found(one, text)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise unfit("/until", Text("不是日期", "no date")) from error


def _prose(form: FormData) -> str:
    return cleaned(prose, "/text", text_of(form, "text"))


def _listed(
    request: Request,
    app: App,
    session: Session,
    filled: Mapping[str, str],
    refusal: Refusal | None,
) -> Response:
    with app.runtime.db.reading() as connection:
        items = cards(app.runtime, connection, session.caller)
        roster = app.runtime.agency(connection, session.caller.agency).roster
    people = {str(k): p.name for k, p in roster.persons.items()} if roster else {}
    shown = refusal_shown(refusal) | {"key": new_key(), "filled": filled}
    told = {"items": items, "people": people, "triggers": _BY_HAND}
    return page(request, "cards.html", session, refusal.status if refusal else 200, **told, **shown)


def _shown(
    request: Request,
    app: App,
    session: Session,
    one: str,
    filled: Mapping[str, str],
    refusal: Refusal | None,
) -> Response:
    with app.runtime.db.reading() as connection:
        found = card(app.runtime, connection, session.caller, one)
    verbs = [v for v, states in MAY.items() if CardState(found.item.state) in states]
    shown = refusal_shown(refusal) | {"key": new_key(), "filled": filled}
    told = {"card": found, "verbs": verbs, "steps": list(Step)}
    return page(request, "card.html", session, refusal.status if refusal else 200, **told, **shown)
