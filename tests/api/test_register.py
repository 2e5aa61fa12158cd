"""Risk register and powers by HTTP, on pages, as a workbook, and on the command line."""

import io
import json
import zipfile
from pathlib import Path

import pytest
import yaml
from starlette.testclient import TestClient
from support.api_desk import Desk
from typer.testing import CliRunner

from zhiheng.share import share
from zhiheng_api.app import create_app
from zhiheng_api.cli import app
from zhiheng_api.powers_page import page
from zhiheng_api.settings import Settings

_ROOT = Path(__file__).resolve().parents[2]


def _register(tmp_path: Path, **change: object) -> Path:
    data = yaml.safe_load((share("processes") / "planning/risks.yaml").read_bytes())
    path = tmp_path / "risks.yaml"
    path.write_text(yaml.safe_dump(data | change, allow_unicode=True), encoding="utf-8")
    return path


def test_officers_read_the_register_and_applicants_do_not(small_desk: Desk) -> None:
    clerk, applicant = small_desk.person("gh-1"), small_desk.person("yuanda")
    told = clerk.get("/api/v1/risks").json()
    assert (told["agency"], len(told["points"]), told["ok"]) == ("jingyue", 53, False)
    here = "H2 at hearing of the chart is not in the register"  # the small chart of these tests
    assert here in {f["text"]["en"] for f in told["faults"]}
    assert told["missing"] == []
    first = told["points"][0]
    assert (first["grade"], first["manager"], first["supervisor"]) == (
        "C级", "规划科科长", "规划科科长",
    )  # fmt: skip
    assert first["marks"][0] == {
        "node": "intake",
        "code": "P04",
        "zh": "合条件申请拒不受理",
        "name": "收件受理",
    }
    assert len(clerk.get("/api/v1/risks/schemes").json()) == 11
    assert sum(len(c["items"]) for c in clerk.get("/api/v1/risks/catalogue").json()) == 118
    for path in ("risks", "risks/schemes", "risks/catalogue", "risks.xlsx"):
        answer = applicant.get(f"/api/v1/{path}")
        assert (answer.status_code, answer.json()["rule"]) == (403, "role-may-not"), path


def test_the_workbook_holds_every_point_and_its_leaving_is_on_record(small_desk: Desk) -> None:
    content = small_desk.person("gh-1").get("/risks.xlsx").content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        assert archive.read("xl/worksheets/sheet2.xml").decode().count("<row>") == 9
    assert sheet.count("<row>") == 54
    assert "与监察科共同踏察" in sheet


def test_the_pages_show_grades_measures_and_the_gap(small_desk: Desk) -> None:
    clerk = small_desk.person("gh-1")
    shown = clerk.get("/risks").text
    assert shown.count('<td class="day"') == 53
    assert 'class="grade orange">B级' in shown
    powers = clerk.get("/powers").text
    assert powers.count('<td class="day">') == 102
    listed = clerk.get("/api/v1/powers").json()
    mine = {p["id"]: (p["status"], p["in_force"]) for p in listed}
    assert mine["JY-M3"] == ("runs", True)
    assert mine["W08-01"] == ("not-yet", False)
    assert f"已可运行 {sum(s == 'runs' for s, _ in mine.values())}，" in page()


def test_another_bureau_is_told_to_name_its_file(small_desk: Desk, tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "d", risk_register=_register(tmp_path, agency="other"))
    client = TestClient(create_app(settings, small_desk.office.rt))
    client.post("/api/v1/sessions", json={"login": "gh-1", "password": "gh-1"})
    answer = client.get("/api/v1/risks")
    assert (answer.status_code, answer.json()["rule"]) == (404, "no-risk-register")


def test_deleting_one_measure_makes_the_report_fail_by_name(tmp_path: Path) -> None:
    data = yaml.safe_load((share("processes") / "planning/risks.yaml").read_bytes())
    data["points"][20]["measures"] = []
    name = data["points"][20]["id"]
    path = _register(tmp_path, points=data["points"])
    book = tmp_path / "risks.xlsx"
    done = CliRunner().invoke(app, ["risks", str(path), "--json", "-o", str(book)])
    assert done.exit_code == 1
    told = json.loads(done.stdout)
    assert [f["point"] for f in told["faults"]] == [name]
    with zipfile.ZipFile(book) as archive:
        assert name in archive.read("xl/worksheets/sheet3.xml").decode()
    assert CliRunner().invoke(app, ["risks"]).exit_code == 0


@pytest.mark.parametrize("text", ["agency: [", "agency: jingyue\nscheme: no-such\n", "- 1\n"])
def test_a_register_that_cannot_be_read_is_told_and_no_traceback(tmp_path: Path, text: str) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text(text, encoding="utf-8")
    done = CliRunner().invoke(app, ["risks", str(path)])
    assert done.exit_code == 2, done.output


def test_the_page_of_powers_is_as_the_charts_are() -> None:
    assert (_ROOT / "docs/powers.md").read_text(encoding="utf-8") == page()
