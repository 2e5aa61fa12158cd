"""What is asked of draws, of offices, and of who may have which account; once in the search."""

from collections.abc import Iterator
from itertools import product
from typing import Any

from support.modelcheck.asking import Ask
from support.modelcheck.scene import Attempt, Node, supervisor
from zhiheng.model.caller import Role
from zhiheng.model.draw import Candidate, Pool, Take
from zhiheng.rules.reporting import Reader, Routed


def questions(node: Node) -> Iterator[Attempt]:
    """None of them depends on a state."""
    if node.path:
        return
    for asked in (*_draws(), *_offices(), *_reports(), *_officers()):
        yield Attempt(supervisor(), asked)


_OBJECTS = tuple(
    Candidate(id=f"{unit}-{n}", unit=unit, first=n in firsts)
    for unit, firsts in (("b", (2, 4)), ("a", ()), ("", (1,)))
    for n in range(1, 6)
)
_TAKES = (
    ((Take(of=15, take=4),), 2),
    ((Take(of=15, take=15),), 1),
    ((Take(unit="b", of=5, take=1), Take(unit="a", of=5, take=2)), 0),
    ((Take(unit="b", of=5, take=9), Take(unit="a", of=5, take=0)), 3),
    ((Take(unit="a", of=5, take=1), Take(unit="b", of=5, take=3)), 1),
)
_PERSONS = ("p1", "p2", "p3", "p4")
_BARRED: tuple[dict[str, Any], ...] = (
    {},
    {"b-1": ["p1", "p2"], "b-2": ["p1", "p2", "p3"], "a-3": ["p1", "p2", "p3", "p4"]},
    {o.id: frozenset({"p2", "p4"}) for o in _OBJECTS},
)


def _draws() -> Iterator[Ask]:
    for seed, (takes, each), barred in product(("00", "ff"), _TAKES, _BARRED):
        pool = Pool(kind="inspection", objects=_OBJECTS, takes=takes, persons=_PERSONS, each=each)
        yield Ask("draw", (seed, pool, barred))
    twice = Pool(kind="experts", objects=(_OBJECTS[0], _OBJECTS[0]), takes=(Take(of=2, take=1),))
    yield Ask("draw", ("00", twice, {}))
    yield Ask("draw-seed", ("a1", "b2", "c3"))
    for count in (0, 1, 9, 10, 11, 100, 101):
        yield Ask("draw-share", (count, 10))
        yield Ask("draw-share", (count, 25))
        yield Ask("draw-two-thirds", (count,))


def _offices() -> Iterator[Ask]:
    yield Ask("answer-days", ())
    for about, against, supervisors in product(
        ("case", "step", "supervision", "head"),
        ((), ("s1",), ("s1", "s2"), ("gu",)),
        ((), ("s1",), ("s1", "s2"), ("s1", None), (None,)),
    ):
        yield Ask("office", (about, against, supervisors))


def _reports() -> Iterator[Ask]:
    for office, role, account, person, head in product(
        ("supervision", "head"),
        (Role.OFFICER, Role.SUPERVISOR, Role.APPLICANT, Role.AUDIT),
        ("author", "another"),
        ("gu", "he", None),
        (True, False),
    ):
        report = Routed(office, "author", frozenset({"gu"}))
        for what in ("report-read", "report-answer"):
            yield Ask(what, (report, Reader(role, account, person, head)))


def _officers() -> Iterator[Ask]:
    roles = (Role.SYSTEM, Role.SECURITY, Role.AUDIT, Role.OFFICER, Role.SUPERVISOR)
    for role, other in product(roles, roles):
        for person in ("gu", "he", None):
            yield Ask("officers", (role, person, ((other, "gu"), (Role.OFFICER, None))))
