"""修复、迁移 by system cases, and cases that have stopped."""

import json

import pytest
from sqlalchemy import delete, update
from support import system_cases as sc
from support.evidence import chained, entries, facts_of, item, refused, replays
from support.office import AGENCY, Office, caller
from support.versions import KEY, RENAMED, SECOND_CHECK

from zhiheng import facts as f
from zhiheng.commands.sweeps.run_migration import run_migration
from zhiheng.model.ids import CaseId
from zhiheng.queries.incidents import IncidentItem, incidents
from zhiheng.queries.replay import replay
from zhiheng.runtime import live as live_module
from zhiheng.store import tables as t
from zhiheng_api.sample import begin_operation


@pytest.fixture
def running(office: Office) -> Office:
    """The sample bureau in operation."""
    begin_operation(office.rt)
    return office


def plan(case: str) -> bytes:
    return json.dumps({"case": case, "reason": "停电后数据表不符（测试）"}).encode()


def spoil(office: Office, case: CaseId) -> None:
    """What no command does: rows changed and deleted by hand."""
    with office.rt.db.writing() as connection:
        slot, file, duty = t.slot.c, t.case_file.c, t.duty.c
        connection.execute(
            update(t.slot).where(slot.case_id == case, slot.task == "check").values(post="ZH-k")
        )
        connection.execute(
            update(t.case_file).where(file.id == case).values(number="假字〔2026〕1号", outcome="x")
        )
        connection.execute(delete(t.duty).where(duty.scope == f"case/{case}"))
        connection.commit()
    office.rt.live.evict(case)


def differs(office: Office, case: CaseId) -> list[str]:
    with office.rt.db.reading() as connection:
        return replay(office.rt, connection, AGENCY, case)


def test_tables_changed_by_hand_are_made_anew_out_of_the_log_by_two_hands(running: Office) -> None:
    case = running.start()
    running.walk(case, "check")
    spoil(running, case)
    found = differs(running, case)
    assert len(found) > 2
    sc.carried(running, "repair", plan(case))
    assert differs(running, case) == []
    repaired = [x for e in entries(running, f"agency/{AGENCY}") for x in e.facts
                if isinstance(x, f.CaseRepaired)]  # fmt: skip
    assert [(x.case, x.found) for x in repaired] == [(case, len(found))]
    assert (item(running, case).number or "").startswith("净规建字")
    running.sign(case, "gh-k", "check", {"check_result": "agree"})
    replays(running, case)
    chained(running)


def test_what_agrees_with_its_log_is_not_repaired(running: Office) -> None:
    case = running.start()
    system = sc.draft(running, "repair", plan(case))
    sc.check(running, system)
    first = sc.act(running, system, "jz", "release", {"release_result": "release"})
    with refused(running, "nothing-to-repair", 409):
        sc.act(running, system, "aq-1", "release", content=sc.content_of(first))


@pytest.mark.parametrize("case", ["nowhere", "itself"])
def test_there_must_be_another_case_to_repair(running: Office, case: str) -> None:
    system = sc.begin(running, "repair")
    sc.draft(running, "repair", plan(system if case == "itself" else case), system)
    sc.check(running, system)
    first = sc.act(running, system, "jz", "release", {"release_result": "release"})
    with refused(running, "no-such-case", 404):
        sc.act(running, system, "aq-1", "release", content=sc.content_of(first))


def test_a_case_whose_log_does_not_replay_stops_as_an_incident_until_it_goes_on(
    running: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = running.start()
    running.walk(case, "check")
    running.rt.live.evict(case)
    with monkeypatch.context() as patched:
        patched.setattr(live_module, "agree", lambda *_: False)
        with refused(running, "case-stopped", 409):
            running.claim(case, "gh-k", "check")
        assert [(i.kind, i.case) for i in listed(running)] == [("stopped", case)]
    running.clock.forward(minutes=1)
    running.claim(case, "gh-k", "check")
    assert listed(running) == []


def listed(office: Office) -> list[IncidentItem]:
    with office.rt.db.reading() as connection:
        return incidents(office.rt, connection, caller("jiwei"))


def migration(version: int, **names: str) -> bytes:
    return json.dumps({"chart": KEY, "version": version, "names": names}).encode()


def test_running_cases_go_over_by_a_system_case_and_each_by_its_history(running: Office) -> None:
    early, late, ended = running.start(), running.start(), running.start()
    running.walk(early, "first_review")
    running.walk(late, "deputy")
    running.walk(ended)
    sc.carried(running, "chart-release", SECOND_CHECK)
    sc.carried(running, "migration", migration(2))
    done = {x.case: x for x in run_migration(running.rt, sc.hand("xt-1"), 1)}
    assert set(done) == {early, late}
    assert (done[early].rule, done[late].rule) == (None, "history-differs")
    assert [item(running, c).version for c in (early, late, ended)] == [2, 1, 1]
    (moved,) = facts_of(running, early, f.CaseMigrated)
    assert moved.migration == 1
    actor = entries(running, f"case/{early}")[-1].actor
    assert (actor.role, actor.person) == ("law", None)
    again = {x.case for x in run_migration(running.rt, sc.hand("xt-1"), 1)}
    assert again == {late}
    for case in (early, late, ended):
        replays(running, case)


def test_a_map_goes_with_the_approval(running: Office) -> None:
    case = running.start()
    running.walk(case, "check")
    sc.carried(running, "chart-release", RENAMED)
    sc.carried(running, "migration", migration(2, first_review="initial_review"))
    (done,) = run_migration(running.rt, sc.hand("xt-1"), 1)
    assert done.rule is None
    replays(running, case)
