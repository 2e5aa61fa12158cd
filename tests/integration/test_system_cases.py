"""What cases run on changes by a system case: the last signature does it, in one transaction."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from support import spending
from support import system_cases as sc
from support.evidence import agency_verdict, chained, entries, facts_of, item, refused, replays
from support.office import AGENCY, Office, caller

from zhiheng import facts as f
from zhiheng.commands.bureau.agency import execute_agency
from zhiheng.commands.bureau.deploy import Deploy
from zhiheng.commands.effects.registry import EFFECTS
from zhiheng.commands.frame.receipt import Once
from zhiheng.commands.handling import handle
from zhiheng.model.command import SystemCommand
from zhiheng.model.ids import PersonId
from zhiheng.runtime import Runtime
from zhiheng.store.db import Database
from zhiheng_api.sample import begin_operation


@pytest.fixture
def running(office: Office) -> Office:
    """The sample bureau in operation."""
    begin_operation(office.rt)
    return office


def test_a_chart_comes_into_force_by_the_signature_that_releases_it(
    running: Office, tmp_path: Path
) -> None:
    case = sc.draft(running, "chart-release", sc.changed())
    sc.check(running, case)
    assert len(sc.in_force(running)) == 1
    receipt = sc.release(running, case)
    (done,) = facts_of(running, case, f.CommandCarriedOut)
    assert done in receipt.entry.facts
    entry = next(e for e in entries(running, f"agency/{AGENCY}") if e.n == done.n)
    why, deployed = entry.facts
    assert why == f.CaseOrdered(case=case, n=receipt.entry.n, command="deploy-chart")
    assert isinstance(deployed, f.ChartDeployed)
    assert sc.in_force(running)[-1] == deployed
    assert deployed.digest == done.document
    assert item(running, case).outcome == "released"
    replays(running, case)
    chained(running)
    assert agency_verdict(running, tmp_path).ok


def test_in_operation_nobody_deploys_directly(running: Office) -> None:
    with refused(running, "needs-system-case", 409) as caught:
        execute_agency(running.rt, caller("sysadmin"), Deploy(sc.changed()))
    assert caught.value.facts["chart"] == "chart-release"


def as_json(value: object) -> bytes:
    return msgspec.json.encode(value)


NEWCOMER = sc.with_newcomer()
PARAMETERS = as_json(spending.PARAMETERS)
WAIVER = {
    "chart": "construction-permit",
    "rule": "LNT013",
    "reason": "名称待定（测试）",
    "until": "2026-12-31",
}
EDITION = {"do": "publish", "chart": "construction-permit", "edition": "e" * 64}


def test_a_roster_changes_by_a_system_case(running: Office) -> None:
    case = sc.carried(running, "roster-change", NEWCOMER)
    with running.rt.db.reading() as connection:
        roster = running.rt.agency(connection, AGENCY).roster
    assert roster is not None
    assert PersonId("new") in roster.persons
    replays(running, case)


def test_a_calendar_changes_by_a_system_case(running: Office) -> None:
    before = sc.agency(running).calendar
    calendar = sc.calendar()
    del calendar["published"]["2004"]
    sc.carried(running, "calendar-change", as_json(calendar))
    assert sc.agency(running).calendar != before


def test_a_new_calendar_counts_the_cases_that_run_before_anything_else(running: Office) -> None:
    running.clock.now = datetime(2026, 12, 14, 1, tzinfo=UTC)
    case = running.start()
    running.walk(case, "site_visit")
    calendar = sc.calendar()
    calendar["published"]["2027"] = {"holidays": ["2027-01-01", "2027-01-04"], "makeup": []}
    del calendar["statutory"]["2027"]
    sc.carried(running, "calendar-change", as_json(calendar))
    running.claim(case, "gh-2", "site_visit")
    moved = {x.clock: x for x in facts_of(running, case, f.ClockReprojected)}
    assert (moved["statutory"].old_due, moved["statutory"].due) == ("2027-01-12", "2027-01-13")
    assert not moved["statutory"].provisional
    replays(running, case)


def test_parameters_change_by_a_system_case(running: Office) -> None:
    case = sc.carried(running, "parameter-change", PARAMETERS)
    (done,) = facts_of(running, case, f.CommandCarriedOut)
    assert sc.agency(running).parameters
    entry = entries(running, f"agency/{AGENCY}")[done.n - 1]
    assert any(isinstance(x, f.ParametersConfirmed) for x in entry.facts)
    refuses(running, "parameter-change", PARAMETERS, "parameters-in-force", 409)


def test_a_list_of_relations_changes_by_a_system_case(running: Office) -> None:
    listed = {"relations": [{"person": "gh-1", "party": "yuanda", "kind": "spouse"}]}
    sc.carried(running, "relation-change", as_json(listed))
    case = running.start()
    with refused(running, "recused", 403):
        running.claim(case, "gh-1", "intake")


def test_a_waiver_lets_a_chart_through_that_warns(running: Office) -> None:
    warns = sc.changed(('id="to_grant" name="准予"', 'id="to_grant"'))
    case = sc.draft(running, "chart-release", warns)
    sc.check(running, case)
    first = sc.act(running, case, "jz", "release", {"release_result": "release"})
    with refused(running, "warnings-unwaived", 422):
        sc.act(running, case, "aq-1", "release", content=sc.content_of(first))
    sc.carried(running, "waiver", as_json(WAIVER))
    sc.act(running, case, "aq-1", "release", content=sc.content_of(first))
    assert [w.rule for w in sc.in_force(running)[-1].waived] == ["LNT013"]


@pytest.mark.parametrize(
    ("change", "rule"),
    [({"until": "2026-01-01"}, "waiver-expired"), ({"reason": " "}, "waiver-reason")],
)
def test_a_waiver_has_a_reason_and_an_end(
    running: Office, change: dict[str, str], rule: str
) -> None:
    refuses(running, "waiver", as_json({**WAIVER, **change}), rule, 422)


def refuses(office: Office, key: str, paper: bytes, rule: str, status: int) -> None:
    """The last signature of such a case is refused by that rule."""
    case = sc.draft(office, key, paper)
    sc.check(office, case, who=sc.CHECKERS.get(key, "fz-1"))
    first = sc.act(office, case, "jz", "release", {"release_result": "release"})
    with refused(office, rule, status):
        sc.act(office, case, "aq-1", "release", content=sc.content_of(first))


def test_an_edition_of_another_version_and_one_that_is_not_public_are_no_orders(
    running: Office,
) -> None:
    """What is published and taken down: test_publication.py."""
    other = as_json({**EDITION, "version": "0" * 64})
    refuses(running, "publication", other, "edition-not-in-force", 409)
    nothing = as_json({"do": "withdraw", "chart": "construction-permit"})
    refuses(running, "publication", nothing, "not-published", 409)


@pytest.mark.parametrize(
    ("key", "paper"),
    [
        ("roster-change", b"\xff"),
        ("parameter-change", b"[]"),
        ("waiver", b'{"chart": 1}'),
        ("repair", b"{}"),
        ("migration", b'{"chart": "x", "version": "2"}'),
        ("publication", b'{"do": "erase"}'),
    ],
)
def test_a_paper_that_is_no_command_is_refused(running: Office, key: str, paper: bytes) -> None:
    refuses(running, key, paper, "command-unreadable", 422)


def test_every_command_of_the_list_has_an_effect() -> None:
    assert set(EFFECTS) == set(SystemCommand)


def test_a_system_case_changes_what_other_processes_look_at(running: Office) -> None:
    """A second process that held the old view sees the new one with its next command."""
    db = Database(running.url, AGENCY)
    other = Office(Runtime(db, running.rt.documents._folder, running.clock))
    assert len(sc.in_force(other)) == 1
    sc.carried(running, "chart-release", sc.changed())
    assert len(sc.in_force(other)) == 2
    other.rt.db.close()


def test_two_changes_at_once_are_done_one_after_the_other(running: Office) -> None:
    cases = []
    for title in ("核发甲", "核发乙"):
        case = sc.draft(running, "chart-release", sc.changed(("核发（初审）", title)))
        sc.check(running, case)
        first = sc.act(running, case, "jz", "release", {"release_result": "release"})
        cases.append((case, sc.content_of(first)))
    with ThreadPoolExecutor(2) as pool:
        sign = lambda x: sc.act(running, x[0], "aq-1", "release", content=x[1])  # noqa: E731
        list(pool.map(sign, cases))
    assert [v.version for v in sc.in_force(running)] == [1, 2, 3]
    chained(running)


def test_what_fails_after_the_command_leaves_nothing_behind(
    running: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The agency's entry is written first; with the case's entry it stands or falls."""
    case = sc.draft(running, "chart-release", sc.changed())
    sc.check(running, case)
    first = sc.act(running, case, "jz", "release", {"release_result": "release"})
    before = sc.agency(running).n
    with monkeypatch.context() as patched:
        patched.setattr(handle, "update_case", _broken)
        with pytest.raises(OSError, match="disk"):
            sc.act(running, case, "aq-1", "release", content=sc.content_of(first))
    assert sc.agency(running).n == before
    chained(running)
    sc.act(running, case, "aq-1", "release", content=sc.content_of(first))
    assert [v.version for v in sc.in_force(running)] == [1, 2]
    replays(running, case)


def _broken(*_: object) -> None:
    raise OSError("disk")


def test_the_same_key_releases_once(running: Office) -> None:
    case = sc.draft(running, "chart-release", sc.changed())
    sc.check(running, case)
    first = sc.act(running, case, "jz", "release", {"release_result": "release"})
    once = Once("the-key-of-the-release")
    one, other = (
        sc.act(running, case, "aq-1", "release", once=once, content=sc.content_of(first))
        for _ in range(2)
    )
    assert (one.hash, other.repeated) == (other.hash, True)
    assert len(sc.in_force(running)) == 2


def test_no_roster_locks_the_agency_out(running: Office) -> None:
    roster = sc.roster()
    security = next(p for p in roster["persons"] if p["id"] == "aq-1")
    security["holdings"] = []
    refuses(running, "roster-change", as_json(roster), "roster-locks-out", 409)


def test_a_chart_keeps_its_command(running: Office) -> None:
    """Else the only way to release a chart could be released away."""
    ordinary = sc.changed(('id="construction-permit"', 'id="chart-release"'))
    refuses(running, "chart-release", ordinary, "command-changed", 409)
