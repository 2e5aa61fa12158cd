"""What cases run on changes by a system case: the last signature does it, in one transaction."""

import io
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import pytest
from support import spending
from support import system_cases as sc
from support.evidence import agency_verdict, chained, entries, facts_of, item, refused, replays
from support.office import AGENCY, Office, caller

from zhiheng import facts as f
from zhiheng.commands.agency import execute_agency
from zhiheng.commands.deploy import Deploy
from zhiheng.errors import NotReady
from zhiheng.model.ids import PersonId
from zhiheng.queries.bundle import agency_bundle, case_bundle
from zhiheng.queries.difference import case_difference
from zhiheng.queries.papers import may_have
from zhiheng.queries.task import task_view
from zhiheng.runtime import Runtime
from zhiheng.share import share
from zhiheng.state.agency import AgencyState
from zhiheng.store.db import Database
from zhiheng_api.sample import begin_operation


@pytest.fixture
def running(office: Office) -> Office:
    """The sample bureau in operation."""
    begin_operation(office.rt)
    return office


def versions(office: Office, key: str = "construction-permit") -> list[f.ChartDeployed]:
    with office.rt.db.reading() as connection:
        return office.rt.agency(connection, AGENCY).state.charts[key]


def test_a_chart_comes_into_force_by_the_signature_that_releases_it(
    running: Office, tmp_path: Path
) -> None:
    case = sc.draft(running, "chart-release", sc.changed())
    sc.check(running, case)
    assert len(versions(running)) == 1
    receipt = sc.release(running, case)
    (done,) = facts_of(running, case, f.CommandCarriedOut)
    assert done in receipt.entry.facts
    entry = next(e for e in entries(running, f"agency/{AGENCY}") if e.n == done.n)
    why, deployed = entry.facts
    assert why == f.CaseOrdered(case=case, n=receipt.entry.n, command="deploy-chart")
    assert isinstance(deployed, f.ChartDeployed)
    assert versions(running)[-1] == deployed
    assert deployed.digest == done.document
    assert item(running, case).outcome == "released"
    replays(running, case)
    chained(running)
    assert agency_verdict(running, tmp_path).ok


def test_in_operation_nobody_deploys_directly(running: Office) -> None:
    with refused(running, "needs-system-case", 409) as caught:
        execute_agency(running.rt, caller("sysadmin"), Deploy(sc.changed()))
    assert caught.value.facts["chart"] == "chart-release"


def state(office: Office) -> AgencyState:
    with office.rt.db.reading() as connection:
        return office.rt.agency(connection, AGENCY).state


def as_json(value: object) -> bytes:
    return msgspec.json.encode(value)


def more(field: str, **record: object) -> bytes:
    """The shipped roster with one record more."""
    roster = sc.roster()
    roster[field].append(record)
    return as_json(roster)


NEWCOMER = more("persons", id="new", name="新人（测试）")
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
    before = state(running).calendar
    calendar = sc.calendar()
    del calendar["published"]["2004"]
    sc.carried(running, "calendar-change", as_json(calendar))
    assert state(running).calendar != before


def test_parameters_change_by_a_system_case(running: Office) -> None:
    case = sc.carried(running, "parameter-change", PARAMETERS)
    (done,) = facts_of(running, case, f.CommandCarriedOut)
    assert state(running).parameters
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
    assert [w.rule for w in versions(running)[-1].waived] == ["LNT013"]


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


def test_an_edition_is_published_of_the_version_in_force_and_taken_down(running: Office) -> None:
    refuses(
        running,
        "publication",
        as_json({**EDITION, "version": "0" * 64}),
        "edition-not-in-force",
        409,
    )
    version = versions(running)[-1].digest
    sc.carried(running, "publication", as_json({**EDITION, "version": version}))
    assert state(running).editions["construction-permit"].chart == version
    sc.carried(running, "publication", as_json({"do": "withdraw", "chart": "construction-permit"}))
    assert state(running).editions == {}
    again = as_json({"do": "withdraw", "chart": "construction-permit"})
    refuses(running, "publication", again, "not-published", 409)


