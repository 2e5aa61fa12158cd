"""What pm4py reads in our event logs is what stands in ours (run by `make oracle`)."""

import json
import os
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from support.evidence import entries
from support.office import AGENCY, Office

from zhiheng import facts as f
from zhiheng.queries.event_log.kinds import KINDS
from zhiheng.queries.event_log.write import Format, Selection, write_event_log

_READER = os.environ.get("ZHIHENG_ORACLE", "")
_SCRIPT = Path(__file__).with_name("read_back.py")

pytestmark = [
    pytest.mark.skipif(not _READER, reason="`make oracle` brings the reader"),
    pytest.mark.timeout(300),
]


def _read(office: Office, kind: Format, path: Path, *, masked: bool) -> Any:
    with office.rt.db.reading() as connection:
        write_event_log(office.rt, connection, AGENCY, Selection(), kind, path, masked=masked)
    done = subprocess.run(  # noqa: S603 - the reader that the target installed
        [_READER, str(_SCRIPT), kind.value, str(path)], capture_output=True, check=False, text=True
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


def _facts(office: Office, cases: list[str]) -> list[f.Fact]:
    return [x for c in cases for e in entries(office, f"case/{c}") for x in e.facts]


@pytest.mark.parametrize("masked", [False, True])
def test_another_reader_finds_every_event_and_object(
    sqlite_office: Office, tmp_path: Path, *, masked: bool
) -> None:
    office = sqlite_office
    cases = [office.start(f"第{i}件 <&>\"'") for i in range(3)]
    for case, until in zip(cases, (None, "check", "meeting"), strict=True):
        office.walk(case, until)
        office.clock.forward(days=1)
    told = [x for x in _facts(office, list(cases)) if type(x) in KINDS]
    first = entries(office, f"case/{cases[0]}")[0].at[:19]

    xes = _read(office, Format.XES, tmp_path / "log.xes", masked=masked)
    assert (xes["cases"], xes["events"]) == (3, len(told))
    assert xes["first"].startswith(first)
    closed = Counter(
        x.closed[0].partition("@")[0]
        for x in _facts(office, list(cases))
        if isinstance(x, f.TokensMoved) and x.closed
    )
    assert sum(xes["completed"].values()) == sum(closed.values())

    ocel = _read(office, Format.OCEL, tmp_path / "log.jsonocel", masked=masked)
    assert ocel["events"] == len(told)
    assert ocel["objects"]["case"] == 3
    filed = {x.digest for x in told if isinstance(x, f.DocumentFiled)}
    assert ocel["objects"]["document"] == len(filed)
    assert ocel["relations"] >= len(told)
    assert ocel["first"].startswith(first)
