"""Separation of duties: nobody on both sides. Law: 处罚法 64, 67; 许可法 48; 程序规定 49-3."""

from collections.abc import Iterator

from support.modelcheck.law.seen import GRADES, Seen
from zhiheng.model.separation import Separation

REFUSED = {
    "different-person": "different-person",
    "different-section": "different-section",
    "same-person": "same-person",
    "higher-grade": "higher-grade",
    "not-kin": "not-kin",
}

Deed = tuple[str, str | None, int, str, bool]
"""Who, of which section, of which grade, on which step, and whether in another case."""


def deeds(seen: Seen, rule: Separation, side: str) -> list[Deed]:
    """What was done on one side of it so far, in any round."""
    found: list[Deed] = []
    for path in sorted(rule.a if side == "a" else rule.b):
        for person, as_what in seen.before.state.acted.get(path, {}).items():
            grade = GRADES.get(as_what.grade, -1) if as_what.grade else -1
            found.append((person, as_what.section, grade, path, False))
    if rule.scope.value != "case":
        found += [
            (d.person, d.capacity.section, GRADES.get(d.capacity.grade or "", -1), d.task, True)
            for d in seen.before.scene.elsewhere.get(rule.rule, ())
            if d.side == side
        ]
    return found


def clash(
    seen: Seen, path: str, person: str, behalf: set[str], *, hard: bool = True
) -> Iterator[tuple[Separation, Deed]]:
    """Each separation that an act of the person there breaks, and the first deed it breaks on."""
    for rule in seen.separations(hard=hard):
        if path in rule.a:
            others = deeds(seen, rule, "b")
        elif path in rule.b:
            others = deeds(seen, rule, "a")
        else:
            continue
        if rule.kind.value == "same-person":
            if others and not any(o[0] == person or o[0] in behalf for o in others):
                yield rule, others[0]
            continue
        against = [o for o in others if _meets(seen, rule, path, person, o)]
        if against:
            yield rule, against[0]


def _meets(seen: Seen, rule: Separation, path: str, person: str, other: Deed) -> bool:
    who, section, grade, _, _ = other
    if who == person:
        return True
    kind = rule.kind.value
    mine = seen.member(person).section
    if kind == "different-section":
        outside = who.startswith("party:")
        return not outside and mine == section
    if kind == "higher-grade":
        return seen.grade(person) <= grade if path in rule.b else grade <= seen.grade(person)
    if kind == "not-kin":
        near = seen.before.scene.relations.near
        return who in near.get(person, ()) or person in near.get(who, ())
    return False


def reason(found: tuple[Separation, Deed]) -> str:
    """How it is told."""
    return "separated-elsewhere" if found[1][4] else REFUSED[found[0].kind.value]


def put_on_record(seen: Seen) -> Iterator[str]:
    """Who meets both sides of a soft separation is let through and put on record."""
    expected = [
        (x.task, x.person, rule.id, deed[3])
        for x in seen.of("SlotSigned")
        if not x.person.startswith("party:")
        for rule, deed in clash(seen, x.task, x.person, set(), hard=False)
    ]
    said = [(x.task, x.person, x.separation, x.conflict) for x in seen.of("DutiesMet")]
    if said != expected:
        yield f"both sides met: {expected}, on record: {said}"
