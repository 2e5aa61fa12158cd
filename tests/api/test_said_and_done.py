"""Rules that a check is narrowed to; leave as the integrator's page registers it."""

import json
import re
from pathlib import Path

import pytest
from support.api_desk import Desk
from support.broken import SOUND

from zhiheng.clock import local_date

_PAGE = Path(__file__).parents[2] / "docs/how-to/integrator.md"


@pytest.mark.parametrize(("rules", "status"), [("ZZZ", 422), ("SND,ZZZ", 422), ("SND,DEC", 200)])
def test_an_unknown_family_is_refused_with_the_known_ones(
    small_desk: Desk, rules: str, status: int
) -> None:
    client = small_desk.person("gh-1")
    answer = client.post("/api/v1/charts/check", params={"rules": rules}, content=SOUND)
    assert answer.status_code == status, answer.text
    if status == 422:
        told = answer.json()
        assert (told["rule"], told["pointer"]) == ("bad-request", "/rules")
        assert "BPM, COL, DEC, LNT, PAR, SLA, SND, WSP" in told["detail"]


def test_leave_is_registered_as_the_page_says(small_desk: Desk) -> None:
    section = _PAGE.read_text(encoding="utf-8").partition("## 登记请假")[2].partition("\n## ")[0]
    assert "-b jar" in section
    assert "X-CSRF-Token" in section
    assert "Bearer" not in section
    rt = small_desk.office.rt
    with rt.db.reading() as connection:
        today = local_date(rt.now(rt.agency(connection, "jingyue"))).isoformat()
    written = re.findall(r'-d "(.*?)"$', section, re.MULTILINE)[0]
    body = json.loads(written.replace("\\", "").replace("$TODAY", today))
    path = re.findall(r"\$B(/api/v1/agency/\w+)", section)[0]
    program = small_desk.anybody()
    token = program.post("/api/v1/tokens", json={"login": "jz", "password": "jz"}).json()["token"]
    program.headers["Authorization"] = f"Bearer {token}"
    assert program.post(path, json=body).json()["rule"] == "fresh-authentication"
    assert small_desk.person("jz").post(path, json=body).status_code == 201
