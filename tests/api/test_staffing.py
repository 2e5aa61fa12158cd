"""Staffing and look-ahead by HTTP and on the pages."""

from pathlib import Path
from typing import Any

import yaml
from support import variants
from support.api_desk import Desk
from typer.testing import CliRunner

from zhiheng_api.cli import app


def _one_visitor(data: dict[str, Any]) -> None:
    variants.person(data, "gh-2")["cards"] = []


def test_a_supervisor_sees_what_each_chart_hangs_on_and_nobody_else_does(small_desk: Desk) -> None:
    answer = small_desk.person("jiwei").get("/api/v1/staffing")
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert told["cases"] == []
    least = {c["key"]: c["certificate"]["hands"]["least"] for c in told["charts"]}
    assert (least["construction-permit"], least["chart-release"]) == (7, 4)
    assert small_desk.person("gh-1").get("/api/v1/staffing").json()["rule"] == "role-may-not"


def test_list_and_page_say_that_the_case_would_get_stuck_and_the_claim_is_refused(
    small_desk: Desk,
) -> None:
    office = small_desk.office
    variants.load_roster(office, _one_visitor)
    case = office.start()
    client = small_desk.person("gh-1")
    listed = [i for i in client.get("/api/v1/tasks").json() if i["case"] == case]
    assert listed[0]["outlook"]["prospect"] == "cornered"
    assert "现场踏勘”就没人能办" in client.get(f"/cases/{case}/tasks/intake@1").text
    answer = client.post(f"/api/v1/cases/{case}/tasks/intake@1/claim")
    assert (answer.status_code, answer.json()["rule"]) == (409, "would-corner")
    assert "现场踏勘" in answer.json()["detail"]


def test_check_with_a_roster_tells_the_least_number_of_persons(tmp_path: Path) -> None:
    chart, roster = tmp_path / "permit.bpmn", tmp_path / "roster.yaml"
    chart.write_text(variants.PERMIT, encoding="utf-8")
    roster.write_text(yaml.safe_dump(variants.ROSTER, allow_unicode=True), encoding="utf-8")
    told = CliRunner().invoke(
        app, ["check", str(chart), "--roster", str(roster)], env={"COLUMNS": "200"}
    )
    assert "至少7人才办得成一件" in told.output
