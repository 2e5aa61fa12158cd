"""The keeper's pages of personal archives (个人档案): his alone, and every look on record."""

import re

from support.api_desk import Desk
from support.archives import filed, looks, name_keeper
from support.evidence import refusals


def test_the_keeper_reads_and_files_and_each_look_is_on_record(small_desk: Desk) -> None:
    office = small_desk.office
    name_keeper(office)
    filed(office, "gh-1", "漏填一次<运行表>", part=5)
    keeper = small_desk.person("zh-2")
    listed = keeper.get("/archives").text
    assert '<a href="/archives/gh-1">' in listed
    assert 'aria-current="page">个人档案' in listed
    assert looks(office) == []  # whose there are is no look into one
    key = re.search(r'name="key" value="([0-9a-z]+)"', listed)
    assert key
    form = {"key": key[1], "person": "gh-1", "part": "6", "on": "2026-03-02", "text": "提醒谈话"}
    kept = keeper.post("/archives", data={**form, "on": "那天"}, follow_redirects=False)
    assert kept.status_code == 422
    assert "提醒谈话" in kept.text  # what was typed is not lost
    answer = keeper.post("/archives", data=form)
    assert (answer.status_code, answer.url.path) == (200, "/archives")
    assert looks(office) == []  # nothing beside the filing tells whose page it was
    shown = keeper.get("/archives/gh-1").text
    assert "漏填一次&lt;运行表&gt;" in shown
    assert "受组织处理、党纪处分情况登记表" in shown
    assert "提醒谈话" in shown
    assert looks(office) == ["gh-1"]


def test_nobody_else_reaches_them_and_the_attempt_is_on_record(small_desk: Desk) -> None:
    """Leaders, the supervisor, the person concerned: refused, and shown neither page nor link."""
    office = small_desk.office
    name_keeper(office)
    filed(office, "gh-1", "提醒谈话")
    for who in ("jz", "gh-1", "jiwei", "yuanda"):
        client = small_desk.person(who)
        form = {"key": "0" * 32, "person": "gh-1", "part": "6", "on": "2026-03-02", "text": "某事"}
        for answer in (
            client.get("/archives"),
            client.get("/archives/gh-1"),
            client.post("/archives", data=form),
        ):
            assert (answer.status_code, "提醒谈话" in answer.text) == (403, False)
            assert "/archives" not in answer.text.split("</nav>")[0]
    rules = [x.rule for x in refusals(office)]
    assert rules.count("not-the-keeper") == len(rules) == 4 * 3
    assert looks(office) == []
