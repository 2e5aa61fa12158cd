"""双随机: drawn by nobody's choice, from the log as of a named time, and recomputed by anybody."""

import json
from datetime import date
from typing import Any

import msgspec
import pytest
from support.draws import SUPERVISOR, announced, chosen, inspection, made, published, seen
from support.evidence import agency_verdict, chained, refused, verdict_of
from support.office import AGENCY, Office, caller
from support.reports import inside

from zhiheng.commands.bureau.agency import execute_agency
from zhiheng.commands.draws.make import MakeDraw
from zhiheng.commands.frame.receipt import Once
from zhiheng.commands.personnel.leave_request import AskLeave
from zhiheng.draw_check import faults_of, head_faults, read_published
from zhiheng.model.draw import Candidate
from zhiheng.queries.bundle import case_bundle
from zhiheng.queries.draws import draws
from zhiheng.store.log import read_bodies


def test_anybody_recomputes_the_draw_from_what_is_published(office: Office, tmp_path: Any) -> None:
    found = made(office, inspection(office))
    assert len(chosen(found)) == 11, "a tenth of 101"
    assert all(len(d["persons"]) == 2 for d in chosen(found))
    read = read_published(published(found))
    assert faults_of(read) == ()
    with office.rt.db.reading() as connection:
        bodies = read_bodies(connection, AGENCY, f"agency/{AGENCY}")
    assert head_faults(read, bodies) == ()
    assert head_faults(read, bodies[: found.announced.n - 2]) != ()
    chained(office)
    verdict = agency_verdict(office, tmp_path)
    assert verdict.ok
    assert verdict.unnamed == ()


@pytest.mark.parametrize(
    "change",
    [
        lambda x: x["made"]["outcome"]["chosen"].pop(),
        lambda x: x["made"]["outcome"]["chosen"].reverse(),
        lambda x: x["made"]["outcome"]["chosen"][0]["persons"].reverse(),
        lambda x: x["made"]["outcome"]["chosen"][0]["skipped"].append("gh-1"),
        lambda x: x["made"].update(salt="0" * 64),
        lambda x: x["made"].update(head="0" * 64),
        lambda x: x["made"].update(seed="0" * 64),
        lambda x: x["pool"]["objects"].pop(),
        lambda x: x["pool"].update(each=1),
        lambda x: x["announced"].update(body=x["announced"]["body"].replace("10", "11", 1)),
        lambda x: x.update(no=2),
        lambda x: x.update(made=None),
    ],
)
def test_whatever_is_changed_in_it_is_found(sqlite_office: Office, change: Any) -> None:
    data = json.loads(published(made(sqlite_office, inspection(sqlite_office))))
    change(data)
    assert faults_of(read_published(json.dumps(data).encode()))


def test_nobody_knows_the_seed_before_the_draw(office: Office) -> None:
    """The salt stands in no entry, and no list, until the draw is made."""
    fact = announced(office, inspection(office))
    with office.rt.db.reading() as connection:
        bodies = b"".join(read_bodies(connection, AGENCY, f"agency/{AGENCY}"))
    found = seen(office, fact.no)
    assert found.made is None
    office.clock.forward(hours=3)
    execute_agency(office.rt, SUPERVISOR, MakeDraw(fact.no))
    after = seen(office, fact.no)
    assert after.made is not None
    assert after.made.salt.encode() not in bodies
    assert after.pool == found.pool


def test_what_others_write_before_the_named_time_goes_into_the_seed(office: Office) -> None:
    command = inspection(office)
    fact = announced(office, command)
    office.clock.forward(hours=1)
    execute_agency(office.rt, caller("gh-1"), AskLeave(office.today, office.today, "travel"))
    office.clock.forward(hours=1, minutes=1)
    execute_agency(office.rt, caller("gh-2"), AskLeave(office.today, office.today, "travel"))
    execute_agency(office.rt, SUPERVISOR, MakeDraw(fact.no))
    found = seen(office, fact.no)
    assert found.made is not None
    assert found.made.head_n == found.announced.n + 1, "the later one came too late"


