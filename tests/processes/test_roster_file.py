"""The roster file: read with care, written back without loss, described by its schema."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from zhiheng.model.person import StandIn
from zhiheng.model.roster_file import RosterError, read_roster, roster_to_json
from zhiheng.share import share

FORMATS = Path(__file__).resolve().parents[2] / "docs/formats"
SHIPPED = share("processes") / "planning/jingyue.roster.yaml"


@pytest.fixture(scope="module")
def schema() -> Draft202012Validator:
    found = json.loads((FORMATS / "roster.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(found)
    return Draft202012Validator(found)


@pytest.fixture
def data() -> Any:
    return yaml.safe_load(SHIPPED.read_text("utf-8"))


def example() -> Any:
    page = (FORMATS / "roster.md").read_text("utf-8")
    return yaml.safe_load(page.partition("```yaml\n")[2].partition("```")[0])


def as_json(roster: Any) -> Any:
    return json.loads(json.dumps(roster, default=str))


def test_the_shipped_roster_keeps_to_the_schema(schema: Draft202012Validator, data: Any) -> None:
    assert list(schema.iter_errors(as_json(data))) == []


def test_the_example_of_the_page_is_a_roster(schema: Draft202012Validator) -> None:
    assert list(schema.iter_errors(as_json(example()))) == []
    roster = read_roster(example())
    assert [s.person for s in next(iter(roster.stand_ins.values()))] == ["gh-2"]


@pytest.mark.parametrize("which", ["shipped", "example"])
def test_a_roster_comes_back_from_json_as_it_was(
    schema: Draft202012Validator, data: Any, which: str
) -> None:
    roster = read_roster(data if which == "shipped" else example())
    plain = roster_to_json(roster)
    again = read_roster(as_json(plain))
    assert again == roster
    assert roster_to_json(again) == plain
    assert list(again.persons) == list(roster.persons)
    assert list(schema.iter_errors(plain)) == []


def test_stand_ins_keep_their_order_and_resolution(data: Any) -> None:
    listed = {f"{k[0]}/{k[1]}": v for k, v in read_roster(data).stand_ins.items()}
    assert [b.person for b in listed["GH-c/gh-1"]] == ["gh-2", "zh-1"]
    assert listed["GH-c/gh-1"][0].resolution is None
    assert listed["GH-c/gh-1"][1].resolution
    assert listed["JZ/jz"] == (StandIn(data["persons"][1]["id"]),)


def test_it_says_that_its_persons_are_invented(data: Any) -> None:
    text = SHIPPED.read_text("utf-8")
    assert "虚构" in text
    assert "invented" in text
    assert "虚构" in data["note"]


FAULTS: dict[str, tuple[str, Any, str]] = {
    "a post of an unknown section": ("/posts/2", {"section": "XX"}, "XX"),
    "an unknown grade": ("/posts/0", {"grade": "king"}, "king"),
    "a field nobody reads": ("/persons/0", {"salary": 1}, "salary"),
    "a person of an unknown section": ("/persons/2", {"section": "XX"}, "XX"),
    "a person twice": ("/persons/1", {"id": "jz"}, "jz"),
    "a section twice": ("/sections/1", {"id": "GH"}, "GH"),
    "a post twice": ("/posts/1", {"id": "JZ"}, "JZ"),
    "an unknown post": ("/persons/0/holdings/0", {"post": "XX"}, "XX"),
    "an end before the beginning": ("/persons/0/holdings/0", {"until": "2025-01-01"}, "since"),
    "no date": ("/persons/0/holdings/0", {"since": "soon"}, "since"),
    "a date that does not exist": ("/persons/0/holdings/0", {"since": "2026-02-30"}, "since"),
    "a missing date": ("/persons/0/holdings/0", {"since": None}, "since"),
    "an unknown card": ("/persons/3/cards/0", {"qualification": "XX"}, "XX"),
    "a card that ends before it begins": ("/persons/3/cards/0", {"until": "2025-01-01"}, "since"),
    "a number where a text is due": ("/persons/3/cards/0", {"number": 301}, "number"),
    "an empty name": ("/persons/0", {"name": " "}, "name"),
    "a stand-in for a post not held": ("/stand_ins/0", {"holder": "dj"}, "dj"),
    "a holder who is not in the roster": ("/stand_ins/0", {"holder": "nobody"}, "nobody"),
    "a stand-in who is not in the roster": ("/stand_ins/0/by/0", {"person": "nobody"}, "nobody"),
    "a stand-in for himself": ("/stand_ins/0/by/0", {"person": "jz"}, "jz"),
    "a list given twice": ("/stand_ins/6", {"holder": "gh-1"}, "GH-c/gh-1"),
    "a list that is none": ("", {"persons": "all"}, "persons"),
    "a flag that is none": ("/posts/0", {"approves_leave": "yes"}, "approves_leave"),
    "no name": ("", {"name": None}, "name"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_located_and_told_in_both_languages(data: Any, fault: str) -> None:
    pointer, change, said = FAULTS[fault]
    spoilt = copy.deepcopy(data)
    place = spoilt
    for part in pointer.split("/")[1:]:
        place = place[int(part) if part.isdecimal() else part]
    place |= change
    with pytest.raises(RosterError) as caught:
        read_roster(spoilt)
    assert caught.value.pointer == pointer
    for text in (caught.value.message.zh, caught.value.message.en):
        assert said in text
        assert text.startswith(pointer or "/")


@pytest.mark.parametrize("data", [None, [], "x", {"agency": "a"}, {"persons": [1]}])
def test_what_is_no_roster_is_refused(data: object) -> None:
    with pytest.raises(RosterError):
        read_roster(data)
