"""The sample bureau is founded whole, or not at all."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient
from support import system_cases as sc
from support.databases import create_database, drop_database, sqlalchemy_url
from support.evidence import entries, refused
from support.office import Clock, Office, caller

from zhiheng import check
from zhiheng.bpmn.reader import read_chart
from zhiheng.chart_files import assembled
from zhiheng.commands.bureau.agency import execute_agency
from zhiheng.commands.bureau.deploy import Deploy
from zhiheng.errors import ChartRefused
from zhiheng.facts import OperationAsked, OperationBegun
from zhiheng.runtime import Runtime
from zhiheng.share import share
from zhiheng.store.db import Database
from zhiheng.store.migrate import upgrade
from zhiheng.verify.deadlines import kept
from zhiheng_api import sample
from zhiheng_api.app import create_app
from zhiheng_api.sample import is_empty, load_sample
from zhiheng_api.sample_publication import publish_all
from zhiheng_api.settings import Settings


def test_a_bureau_whose_chart_is_refused_is_not_founded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "broken.bpmn"
    chart = share("processes") / sample.CHARTS[0]
    text = assembled(chart).decode()
    broken.write_text(text.replace(' default="to_not_accepted"', ""), encoding="utf-8")
    db = Database(f"sqlite:///{tmp_path / 'zhiheng.db'}")
    upgrade(db)
    rt = Runtime(db, tmp_path / "documents")
    with monkeypatch.context() as patch:
        patch.setattr(sample, "CHARTS", (str(broken),))
        with pytest.raises(ChartRefused):
            load_sample(rt, "live")
    assert is_empty(db)
    load_sample(rt, "live")
    assert not is_empty(db)
    db.close()


def test_no_chart_of_the_sample_is_read_or_proved_twice() -> None:
    """Each is judged before the bureau is founded, and deployed after: all must be remembered."""
    for remembered in (read_chart, check._proved):
        assert len(sample.CHARTS) < (remembered.cache_parameters()["maxsize"] or 0)
    assert len(sample.CHARTS) < (kept._kept.maxlen or 0)


@pytest.mark.parametrize("backend", ["sqlite", "postgres"])
def test_the_sample_ends_in_operation(backend: str, tmp_path: Path, postgres_uri: str) -> None:
    """By two hands, with its system charts in force; then nobody changes anything alone."""
    name = create_database(postgres_uri) if backend == "postgres" else ""
    url = sqlalchemy_url(postgres_uri, name) if name else f"sqlite:///{tmp_path / 'zhiheng.db'}"
    db = Database(url)
    upgrade(db)
    office = Office(Runtime(db, tmp_path / "documents", Clock()))
    load_sample(office.rt, "demo")
    asked, begun = (e.facts[0] for e in entries(office, "agency/jingyue")[-2:])
    assert asked == OperationAsked(by="xt-1", person="xt-1")
    assert begun == OperationBegun(asked_by="xt-1", begun_by="aq-1")
    publish_all(office.rt, sample.AGENCY)
    public = set(sc.agency(office).editions)
    assert public == {Path(c).stem for c in sample.CHARTS if c.startswith("planning/")}
    with TestClient(create_app(Settings(data=tmp_path), office.rt)) as client:
        page = client.get("/public/powers/penalty/index.html").text
    assert "立案 → 决定" in page, "处罚法 60 counts from the filing"
    for who in (caller("sysadmin"), sc.hand("xt-1")):
        with refused(office, "needs-system-case", 409):
            execute_agency(office.rt, who, Deploy(sc.changed()))
    sc.carried(office, "chart-release", sc.changed())
    assert [v.version for v in sc.in_force(office)] == [1, 2]
    db.close()
    if name:
        drop_database(postgres_uri, name)
