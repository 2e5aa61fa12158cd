"""The sample bureau is founded whole, or not at all."""

from pathlib import Path

import pytest

from zhiheng.errors import ChartRefused
from zhiheng.runtime import Runtime
from zhiheng.share import share
from zhiheng.store.db import Database
from zhiheng.store.migrate import upgrade
from zhiheng_api import sample
from zhiheng_api.sample import is_empty, load_sample


def test_a_bureau_whose_chart_is_refused_is_not_founded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "broken.bpmn"
    chart = share("processes") / sample.CHARTS[0]
    text = chart.read_text(encoding="utf-8")
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