def test_a_draw_is_made_after_its_time_and_once(office: Office) -> None:
    fact = announced(office, inspection(office))
    with refused(office, "draw-not-due", 409):
        execute_agency(office.rt, SUPERVISOR, MakeDraw(fact.no))
    with refused(office, "draw-pending", 409):
        announced(office, inspection(office, percent=20))
    with refused(office, "no-such-draw", 404):
        execute_agency(office.rt, SUPERVISOR, MakeDraw(7))
    office.clock.forward(hours=2, seconds=1)
    execute_agency(office.rt, SUPERVISOR, MakeDraw(fact.no))
    with refused(office, "draw-made", 409):
        execute_agency(office.rt, SUPERVISOR, MakeDraw(fact.no))


def test_a_draw_that_displeases_is_not_made_again(office: Office) -> None:
    """What is drawn stays drawn, in any period that meets the first; more only adds."""
    first = {d["id"] for d in chosen(made(office, inspection(office)))}
    with refused(office, "draw-empty", 409):
        announced(office, inspection(office))
    with refused(office, "draw-empty", 409):
        announced(office, inspection(office, until=date(2026, 3, 30)))
    more = {d["id"] for d in chosen(made(office, inspection(office, percent=20)))}
    assert len(more) == 21 - 11
    assert not more & first


@pytest.mark.parametrize("who", ["gh-1", "jz", "yuanda", "sysadmin"])
def test_only_supervisors_draw(office: Office, who: str) -> None:
    for command in (inspection(office), MakeDraw(1)):
        with refused(office, "role-may-not", 403):
            execute_agency(office.rt, caller(who), command)


def test_who_may_be_drawn_learns_nothing_before_and_experts_stay_closed(
    office: Office, tmp_path: Any
) -> None:
    experts = inspection(
        office,
        kind="experts",
        objects=tuple(Candidate(id=f"专家{i}") for i in range(9)),
        excluded=("专家3",),
        posts=(),
        each=0,
        percent=None,
        count=3,
        since=None,
        until=None,
    )
    announced(office, inspection(office))
    found = made(office, experts)
    assert "专家3" not in [d["id"] for d in chosen(found)]
    assert found.pool["excluded"] == ["专家3"]
    case = office.start()
    with office.rt.db.reading() as connection:
        assert draws(office.rt, connection, caller("gh-1")) == []
        content = case_bundle(office.rt, connection, AGENCY, case, full=True)
    assert "商户000".encode() not in inside(content)
    assert "专家0".encode() not in inside(content)
    assert found.made is not None
    for told in (found.made.salt, found.made.seed):
        assert told.encode() not in inside(content), "or a known list would tell"
    assert faults_of(read_published(published(found))) == ()
    assert verdict_of(content, tmp_path).ok
    execute_agency(office.rt, SUPERVISOR, MakeDraw(1))
    with office.rt.db.reading() as connection:
        assert [d.no for d in draws(office.rt, connection, caller("gh-1"))] == [1]
    with pytest.raises(Exception, match="no-such-draw"):
        seen(office, 2, "gh-1")
    with pytest.raises(Exception, match="role-may-not"):
        seen(office, 1, "yuanda")


def test_the_same_key_announces_once(sqlite_office: Office) -> None:
    command, once = inspection(sqlite_office), Once("a-key-of-mine")
    first = execute_agency(sqlite_office.rt, SUPERVISOR, command, once)
    again = execute_agency(sqlite_office.rt, SUPERVISOR, command, once)
    assert again.repeated
    assert again.hash == first.hash


def test_the_password_is_due(sqlite_office: Office) -> None:
    with refused(sqlite_office, "fresh-authentication", 403):
        execute_agency(
            sqlite_office.rt, caller("jiwei", confirmed=False), inspection(sqlite_office)
        )


def test_the_facts_hold_digests_and_no_list(sqlite_office: Office) -> None:
    fact = announced(sqlite_office, inspection(sqlite_office))
    assert "商户" not in json.dumps(msgspec.to_builtins(fact), ensure_ascii=False)
