"""Two rosters side by side: each is known by its own id, wherever it stands in the file."""

from copy import deepcopy
from typing import Any

import yaml

from zhiheng.difference import roster_difference
from zhiheng.model.finding import Text
from zhiheng.model.roster_file import read_roster
from zhiheng.share import share

ROSTER = yaml.safe_load((share("processes") / "planning/jingyue.roster.yaml").read_text("utf-8"))


def told(new: Any) -> list[str]:
    lines = roster_difference(read_roster(ROSTER), read_roster(new), Text("花名册", "the roster"))
    assert all(line.en for line in lines)
    return [line.zh for line in lines]


def person(roster: Any, id_: str) -> Any:
    return next(p for p in roster["persons"] if p["id"] == id_)


def test_a_newcomer_at_the_head_of_the_file_changes_nobody_else() -> None:
    new = deepcopy(ROSTER)
    new["persons"].insert(0, {"id": "x-1", "name": "甲", "section": "ZH", "holdings": []})
    assert told(new) == ["新增花名册的人员“甲（x-1）”：编号 x-1；名称 甲；科室 ZH"]


def test_a_post_given_up_is_told_of_its_person_and_by_its_id() -> None:
    new = deepcopy(ROSTER)
    person(new, "gh-1")["holdings"][0]["until"] = "2026-12-31"
    assert told(new) == ["花名册的人员“田雨禾（gh-1）”的任职“GH-c”的至由“（无）”改为“2026-12-31”"]


def test_the_order_of_names_in_a_record_is_no_difference() -> None:
    new = deepcopy(ROSTER)
    new["persons"] = [dict(reversed(p.items())) for p in new["persons"]]
    assert told(new) == []


def test_who_stands_in_first_is_told_since_the_first_lawful_one_acts() -> None:
    new = deepcopy(ROSTER)
    several = next(x for x in new["stand_ins"] if len(x["by"]) > 1)
    several["by"].reverse()
    place = f"{several['post']}/{several['holder']}"
    assert told(new) == [f"花名册的顶岗安排“{place}”的次序变了"]


def test_who_leaves_and_whose_card_ends_are_told() -> None:
    new = deepcopy(ROSTER)
    card = next(p for p in new["persons"] if p.get("cards"))["cards"][0]
    card["until"] = "2029-06-30"
    gone = new["stand_ins"].pop()
    lines = told(new)
    assert len(lines) == 2
    assert f"证件“{card['qualification']} {card['number']}”的至由" in lines[0]
    assert lines[1].startswith(f"删去花名册的顶岗安排“{gone['post']}/{gone['holder']}”")
