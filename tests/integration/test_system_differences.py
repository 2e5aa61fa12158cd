"""What a system case would change is told before anybody checks it; a secret list never is."""

import io
import zipfile
from pathlib import Path

import msgspec
import pytest
from support import spending
from support import system_cases as sc
from support.evidence import agency_verdict
from support.office import AGENCY, Office, caller

from zhiheng.errors import NotReady
from zhiheng.queries.bundle import agency_bundle, case_bundle
from zhiheng.queries.difference import case_difference
from zhiheng.queries.papers import may_have
from zhiheng.queries.task import task_view
from zhiheng_api.sample import begin_operation

NEWCOMER = sc.with_newcomer()
PARAMETERS = msgspec.json.encode(spending.PARAMETERS)
as_json = msgspec.json.encode


@pytest.fixture
def running(office: Office) -> Office:
    """The sample bureau in operation."""
    begin_operation(office.rt)
    return office


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
    assert found.against == sc.in_force(running)[-1].digest
    assert [x.zh for x in found.lines] == ["环节“归档立卷”的名称由“归档”改为“归档立卷”"]


@pytest.mark.parametrize(
    ("key", "paper", "line"),
    [
        ("roster-change", NEWCOMER, "新增花名册的人员“"),
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
            agency_bundle(running.rt, connection, caller("jiwei")),
            case_bundle(running.rt, connection, AGENCY, case, full=True),
        ):
            names = zipfile.ZipFile(io.BytesIO(bundle)).namelist()
            assert not any(digest in name for name in names)


def test_the_bundle_holds_the_parameters_that_a_case_brought_into_force(
    running: Office, tmp_path: Path
) -> None:
    sc.carried(running, "parameter-change", PARAMETERS)
    digest = sc.agency(running).parameters
    with running.rt.db.reading() as connection:
        bundle = agency_bundle(running.rt, connection, caller("jiwei"))
    assert any(digest in name for name in zipfile.ZipFile(io.BytesIO(bundle)).namelist())
    assert agency_verdict(running, tmp_path).ok


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (("", ""), None),
        (('post="ZH-c"', 'post="LEG"'), "WSP001"),
        (('id="to_grant" name="准予"', 'id="to_grant"'), "LNT013"),
    ],
)
def test_what_the_release_would_be_refused_for_is_told_before(
    running: Office, change: tuple[str, str], rule: str | None
) -> None:
    case = sc.draft(running, "chart-release", sc.changed(change) if rule else sc.changed())
    with running.rt.db.reading() as connection:
        found = case_difference(running.rt, connection, sc.hand("fz-1"), case)
    assert {x.zh.split()[0] for x in found.faults} == ({rule} if rule else set())
