"""Random draws (双随机): whoever has seed and pool gets the same answer (docs/formats/draw.md).

Law: 优化营商环境条例 54 (随机抽取检查对象、随机选派检查人员、公开). The shares stand in 001-4
(R-147, R-148: at least 10%, rounded up; R-149: two thirds of the units a year); risk signs first
and the rest at random is our own reading of it. Rank: SHA-256 of `seed, line break, id`; the
smallest are drawn, so no remainder of a division favours anybody.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence

from zhiheng.model.draw import Candidate, Drawn, Outcome, Pool

METHOD = "sha256-rank/1"


def digest_of(*lines: str) -> str:
    """SHA-256 in hex of the lines, with one line break between two of them."""
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def seed_of(announcement: str, head: str, salt: str) -> str:
    """The seed, from the hashes of two entries and the salt that was committed to, all in hex."""
    return digest_of(METHOD, announcement, head, salt)


def ranked(seed: str, ids: Iterable[str]) -> tuple[str, ...]:
    """All of them, in the order in which they would be drawn. Raises ValueError on a double."""
    found = list(ids)
    if len(set(found)) != len(found):
        raise ValueError("an id stands twice in the pool")
    return tuple(sorted(found, key=lambda x: digest_of(seed, x)))


def draw(seed: str, pool: Iterable[str], k: int) -> tuple[str, ...]:
    """The k first by rank; all of them when there are no more."""
    return ranked(seed, pool)[:k]


def share_of(count: int, percent: int) -> int:
    """So much of the hundred, rounded up: 10% of 101 are 11."""
    return -(-count * percent // 100)


def two_thirds(units: int) -> int:
    """How many of the units a year's inspection must reach."""
    return -(-2 * units // 3)


def objects_of(seed: str, pool: Pool) -> Iterator[str]:
    """The objects drawn: those with risk signs before the others, each group at random."""
    for take in sorted(pool.takes, key=lambda x: x.unit):
        among = [o for o in pool.objects if not take.unit or o.unit == take.unit]
        signed = draw(seed, _ids(among, first=True), take.take)
        yield from signed
        yield from draw(seed, _ids(among, first=False), take.take - len(signed))


def _ids(among: Iterable[Candidate], *, first: bool) -> list[str]:
    return [o.id for o in among if o.first is first]


def outcome_of(
    seed: str, pool: Pool, barred: Mapping[str, Sequence[str] | frozenset[str]]
) -> Outcome:
    """Objects and, for each, the persons first by rank who are not barred from it."""
    chosen = tuple(
        _drawn(seed, o, pool, frozenset(barred.get(o, ()))) for o in objects_of(seed, pool)
    )
    return Outcome(chosen=chosen, short=tuple(d.id for d in chosen if len(d.persons) < pool.each))


def _drawn(seed: str, one: str, pool: Pool, barred: frozenset[str]) -> Drawn:
    """The rank of the object is the seed of its persons: the two draws are apart."""
    persons: list[str] = []
    skipped: list[str] = []
    for person in ranked(digest_of(seed, one), pool.persons):
        if len(persons) == pool.each:
            break
        (skipped if person in barred else persons).append(person)
    return Drawn(id=one, persons=tuple(persons), skipped=tuple(skipped))
