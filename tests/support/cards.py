"""Cards in the sample bureau: late visits, what each did with his card, and what stands."""

from typing import Any

from sqlalchemy import select

from support.evidence import chained, entries
from support.office import AGENCY, Office, caller
from zhiheng.commands.cards.answer import AnswerCard
from zhiheng.commands.cards.card import CardCommand, execute_card
from zhiheng.commands.cards.dispose import DisposeOfCard
from zhiheng.commands.frame.receipt import Receipt
from zhiheng.commands.sweeps.sweep_warnings import sweep_warnings
from zhiheng.model.ids import CaseId
from zhiheng.store import tables as t
from zhiheng.store.cards import card_differences, card_stream

LATE = "site_visit@1:post"


def late_visit(office: Office, days: float = 4) -> CaseId:
    """The visit is past its limit, gh-2 holds a place of it, and the sweep has come by."""
    case = office.start()
    office.walk(case, "site_visit")
    office.claim(case, "gh-2", "site_visit")
    office.clock.forward(days=days)
    sweep_warnings(office.rt)
    return case


def rows(office: Office, **match: Any) -> list[Any]:
    """The cards, the oldest first."""
    query = select(t.card).order_by(t.card.c.section, t.card.c.id)
    with office.rt.db.reading() as connection:
        found = connection.execute(query).all()
    return [r for r in found if all(getattr(r, k) == v for k, v in match.items())]


def of_section(office: Office, section: str = "GH") -> str:
    """The id of its one card."""
    (one,) = rows(office, section=section)
    return str(one.id)


def do(office: Office, who: str, command: CardCommand) -> Receipt:
    return execute_card(office.rt, caller(who), command)


def answered(office: Office) -> str:
    """A card that gh-2 has answered."""
    late_visit(office)
    one = of_section(office)
    do(office, "gh-2", AnswerCard(one, "现场道路不通，次日即去"))
    return one


def disposed(office: Office, step: str = "rectify", days: int = 10) -> str:
    one = answered(office)
    until = office.clock.now.date().fromordinal(office.today.toordinal() + days)
    do(office, "jiwei", DisposeOfCard(one, step, "一周内补齐踏勘制度", until))
    return one


def facts(office: Office, one: str) -> list[Any]:
    return [x for e in entries(office, card_stream(AGENCY, one)) for x in e.facts]


def agrees(office: Office) -> None:
    """Every chain holds, and the table is what the streams say."""
    chained(office)
    with office.rt.db.reading() as connection:
        assert card_differences(connection, AGENCY) == []
