"""The archive of a person is erased (删除个人档案): no trace is left, and the log verifies."""

import json
from pathlib import Path

import pytest
from sqlalchemy import select
from support.archives import filed, name_keeper
from support.evidence import agency_verdict, chained, refused
from support.office import AGENCY, Office, caller
from support.system_cases import carried
from support.traces import in_exports, in_files, in_tables

from zhiheng import facts as f
from zhiheng.commands.frame.receipt import Once
from zhiheng.commands.log.clear_erased import clear_erased
from zhiheng.errors import Refusal
from zhiheng.queries.personal_archive import archive_of
from zhiheng.store import tables as t
from zhiheng.store.grants import GRANTS, DbRole
from zhiheng.store.log import read_stream

WARNED, TALKED, OTHER = "党内警告一次", "谈话提醒一次", "年度述职优秀"


def _pages(office: Office, person: str) -> list[str]:
    with office.rt.db.reading() as connection:
        archive = archive_of(office.rt, connection, caller("zh-2"), person)
    return [page.text for part in archive.parts for page in part.pages]


def _erase(office: Office, person: str) -> None:
    paper = {"ground": "no-longer-needed", "reason": "保管期满", "archive": person}
    carried(office, "erasure", json.dumps(paper).encode())


def test_no_trace_of_the_pages_is_left_and_the_log_verifies(office: Office, tmp_path: Path) -> None:
    name_keeper(office)
    filed(office, "gh-1", WARNED, Once("a-page"))
    filed(office, "gh-2", OTHER, part=4)
    filed(office, "gh-1", TALKED, part=5)
    assert in_tables(office, (WARNED, TALKED)) == {WARNED, TALKED}
    _erase(office, "gh-1")
    assert clear_erased(office.rt) == 1
    assert in_tables(office, (WARNED, TALKED)) == set()
    assert in_files(office, (WARNED, TALKED)) == set()
    assert in_exports(office, (WARNED, TALKED, OTHER), tmp_path) == set()
    assert (_pages(office, "gh-1"), _pages(office, "gh-2")) == ([], [OTHER])
    chained(office)
    assert agency_verdict(office, tmp_path).ok
    with refused(office, "key-reused", 422):  # nobody shall find out by trying what it said
        filed(office, "gh-1", WARNED, Once("a-page"))
    filed(office, "gh-1", TALKED, part=5)
    _erase(office, "gh-1")
    assert _pages(office, "gh-1") == []
    with office.rt.db.reading() as connection:
        entries = [e for e, _ in read_stream(connection, AGENCY, f"agency/{AGENCY}")]
    gone = [x for e in entries for x in e.facts if isinstance(x, f.ArchiveErased)]
    assert [(len(x.pages), x.ground) for x in gone] == [
        (2, "no-longer-needed"),
        (1, "no-longer-needed"),
    ]
    assert not any(
        "gh-1" in x.page for e in entries for x in e.facts if isinstance(x, f.ArchiveFiled)
    )


def test_of_an_archive_without_pages_nothing_is_erased(office: Office) -> None:
    name_keeper(office)
    filed(office, "gh-2", OTHER)
    with pytest.raises(Refusal) as caught:
        _erase(office, "gh-1")
    assert (caught.value.rule, caught.value.status) == ("erase-no-archive", 409)
    assert _pages(office, "gh-2") == [OTHER]


def test_the_same_page_under_the_same_key_is_filed_once(office: Office) -> None:
    name_keeper(office)
    first = filed(office, "gh-1", WARNED, Once("k"))
    assert filed(office, "gh-1", WARNED, Once("k")).hash == first.hash
    assert _pages(office, "gh-1") == [WARNED]
    with refused(office, "key-reused", 422):
        filed(office, "gh-1", TALKED, Once("k"))


def test_pages_stand_where_an_auditor_of_the_database_does_not_read(office: Office) -> None:
    name_keeper(office)
    page = filed(office, "gh-1", WARNED).entry.facts[0]
    assert isinstance(page, f.ArchiveFiled)
    with office.rt.db.reading() as connection:
        kept = select(t.value.c.case_id).where(t.value.c.commitment == page.page)
        assert connection.execute(kept).scalars().all() == [f"archive/{page.page}"]
        assert (
            connection.execute(select(t.artifact.c.kind)).scalars().all().count("archive-page") == 0
        )
    assert "value" not in GRANTS[DbRole.AUDIT]
