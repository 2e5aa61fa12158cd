"""Supervision (督办) by HTTP and on the page: groups, no slack, statistics, workbook, feed."""

import hashlib
import json
import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from sqlalchemy import select
from support.api_desk import Desk
from support.cards import late_visit
from support.office import PATH
from typer.testing import CliRunner

from zhiheng.store import tables as t
from zhiheng_api.cli import app as cli

_AT = "/api/v1/supervision"


@pytest.mark.parametrize(
    ("by", "names"),
    [
        ("section", {"规划科", "监察科"}),
        ("power", {"建设工程规划许可证核发（初审）"}),
        ("post", {"规划科科员", "监察科"}),
        ("person", {"白栖梧", "无人签收"}),
        ("level", {"中"}),
    ],
)
def test_what_is_late_is_counted_where_it_waits(desk: Desk, by: str, names: set[str]) -> None:
    late_visit(desk.office)
    found = desk.person("jiwei").get(f"{_AT}/groups", params={"by": by}).json()
    red = {g["name"] for g in found if g["red"]}
    assert names <= red
    assert all(g["red"] <= 2 for g in found), "the step's limit and the whole's, however many sign"
    assert all(g["red"] + g["yellow"] + g["remind"] for g in found)


def test_a_chief_sees_his_own_section_and_an_applicant_nothing(desk: Desk) -> None:
    late_visit(desk.office)
    assert desk.person("zh-k").get(f"{_AT}/groups").json() == []
    assert desk.person("gh-k").get(f"{_AT}/groups").json()
    for path in ("groups", "no-slack", "statistics", "overdue.xlsx"):
        assert desk.person("yuanda").get(f"{_AT}/{path}").status_code == 403


def test_a_case_without_slack_is_told_before_it_is_late(desk: Desk) -> None:
    """The visit is not late, but with all later posts at their limits the promise is broken."""
    office = desk.office
    office.walk(office.start(), "notice")
    jiwei = desk.person("jiwei")
    assert jiwei.get(f"{_AT}/no-slack").json() == []
    office.clock.forward(days=14)
    found = jiwei.get(f"{_AT}/no-slack").json()
    assert {x["task"] for x in found} == {"notice"}
    assert all(x["slack"] == x["remaining"] - x["needed"] < 0 <= x["remaining"] for x in found)
    page = jiwei.get("/supervision").text
    assert "已无余量" in page


def test_statistics_of_a_period_count_days_and_what_was_late(desk: Desk) -> None:
    office = desk.office
    office.walk(office.start())
    slow = office.start()
    office.walk(slow, "site_visit")
    office.clock.forward(days=60)
    for task, who, values, papers in PATH[1:]:
        office.sign(slow, who, task, values, papers)
    until = office.today.isoformat()
    (whole, permit) = (
        desk.person("jiwei")
        .get(f"{_AT}/statistics", params={"since": "2026-03-01", "until": until})
        .json()
    )
    assert (whole["key"], permit["key"]) == ("", "construction-permit")
    assert (whole["count"], whole["median"], whole["late"]) == (2, 21.0, 50.0)
    bad = desk.person("jiwei").get(f"{_AT}/statistics", params={"since": "2027-01-01"})
    assert bad.status_code == 422
    assert desk.person("gh-1").get(f"{_AT}/statistics").status_code == 403


def test_the_workbook_has_the_list_and_no_formula(desk: Desk) -> None:
    office = desk.office
    case = office.start(title="=HYPERLINK(1)")
    office.walk(case, "site_visit")
    office.clock.forward(days=4)
    answer = desk.person("jiwei").get(f"{_AT}/overdue.xlsx")
    assert answer.status_code == 200
    assert 'filename="overdue.xlsx"' in answer.headers["content-disposition"]
    with ZipFile(BytesIO(answer.content)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "&apos;=HYPERLINK(1)" in sheet or "'=HYPERLINK(1)" in sheet
    assert "红（超期）" in sheet
    assert "<f>" not in sheet
    assert desk.person("jiwei").get("/supervision/overdue.xlsx").content[:2] == b"PK"


def test_the_feed_has_a_private_address_that_can_be_revoked(desk: Desk) -> None:
    late_visit(desk.office)
    jiwei, nobody = desk.person("jiwei"), desk.anybody()
    path = jiwei.post(f"{_AT}/feed").json()["path"]
    answer = nobody.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/calendar")
    text = answer.content.replace(b"\r\n ", b"").decode()
    assert "SUMMARY:【红（超期）】" in text
    assert "DTSTART;VALUE=DATE:20260305" in text
    assert "远达" not in text, "no title of a project"
    assert "白栖梧" not in text
    token = path.removeprefix("/feeds/").removesuffix(".ics")
    with desk.office.rt.db.reading() as connection:
        (kept,) = connection.execute(select(t.feed)).all()
    assert token not in str(kept)
    assert hashlib.sha256(token.encode()).hexdigest() in str(kept)
    newer = jiwei.post(f"{_AT}/feed").json()["path"]
    assert (nobody.get(path).status_code, nobody.get(newer).status_code) == (404, 200)
    assert jiwei.delete(f"{_AT}/feed").status_code == 204
    assert nobody.get(newer).status_code == 404
    assert nobody.get("/feeds/guess.ics").status_code == 404


def test_a_feed_shows_what_its_owner_may_see_and_no_more(desk: Desk) -> None:
    late_visit(desk.office)
    path = desk.person("zh-1").post(f"{_AT}/feed").json()["path"]
    assert "BEGIN:VEVENT" not in desk.anybody().get(path).text
    assert desk.person("yuanda").post(f"{_AT}/feed").status_code == 403
    program = desk.anybody()
    told = program.post("/api/v1/tokens", json={"login": "jiwei", "password": "jiwei"}).json()
    program.headers["Authorization"] = f"Bearer {told['token']}"
    assert program.post(f"{_AT}/feed").json()["rule"] == "fresh-authentication"


def test_the_page_says_the_colours_in_words(desk: Desk) -> None:
    jiwei = desk.person("jiwei")
    assert ">绿<" in jiwei.get("/supervision").text
    late_visit(desk.office)
    for by in ("section", "power", "post", "person", "level"):
        page = jiwei.get(f"/supervision?by={by}").text
        assert re.search(r'class="signal red">红 \d', page), by
    made = jiwei.post("/supervision/feed", data={"act": "make"})
    (address,) = re.findall(r"<code>(http[^<]+\.ics)</code>", made.text)
    assert desk.anybody().get(address).status_code == 200
    jiwei.post("/supervision/feed", data={"act": "revoke"})
    assert desk.anybody().get(address).status_code == 404
    assert "督办" in desk.person("gh-k").get("/supervision").text


def test_the_command_counts_and_tells_by_its_exit(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("httpx.Client", lambda **_: desk.anybody())
    asked = ["overdue", "--password", "jiwei", "--by", "section"]
    nothing = CliRunner().invoke(cli, asked)
    assert (nothing.exit_code, "没有超期" in nothing.output) == (0, True)
    late_visit(desk.office)
    counted = CliRunner().invoke(cli, asked)
    assert (counted.exit_code, "规划科" in counted.output) == (1, True)
    told = CliRunner().invoke(cli, [*asked, "--json"])
    assert any(g["red"] for g in json.loads(told.output))
