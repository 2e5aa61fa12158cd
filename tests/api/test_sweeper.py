"""The running service lets timers fire by itself, and lives through a database that is away."""

import time
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy.exc import OperationalError
from support.evidence import item
from support.office import Office
from support.timed import deploy_timed, start_timed

from zhiheng.commands.sweeps.sweep import sweep as sweep_once
from zhiheng_api import sweeper
from zhiheng_api.app import create_app
from zhiheng_api.settings import Settings

PATIENCE = 20
"""Seconds; a sweep takes some milliseconds."""


def test_a_timer_fires_while_nobody_does_anything(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deploy_timed(office)
    case = start_timed(office)
    office.sign(case, "gh-1", "draft", {})
    office.clock.forward(days=9)
    calls: list[object] = []

    def sweep(*args: object) -> int:
        calls.append(args)
        if len(calls) == 1:
            raise OperationalError("select", {}, Exception("away"))
        return sweep_once(office.rt)

    monkeypatch.setattr(sweeper, "sweep", sweep)
    settings = Settings(data=tmp_path, sweep_seconds=0.01)
    with TestClient(create_app(settings, office.rt)):
        until = time.monotonic() + PATIENCE
        while item(office, case).open_tasks and time.monotonic() < until:
            time.sleep(0.01)
    assert item(office, case).open_tasks == ()
    assert len(calls) > 1
