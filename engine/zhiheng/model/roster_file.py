"""The roster file (花名册): parsed YAML or JSON to a roster, and back without loss."""

from collections.abc import Iterable, Mapping

from zhiheng.model.ids import PersonId, PostId, QualificationId, SectionId
from zhiheng.model.person import Card, Holding, Person, Post, Roster, Section, StandIn
from zhiheng.model.roster_json import roster_to_json
from zhiheng.model.roster_record import Record, RosterError, distinct, record

__all__ = ["GRADES", "RosterError", "read_roster", "roster_to_json"]

GRADES = ("clerk", "section-chief", "deputy-head", "head")


def read_roster(data: object) -> Roster:
    """The roster in a file. Raises RosterError, which says where and what is wrong."""
    top = record(data, "")
    top.only(
        "agency", "name", "note", "sections", "posts", "qualifications", "persons", "stand_ins"
    )
    sections = {s.id: s for s in map(_section, distinct(top.records("sections")))}
    posts = {p.id: p for p in (_post(r, sections) for r in distinct(top.records("posts")))}
    cards = dict(map(_qualification, distinct(top.records("qualifications"))))
    persons = {
        p.id: p
        for p in (_person(r, sections, posts, cards) for r in distinct(top.records("persons")))
    }
    return Roster(
        agency=top.text("agency"),
        name=top.text("name"),
        sections=sections,
        posts=posts,
        persons=persons,
        stand_ins=_stand_ins(top.records("stand_ins"), posts, persons),
        qualifications=cards,
        note=top.text_or_none("note") or "",
    )


def _section(item: Record) -> Section:
    item.only("id", "name")
    return Section(SectionId(item.text("id")), item.text("name"))


def _post(item: Record, sections: Mapping[SectionId, Section]) -> Post:
    item.only("id", "name", "section", "grade", "approves_leave")
    grade = item.text("grade")
    if grade not in GRADES:
        raise item.fault(f"没有职级 {grade}", f"there is no grade {grade}")
    return Post(
        PostId(item.text("id")),
        item.text("name"),
        _own_section(item, sections),
        grade,
        item.flag("approves_leave"),
    )


def _own_section(item: Record, sections: Mapping[SectionId, Section]) -> SectionId | None:
    name = item.text_or_none("section")
    if name is None:
        return None
    if name not in sections:
        raise item.fault(f"没有科室 {name}", f"there is no section {name}")
    return SectionId(name)


def _qualification(item: Record) -> tuple[QualificationId, str]:
    item.only("id", "name")
    return QualificationId(item.text("id")), item.text("name")


def _person(
    item: Record,
    sections: Mapping[SectionId, Section],
    posts: Mapping[PostId, Post],
    cards: Mapping[QualificationId, str],
) -> Person:
    item.only("id", "name", "section", "holdings", "cards")
    return Person(
        PersonId(item.text("id")),
        item.text("name"),
        _own_section(item, sections),
        tuple(_holding(r, posts) for r in item.records("holdings")),
        tuple(_card(r, cards) for r in item.records("cards")),
    )


def _holding(item: Record, posts: Mapping[PostId, Post]) -> Holding:
    item.only("post", "since", "until")
    since, until = item.day("since"), item.day_or_none("until")
    if until is not None and until < since:
        raise item.fault("until 早于 since", "until is before since")
    return Holding(_known_post(item, posts), since, until)


def _known_post(item: Record, posts: Mapping[PostId, Post]) -> PostId:
    name = item.text("post")
    if name not in posts:
        raise item.fault(f"没有岗位 {name}", f"there is no post {name}")
    return PostId(name)


def _card(item: Record, cards: Mapping[QualificationId, str]) -> Card:
    item.only("qualification", "number", "since", "until")
    name = item.text("qualification")
    if name not in cards:
        raise item.fault(f"没有资格 {name}", f"there is no qualification {name}")
    since, until = item.day("since"), item.day("until")
    if until < since:
        raise item.fault("until 早于 since", "until is before since")
    return Card(QualificationId(name), item.text("number"), since, until)


def _stand_ins(
    items: Iterable[Record], posts: Mapping[PostId, Post], persons: Mapping[PersonId, Person]
) -> dict[tuple[PostId, PersonId], tuple[StandIn, ...]]:
    found: dict[tuple[PostId, PersonId], tuple[StandIn, ...]] = {}
    for item in items:
        item.only("post", "holder", "by")
        post, holder = _known_post(item, posts), _known_person(item, "holder", persons)
        if not any(h.post == post for h in persons[holder].holdings):
            raise item.fault(f"{holder} 不任 {post}", f"{holder} does not hold {post}")
        if (post, holder) in found:
            raise item.fault(f"{post}/{holder} 重复", f"{post}/{holder} is listed twice")
        found[post, holder] = tuple(_stand_in(r, holder, persons) for r in item.records("by"))
    return found


def _stand_in(item: Record, holder: PersonId, persons: Mapping[PersonId, Person]) -> StandIn:
    item.only("person", "resolution")
    person = _known_person(item, "person", persons)
    if person == holder:
        raise item.fault(f"{person} 不能顶自己的岗", f"{person} cannot stand in for himself")
    return StandIn(person, item.text_or_none("resolution"))


def _known_person(item: Record, name: str, persons: Mapping[PersonId, Person]) -> PersonId:
    person = item.text(name)
    if person not in persons:
        raise item.fault(f"花名册里没有 {person}", f"{person} is not in the roster")
    return PersonId(person)
