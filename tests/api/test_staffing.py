"""Staffing and look-ahead by HTTP and on the pages."""

from typing import Any

from support import variants
from support.api_desk import Desk


def _one_visitor(data: dict[str, Any]) -> None:
    variants.person(data, "gh-2")["cards"] = []


def test_a_supervisor_sees_what_each_chart_hangs_on_and_nobody_else_does(small_desk: Desk) -> None:
    answer = small_desk.person("jiwei").get("/api/v1/staffing")
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert told["cases"] == []
    assert told["charts"][0]["certificate"]["hands"]["least"] == 7
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
