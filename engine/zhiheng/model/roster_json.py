"""A roster as plain JSON data, in the shape of its file: what the log keeps by digest."""

from datetime import date
from typing import Any

from zhiheng.model.person import Card, Holding, Person, Post, Roster, StandIn


def roster_to_json(roster: Roster) -> dict[str, Any]:
    """Lists keep the order of the roster, because the order of stand-ins and holders counts."""
    return _filled(
        agency=roster.agency,
        name=roster.name,
        note=roster.note or None,
        sections=[{"id": s.id, "name": s.name} for s in roster.sections.values()],
        posts=[_post(p) for p in roster.posts.values()],
        qualifications=[{"id": i, "name": n} for i, n in roster.qualifications.items()],
        persons=[_person(p) for p in roster.persons.values()],
        stand_ins=[
            {"post": post, "holder": holder, "by": [_stand_in(b) for b in by]}
            for (post, holder), by in roster.stand_ins.items()
        ],
    )


def _filled(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


def _post(post: Post) -> dict[str, Any]:
    return _filled(
        id=post.id,
        name=post.name,
        section=post.section,
        grade=post.grade,
        approves_leave=post.approves_leave or None,
    )


def _person(person: Person) -> dict[str, Any]:
    return _filled(
        id=person.id,
        name=person.name,
        section=person.section,
        holdings=[_holding(h) for h in person.holdings],
        cards=[_card(c) for c in person.cards] or None,
    )


def _holding(holding: Holding) -> dict[str, Any]:
    return _filled(post=holding.post, since=_day(holding.since), until=_day(holding.until))


def _card(card: Card) -> dict[str, Any]:
    return _filled(
        qualification=card.qualification,
        number=card.number,
        since=_day(card.since),
        until=_day(card.until),
    )


def _stand_in(stand_in: StandIn) -> dict[str, Any]:
    return _filled(person=stand_in.person, resolution=stand_in.resolution)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
