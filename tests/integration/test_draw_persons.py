"""Whom a draw may name: persons outside the case, unrelated, and there; and what was reached."""

from datetime import date

import pytest
from support.draws import (
    SHOPS,
    SUPERVISOR,
    announced,
    chosen,
    closed,
    inspection,
    made,
    number_of,
    published,
    recheck,
    seen,
)
from support.evidence import refused
from support.office import PATH, Office, caller

from zhiheng.commands.assignment.recusal import AskRecusal, DecideRecusal
from zhiheng.commands.bureau.agency import execute_agency
from zhiheng.commands.bureau.load_relations import LoadRelations
from zhiheng.commands.draws.make import MakeDraw
from zhiheng.commands.handling.handle import execute
from zhiheng.draw_check import faults_of, read_published
from zhiheng.errors import NotReady
from zhiheng.model.draw import Candidate
from zhiheng.queries.draw_coverage import coverage


def test_a_recheck_is_never_done_by_who_had_a_hand_in_the_case(office: Office) -> None:
    closed(office, "一号楼", "二号楼")
    found = made(office, recheck(office, percent=100))
    acted = {"gh-1", "gh-2", "jc-1", "zh-1", "zh-2"}
    assert len(chosen(found)) == 2
    for d in chosen(found):
        assert not set(d["persons"]) & acted, d
        assert set(d["skipped"]) <= acted
    assert faults_of(read_published(published(found))) == ()


def test_where_nobody_is_left_the_draw_says_so(office: Office) -> None:
    (number,) = closed(office, "一号楼")
    found = made(office, recheck(office, posts=("GH-c",)))
    assert found.made is not None
    assert found.made.outcome["short"] == [number]
    assert chosen(found)[0]["persons"] == []


def test_cases_with_a_breach_signal_are_rechecked_first(office: Office) -> None:
    plain = [f"{i}号楼" for i in range(3)]
    closed(office, *plain)
    case = office.start("有信号")
    first, *others = PATH[:3]
    office.sign(case, first[1], first[0], first[2], first[3])
    office.clock.forward(minutes=1)
    for task, who, values, papers in others:
        office.sign(case, who, task, values, papers)
    with pytest.raises(NotReady, match="risk-undischarged"):
        office.sign(case, "gh-2", "notice", {"objection": "none"}, ("批前公示",), confirmations={})
    rest = [x[0] for x in PATH].index("notice")
    for task, who, values, papers in PATH[rest:]:
        office.sign(case, who, task, values, papers)
    found = made(office, recheck(office))
    with office.rt.db.reading() as connection:
        reached = coverage(office.rt, connection, SUPERVISOR, 2026)
    assert [d["id"] for d in chosen(found)] == [number_of(office, case)]
    whole = next(s for s in reached.shares if s.unit == "")
    assert (whole.of, whole.drawn, whole.needed, whole.enough) == (4, 1, 1, True)
    (reach,) = reached.reach
    assert (reach.units, reach.reached) == (("GH", "JC", "XG", "ZH"), ("GH",)), "who signed first"
    assert (reach.needed, reach.enough) == (3, False)


def test_the_coverage_says_what_was_reached_per_unit(office: Office) -> None:
    units = ("甲县", "乙县", "丙县")
    cases = tuple(
        Candidate(id=f"{u}{i}", unit=u)
        for u, n in zip(units, (101, 9, 1), strict=True)
        for i in range(n)
    )
    superior = inspection(
        office, kind="superior", objects=cases, posts=(), each=0, until=date(2026, 2, 28)
    )
    announced(office, superior)
    with office.rt.db.reading() as connection:
        before = coverage(office.rt, connection, SUPERVISOR, 2026)
    assert [(s.unit, s.needed, s.enough) for s in before.shares] == [
        ("丙县", 1, False), ("乙县", 1, False), ("甲县", 11, False),
    ]  # fmt: skip
    office.clock.forward(hours=3)
    execute_agency(office.rt, SUPERVISOR, MakeDraw(1))
    with office.rt.db.reading() as connection:
        after = coverage(office.rt, connection, SUPERVISOR, 2026)
        other = coverage(office.rt, connection, SUPERVISOR, 2025)
    assert [(s.unit, s.drawn, s.enough) for s in after.shares] == [
        ("丙县", 1, True), ("乙县", 1, True), ("甲县", 11, True),
    ]  # fmt: skip
    (reach,) = after.reach
    assert (reach.units, reach.reached, reach.needed, reach.enough) == (
        tuple(sorted(units)), tuple(sorted(units)), 2, True,
    )  # fmt: skip
    assert other.shares == ()


def test_a_draw_needs_as_many_persons_as_are_due_for_each(sqlite_office: Office) -> None:
    with refused(sqlite_office, "draw-few-persons", 409):
        announced(sqlite_office, inspection(sqlite_office, posts=("GH-c",), each=9))


def test_who_is_recused_from_a_case_never_rechecks_it(office: Office) -> None:
    case = office.start("一号楼")
    execute(office.rt, caller("yuanda"), AskRecusal(case, "jc-2", "other", "曾共同投资"))
    execute(office.rt, caller("jc-k"), DecideRecusal(case, 1, granted=True, reason="属实"))
    office.walk(case)
    (one,) = chosen(made(office, recheck(office, posts=("JC-c",), each=2)))
    assert set(one["skipped"]) == {"jc-1", "jc-2"}, "one has acted, the other is recused"
    assert one["persons"] == []


def test_relatives_and_those_gone_since_are_passed_over(office: Office) -> None:
    kin = {"relations": [{"person": "jc-1", "party": "商户000", "kind": "spouse"}]}
    execute_agency(office.rt, caller("sysadmin"), LoadRelations(kin))
    command = inspection(office, objects=SHOPS[:1], posts=("JC-c", "ZH-c"), percent=100)
    no = announced(office, command).no
    office.leave("zh-1")
    office.clock.forward(hours=3)
    execute_agency(office.rt, SUPERVISOR, MakeDraw(no))
    (one,) = chosen(seen(office, no))
    assert set(one["persons"]) == {"jc-2", "zh-2"}
    assert "spouse" not in str(seen(office, no)), "why somebody is passed over is not told"


def test_who_is_related_to_somebody_of_the_case_never_rechecks_it(office: Office) -> None:
    closed(office, "一号楼")
    kin = {"relations": [{"person": "jc-k", "other": "gh-1", "kind": "spouse"}]}
    execute_agency(office.rt, caller("sysadmin"), LoadRelations(kin))
    (one,) = chosen(made(office, recheck(office, posts=("JC-k", "ZH-k"), each=1)))
    assert one["persons"] == ["zh-k"]