@pytest.mark.parametrize(
    ("key", "paper"),
    [
        ("roster-change", b"\xff"),
        ("parameter-change", b"[]"),
        ("waiver", b'{"chart": 1}'),
        ("publication", b'{"do": "erase"}'),
    ],
)
def test_a_paper_that_is_no_command_is_refused(running: Office, key: str, paper: bytes) -> None:
    refuses(running, key, paper, "command-unreadable", 422)


def test_what_this_version_cannot_do_yet_is_refused(running: Office) -> None:
    """The seam for repair and migration: the chart may be released, its command may not run."""
    repair = (share("processes") / "system/repair.bpmn").read_bytes()
    sc.carried(running, "chart-release", repair)
    refuses(running, "repair", b"{}", "command-not-available", 409)


def test_a_system_case_changes_what_other_processes_look_at(running: Office) -> None:
    """A second process that held the old view sees the new one with its next command."""
    other = Office(Runtime(Database(running.url), running.rt.documents._folder, running.clock))
    assert len(versions(other)) == 1
    sc.carried(running, "chart-release", sc.changed())
    assert len(versions(other)) == 2
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
    assert [v.version for v in versions(running)] == [1, 2, 3]
    chained(running)


def test_the_difference_is_told_before_anybody_checks(running: Office) -> None:
    case = sc.begin(running, "chart-release")
    with running.rt.db.reading() as connection, pytest.raises(NotReady) as caught:
        case_difference(running.rt, connection, sc.hand("fz-1"), case)
    assert caught.value.rule == "nothing-drafted"
    sc.draft(running, "chart-release", sc.changed(('name="归档"', 'name="归档立卷"')), case)
    with running.rt.db.reading() as connection:
        found = case_difference(running.rt, connection, sc.hand("fz-1"), case)
        task = task_view(running.rt, connection, sc.hand("fz-1"), case, "check@1")
    assert found == task.difference
    assert found.against == versions(running)[-1].digest
    assert [x.zh for x in found.lines] == ["环节“归档立卷”的名称由“归档”改为“归档立卷”"]


@pytest.mark.parametrize(
    ("key", "paper", "line"),
    [
        ("roster-change", NEWCOMER, "新增花名册 persons 16"),
        ("parameter-change", PARAMETERS, "新增参数 ladders"),
        ("roster-change", b"\xff", "这份文书读不出来，发布时会被拒绝。"),
        ("chart-release", b"<x/>", "这份文书读不出来，发布时会被拒绝。"),
    ],
)
def test_of_files_too_it_is_told_what_changes(
    running: Office, key: str, paper: bytes, line: str
) -> None:
    case = sc.draft(running, key, paper)
    with running.rt.db.reading() as connection:
        found = case_difference(running.rt, connection, sc.hand("fz-1"), case)
    assert any(x.zh.startswith(line) for x in found.lines), found.lines


def test_a_list_of_relations_is_never_told(running: Office) -> None:
    listed = as_json({"relations": [{"person": "gh-1", "party": "yuanda", "kind": "spouse"}]})
    case = sc.draft(running, "relation-change", listed)
    with running.rt.db.reading() as connection:
        found = case_difference(running.rt, connection, sc.hand("fz-1"), case)
        assert found.lines == ()
        digest = running.rt.documents.put(listed)
        readers = [
            w
            for w in ("xt-1", "fz-1", "jz", "aq-1", "gh-1", "sj-1")
            if may_have(running.rt, connection, sc.hand(w), digest)
        ]
    assert readers == ["xt-1", "fz-1", "jz", "aq-1"]
    sc.check(running, case)
    sc.release(running, case)
    with running.rt.db.reading() as connection:
        for bundle in (
            agency_bundle(running.rt, connection, AGENCY),
            case_bundle(running.rt, connection, AGENCY, case, full=True),
        ):
            names = zipfile.ZipFile(io.BytesIO(bundle)).namelist()
            assert not any(digest in name for name in names)


def test_the_bundle_holds_the_parameters_that_a_case_brought_into_force(
    running: Office, tmp_path: Path
) -> None:
    sc.carried(running, "parameter-change", PARAMETERS)
    digest = state(running).parameters
    with running.rt.db.reading() as connection:
        bundle = agency_bundle(running.rt, connection, AGENCY)
    assert any(digest in name for name in zipfile.ZipFile(io.BytesIO(bundle)).namelist())
    assert agency_verdict(running, tmp_path).ok
