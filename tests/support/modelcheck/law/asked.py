"""Draws by lot, reports and complaints, and the three officers, each reckoned a second time.

Law: 优化营商环境条例 54 (objects and inspectors are drawn at random); 三员分立 (three persons).
Shares: at least so much of the hundred, two thirds of the units (R-147 to R-149).
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from support.modelcheck.law.seen import Seen


def answered(seen: Seen) -> Iterator[str]:
    """The answer is the one that is reckoned here."""
    wanted = _WANTED[seen.command.what](*seen.command.of)
    said = seen.done.answer
    if seen.command.what == "draw" and said != "refused":
        said = _plain(said)
    if said != wanted:
        yield f"{seen.command.what} of {seen.command.of} is {said}, and not {wanted}"


def _sha(*lines: str) -> str:
    return hashlib.sha256("\n".join(lines).encode("utf-8")).hexdigest()


def _plain(outcome: Any) -> Any:
    rows = [(d.id, list(d.persons), list(d.skipped)) for d in outcome.chosen]
    return rows, list(outcome.short)


def _in_order(seed: str, ids: list[str]) -> list[str]:
    return [one for _, one in sorted((_sha(seed, one), one) for one in ids)]


def _draw(seed: str, pool: Any, barred: Mapping[str, Any]) -> Any:
    """Unit by unit: what has risk signs, by lot, then the rest, by lot; inspectors by lot each."""
    if len({o.id for o in pool.objects}) < len(pool.objects):
        return "refused"
    rows, short = [], []
    for unit, count in sorted((t.unit, t.take) for t in pool.takes):
        mine = [o for o in pool.objects if unit in ("", o.unit)]
        lot = _in_order(seed, [o.id for o in mine if o.first])
        lot += _in_order(seed, [o.id for o in mine if not o.first])
        for one in lot[:count]:
            persons, skipped = _persons(_sha(seed, one), pool, barred.get(one, ()))
            rows.append((one, persons, skipped))
            if len(persons) < pool.each:
                short.append(one)
    return rows, short


def _persons(seed: str, pool: Any, barred: Any) -> tuple[list[str], list[str]]:
    """So many who are not barred; and who was passed over before they were found."""
    found: list[str] = []
    passed: list[str] = []
    for person in _in_order(seed, list(pool.persons)):
        if len(found) < pool.each:
            (passed if person in barred else found).append(person)
    return found, passed


def _least(enough: Callable[[int], bool]) -> int:
    """The smallest number that is enough."""
    n = 0
    while not enough(n):
        n += 1
    return n


def _office(about: str, against: Any, supervisors: Any) -> str:
    """What is about supervision is not for it; nor what no supervisor is free of."""
    free = [s for s in supervisors if s not in against]
    return "head" if about == "supervision" or not free else "supervision"


def _may_answer(report: Any, reader: Any) -> bool:
    """The office it went to; never who is complained of, nor who complains."""
    if reader.person in report.against or reader.account == report.author:
        return False
    return bool(reader.head if report.office == "head" else reader.role.value == "supervisor")


def _may_read(report: Any, reader: Any) -> bool:
    return reader.account == report.author or _may_answer(report, reader)


def _overlap(role: Any, person: str | None, held: Any) -> str | None:
    """One of the three officers has no other account, and nobody else's account is his."""
    three = ("system", "security", "audit")
    for other, holder in held:
        one = person is not None and holder == person
        if one and (role.value in three or other.value in three):
            return "officers-overlap"
    return None


_WANTED: Mapping[str, Callable[..., Any]] = {
    "draw": _draw,
    "draw-seed": lambda *parts: _sha("sha256-rank/1", *parts),
    "draw-share": lambda count, of: _least(lambda n: 100 * n >= count * of),
    "draw-two-thirds": lambda units: _least(lambda n: 3 * n >= 2 * units),
    "answer-days": lambda: 15,
    "office": _office,
    "report-read": _may_read,
    "report-answer": _may_answer,
    "officers": _overlap,
}
