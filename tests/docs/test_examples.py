"""The examples of the how-tos and formats do what the pages say."""

import re
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from starlette.testclient import TestClient

from zhiheng.audit.bundle import open_bundle
from zhiheng.audit.verify import verify
from zhiheng.bpmn.reader import read_chart
from zhiheng.check import check_file
from zhiheng.clock import local_date, system_now
from zhiheng.commands.bureau.agency import execute_agency
from zhiheng.commands.bureau.deploy import Deploy
from zhiheng.model.caller import Caller, Role
from zhiheng.model.ids import AccountId, AgencyId
from zhiheng.model.roster_file import read_roster
from zhiheng.runtime import Runtime
from zhiheng.store.db import Database
from zhiheng.verify.staffing import staff
from zhiheng_api.app import create_app
from zhiheng_api.passwords import check_password
from zhiheng_api.settings import Settings
from zhiheng_diagrams import choose, drawable, render_finding

_ROOT = Path(__file__).resolve().parents[2]
_EXAMPLES = _ROOT / "docs/how-to/examples"
_CHART = (_EXAMPLES / "venue.bpmn").read_bytes()
_ROSTER = _EXAMPLES / "shili.roster.yaml"


def _program(
    monkeypatch: pytest.MonkeyPatch, name: str, password: str, *arguments: str | Path
) -> None:
    """Run an example with its password typed."""
    monkeypatch.setattr("getpass.getpass", lambda _prompt: password)
    monkeypatch.setattr(sys, "argv", [name, *map(str, arguments)])
    runpy.run_path(str(_EXAMPLES / name), run_name="__main__")


def test_the_teaching_chart_is_fine_and_can_be_staffed() -> None:
    reading = read_chart(_CHART)
    assert reading.findings == ()
    assert reading.chart is not None
    roster = read_roster(yaml.safe_load(_ROSTER.read_text(encoding="utf-8")))
    assert staff(reading.chart, roster, local_date(system_now())).unstaffed == ()


def test_without_its_default_the_modellers_page_tells_what_check_says() -> None:
    said = read_chart(_CHART.replace(b' default="to_rejected"', b"")).findings[0]
    page = (_ROOT / "docs/how-to/modeller.md").read_text(encoding="utf-8")
    assert f"{said.rule}  {said.message.zh}\n        {said.cure.zh}" in page


def test_an_agency_is_founded_and_a_password_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZHIHENG_DATA", str(tmp_path))
    monkeypatch.delenv("ZHIHENG_DATABASE_URL", raising=False)
    files = (_ROSTER, _EXAMPLES / "shili.accounts.yaml")
    _program(monkeypatch, "found.py", "one", *files, "签署人甲", "签署人乙")
    _program(monkeypatch, "set_password.py", "two", "bg-1")
    settings = Settings()
    rt = Runtime(Database(settings.url), settings.documents)
    try:
        assert check_password(rt, "jz", "one", rt.clock()).account == "jz"
        assert check_password(rt, "bg-1", "two", rt.clock()).account == "bg-1"
        system = Caller(AgencyId("shili"), AccountId("sysadmin"), Role.SYSTEM, confirmed=True)
        assert execute_agency(rt, system, Deploy(_CHART)).entry.n == 5
    finally:
        rt.db.close()


def test_a_password_equal_to_the_login_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SystemExit):
        _program(monkeypatch, "set_password.py", "bg-1", "bg-1")


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="needs coreutils")
def test_the_worked_bundle_hashes_and_verifies_as_the_page_says(tmp_path: Path) -> None:
    page = (_ROOT / "docs/formats/bundle.md").read_text(encoding="utf-8")
    make, chain = re.findall(r"```sh\n(.*?)```", page, re.DOTALL)
    said = _shell(tmp_path, make)
    assert f"```text\n{said}```" in page
    assert verify(open_bundle(tmp_path / "mini")).ok
    assert _shell(tmp_path / "mini", chain) == ""
    entries = tmp_path / "mini/entries.jsonl"
    entries.write_bytes(entries.read_bytes().replace(b"01:00:00", b"01:00:01"))
    assert _shell(tmp_path / "mini", chain) == "line 2 does not follow line 1\n"


def _shell(folder: Path, script: str) -> str:
    return subprocess.run(  # noqa: S603 - the commands of our own page
        ["/bin/sh", "-c", script], cwd=folder, capture_output=True, text=True, check=True
    ).stdout


def test_the_page_of_the_interface_loads_nothing_from_elsewhere(tmp_path: Path) -> None:
    with TestClient(create_app(Settings(data=tmp_path))) as client:
        page = client.get("/docs").text
        assert "://" not in page
        for asset in re.findall(r'(?:src|href)="([^"]+)"', page):
            assert client.get(asset).status_code == 200
        assert client.get("/openapi.json").json()["openapi"].startswith("3.1")


def test_the_picture_of_the_fault_is_what_the_tool_draws() -> None:
    xml = (_EXAMPLES / "stuck.bpmn").read_bytes()
    checked = check_file(xml)
    chart, finding = drawable(xml, checked), choose(checked.findings)
    assert chart is not None
    assert finding is not None
    drawn = render_finding(chart, finding, checked.findings, fmt="svg", banner=checked.title)
    written = (_ROOT / "docs/pictures/stuck.svg").read_bytes()
    # The version of graphviz may place a point elsewhere; what is said and marked stays.
    assert _told(written) == _told(drawn)


def _told(svg: bytes) -> list[str]:
    return re.findall(r'(?:class|id)="[^"]*"|>[^<>\n]+<', svg.decode())
