"""The wheel works in an empty environment, outside the checkout."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.timeout(300)
def test_the_wheel_carries_charts_migrations_pages_and_assets(tmp_path: Path) -> None:
    subprocess.run(  # noqa: S603 - our own interpreter
        [
            *(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps"),
            *("--wheel-dir", str(tmp_path), str(ROOT)),
        ],
        check=True,
        timeout=240,
    )
    (wheel,) = tmp_path.glob("zhiheng-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    for needed in (
        "zhiheng/_share/processes/planning/construction-permit.bpmn",
        "zhiheng/_share/processes/planning/jingyue.roster.yaml",
        "zhiheng/_share/processes/system/chart-release.bpmn",
        "zhiheng/_share/processes/calendar/china.json",
        "zhiheng/_share/migrations/env.py",
        "zhiheng/_share/migrations/versions/0001_first_tables.py",
        "zhiheng/audit/verify.sh",
        "zhiheng_api/web/templates/task.html",
        "zhiheng_api/web/static/zhiheng.css",
        "zhiheng_diagrams/font_files/NotoSansSC-Bold.ttf",
        "zhiheng_diagrams/font_files/NotoSansSC-Regular.ttf",
        "zhiheng_diagrams/font_files/OFL.txt",
        "zhiheng_diagrams/font_files/coverage.txt",
    ):
        assert needed in names
    unpacked = tmp_path / "lib"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(unpacked)
    chart = unpacked / "zhiheng/_share/processes/planning/construction-permit.bpmn"
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-m", "zhiheng_api", "check", str(chart), "--json"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(unpacked), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr + done.stdout
    findings = json.loads(done.stdout)["findings"]
    assert [f for f in findings if f["severity"] == "error"] == []
