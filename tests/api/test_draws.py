"""Random draws by HTTP, on the page, and recomputed on the command line."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from support.api_desk import Desk
from typer.testing import CliRunner, Result

from zhiheng_api.cli import app

OBJECTS = [{"id": f"商户{i:02}", "unit": "甲区"} for i in range(21)]


def body(desk: Desk, **changed: Any) -> dict[str, Any]:
    at = (desk.office.clock.now + timedelta(hours=1)).isoformat()
    given = {"kind": "inspection", "at": at, "percent": 10, "since": "2026-01-01"}
    given |= {"until": "2026-03-31", "objects": OBJECTS, "posts": ["GH-c", "JC-c"], "each": 2}
    return given | changed


def verify(path: Path, *options: str) -> Result:
    return CliRunner().invoke(app, ["draw", "verify", str(path), *options])


@pytest.fixture
def drawn(desk: Desk, tmp_path: Path) -> tuple[Desk, Path]:
    """A draw announced and made; its published data in a file."""
    supervisor = desk.person("jiwei")
    told = supervisor.post("/api/v1/draws", json=body(desk))
    assert told.status_code == 201, told.text
    early = supervisor.post("/api/v1/draws/1/draw")
    assert (early.status_code, early.json()["rule"]) == (409, "draw-not-due")
    desk.office.clock.forward(hours=2)
    assert supervisor.post("/api/v1/draws/1/draw").status_code == 201
    path = tmp_path / "1.json"
    path.write_bytes(supervisor.get("/api/v1/draws/1").content)
    return desk, path


def test_what_is_published_is_recomputed_on_the_command_line(
    drawn: tuple[Desk, Path], tmp_path: Path
) -> None:
    desk, path = drawn
    told = verify(path, "--json")
    assert told.exit_code == 0, told.output
    assert json.loads(told.stdout) == {"ok": True, "no": 1, "problems": []}
    bundle = tmp_path / "agency.zip"
    bundle.write_bytes(desk.person("jiwei").get("/api/v1/agency/bundle").content)
    assert verify(path, "--bundle", str(bundle)).exit_code == 0
    found = json.loads(path.read_bytes())
    found["made"]["outcome"]["chosen"][0]["id"] = "商户99"
    path.write_text(json.dumps(found), encoding="utf-8")
    assert verify(path).exit_code == 1
    told = verify(path, "--json")
    assert told.exit_code == 1
    assert json.loads(told.stdout)["problems"]
    for unreadable in (b"", b"[]", b"{}", b'{"no": "1"}', b"\xff"):
        path.write_bytes(unreadable)
        assert verify(path).exit_code == 2, unreadable
    assert verify(tmp_path / "none.json").exit_code == 2


def test_officers_see_it_once_it_is_made_and_applicants_never(drawn: tuple[Desk, Path]) -> None:
    desk, _ = drawn
    clerk, applicant = desk.person("gh-1"), desk.person("yuanda")
    assert [x["made"] for x in clerk.get("/api/v1/draws").json()] == [True]
    assert clerk.get("/api/v1/draws/1").json()["made"]["outcome"]["chosen"]
    for path in ("/api/v1/draws", "/api/v1/draws/1", "/draws", "/draws/1"):
        assert applicant.get(path).status_code == 403, path
    assert clerk.get("/api/v1/draws/2").status_code == 404
    assert clerk.get("/api/v1/draws/coverage?year=2026").status_code == 403


def test_the_coverage_of_a_year(drawn: tuple[Desk, Path]) -> None:
    desk, _ = drawn
    found = desk.person("jiwei").get("/api/v1/draws/coverage?year=2026").json()
    (share,) = found["shares"]
    assert (share["unit"], share["of"], share["drawn"]) == ("甲区", 21, 3)
    (reach,) = found["reach"]
    assert (reach["reached"], reach["needed"], reach["enough"]) == (["甲区"], 1, True)


def test_a_supervisor_announces_and_draws_on_the_page(desk: Desk) -> None:
    jiwei = desk.person("jiwei")
    form = {
        "kind": "inspection",
        "at": "2026-03-02T12:00",
        "since": "2026-01-01",
        "until": "2026-03-31",
        "percent": "10",
        "objects": "\n".join(f"商户{i:02}，甲区" for i in range(11)),
        "posts": "GH-c\nJC-c",
        "each": "2",
        "key": "a" * 32,
    }
    refused = jiwei.post("/draws", data={**form, "percent": "ten"})
    assert refused.status_code == 422
    assert "商户03，甲区" in refused.text, "what was typed is kept"
    wrong = jiwei.post("/draws", data={**form, "each": "1"})
    assert "每件须从所列岗位抽2至9人" in wrong.text
    assert jiwei.post("/draws", data=form, follow_redirects=False).status_code == 303
    desk.office.clock.forward(hours=5)
    assert jiwei.post("/draws/1", data={"key": "b" * 32}, follow_redirects=False).status_code == 303
    page = jiwei.get("/draws/1").text
    assert "zhiheng draw verify" in page
    assert page.count("商户") == 2, "11 need 2"
    assert "甲区" in jiwei.get("/draws").text
    assert desk.person("gh-1").get("/draws").status_code == 200


@pytest.mark.parametrize(
    "changed",
    [
        {"at": "2026-03-02T12:00:00"},
        {"percent": 9.5},
        {"percent": "10%"},
        {"objects": [{"id": "a\nb"}]},
        {"objects": [{"id": "a", "first": True}]},
        {"seed": "0" * 64},
    ],
)
def test_what_does_not_fit_is_refused_with_its_place(
    small_desk: Desk, changed: dict[str, Any]
) -> None:
    answer = small_desk.person("jiwei").post("/api/v1/draws", json=body(small_desk, **changed))
    assert answer.status_code == 422, answer.text
    assert answer.json()["pointer"].startswith(f"/{next(iter(changed))}")
