"""Who reads sees one state of the database, whatever others write meanwhile."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.evidence import agency_verdict, verdict_of
from support.office import AGENCY, Office, caller

from zhiheng.commands.assignment.unclaim import Unclaim
from zhiheng.commands.handling.handle import execute
from zhiheng.queries.bundle import case_bundle
from zhiheng.queries.replay import replay
from zhiheng.store.log import read_bodies, read_stream


def _then(real: Callable[..., Any], act: Callable[[], object]) -> Callable[..., Any]:
    def reading(*args: Any, **more: Any) -> Any:
        found = real(*args, **more)
        act()
        return found

    return reading


def test_a_bundle_made_while_the_case_goes_on_is_no_false_alarm(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = office.start()
    turn = iter(range(100))

    def act() -> object:
        if next(turn) % 2:
            return execute(office.rt, caller("gh-1"), Unclaim(case, "intake@1"))
        return office.claim(case, "gh-1", "intake")

    monkeypatch.setattr("zhiheng.queries.bundle_lines.read_bodies", _then(read_bodies, act))
    with office.rt.db.reading() as connection:
        content = case_bundle(office.rt, connection, AGENCY, case, full=True)
    assert verdict_of(content, tmp_path).ok
    assert agency_verdict(office, tmp_path).ok


def test_a_replay_while_the_case_goes_on_finds_no_difference(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = office.start()
    read = _then(read_stream, lambda: office.claim(case, "gh-1", "intake"))
    monkeypatch.setattr("zhiheng.queries.replay.read_stream", read)
    with office.rt.db.reading() as connection:
        assert replay(office.rt, connection, AGENCY, case) == []
