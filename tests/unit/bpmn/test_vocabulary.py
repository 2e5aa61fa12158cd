"""One table: what is made from it equals what is committed, and matches the dataclasses."""

import json
from dataclasses import fields
from pathlib import Path

import pytest

from zhiheng.bpmn import generate
from zhiheng.bpmn.lexicon.terms import NAMESPACE, Element, Kind
from zhiheng.bpmn.lexicon.vocabulary import VOCABULARY, element
from zhiheng.model.chart import DocumentRule, Outcome, Variable
from zhiheng.model.limit import Basis, Limit
from zhiheng.model.power import Power
from zhiheng.model.risk import Risk

CHECKOUT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize("path", generate.files(CHECKOUT), ids=lambda path: path.name)
def test_generated_files_are_up_to_date(path: Path) -> None:
    written = generate.files(CHECKOUT)[path]
    assert path.read_text(encoding="utf-8") == written, "run: python -m zhiheng.bpmn.generate"


def test_the_descriptor_is_what_bpmn_moddle_reads() -> None:
    found = json.loads(generate.files(CHECKOUT)[CHECKOUT / "engine/zhiheng/bpmn/zh-moddle.json"])
    assert (found["prefix"], found["uri"]) == ("zh", NAMESPACE)
    assert found["xml"] == {"tagAlias": "lowerCase"}
    types = {t["name"]: t for t in found["types"]}
    assert types["SignOff"]["meta"] == {"allowedIn": ["bpmn:UserTask"]}
    assert types["Post"]["meta"] == {
        "allowedIn": ["bpmn:Lane", "bpmn:UserTask", "bpmn:IntermediateCatchEvent"]
    }
    limit = {p["name"]: p for p in types["Limit"]["properties"]}
    assert (limit["n"]["type"], limit["n"]["isAttr"]) == ("Integer", True)
    assert limit["innerBasis"] == {"name": "innerBasis", "type": "Basis"}
    risk = {p["name"]: p for p in types["Risk"]["properties"]}
    assert risk["innerMeasure"]["isMany"]
    assert types["Form"]["properties"][-1]["isBody"]


@pytest.mark.parametrize("term", VOCABULARY, ids=lambda term: term.name)
def test_each_term_is_explained_in_both_languages(term: Element) -> None:
    titles = [term.title, *(a.title for a in term.attributes)]
    assert all(title.zh and title.en for title in titles)
    assert term.places


@pytest.mark.parametrize("term", VOCABULARY, ids=lambda term: term.name)
def test_only_a_choice_lists_its_values(term: Element) -> None:
    assert all((a.kind is Kind.CHOICE) == bool(a.allowed) for a in term.attributes)


@pytest.mark.parametrize(
    ("name", "mirrored", "elsewhere"),
    [
        ("basis", Basis, set()),
        ("limit", Limit, {"basis"}),
        ("risk", Risk, {"measures"}),
        ("document", DocumentRule, set()),
        ("outcome", Outcome, set()),
        ("variable", Variable, {"choices"}),
    ],
)
def test_attributes_mirror_the_model(name: str, mirrored: type, elsewhere: set[str]) -> None:
    term = element_of(name)
    attributes = {a.name for a in term.attributes}
    extends = {a for a in attributes if a.startswith("extend")}
    attributes = attributes - extends | ({"extension"} if extends else set())
    assert attributes | elsewhere == {f.name for f in fields(mirrored)}


def test_a_power_says_how_often_a_case_may_go_round() -> None:
    """The number is the chart's, not the power item's."""
    names = {a.name for a in element_of("power").attributes}
    snake = {"enquiry_phone": "enquiryPhone", "complaint_phone": "complaintPhone"}
    snake |= {"internal_chart": "internalChart"}
    assert names == {snake.get(f.name, f.name) for f in fields(Power)} | {"rounds"}


def test_a_return_says_where_to_when_and_how_often() -> None:
    needed = {a.name: a.required for a in element_of("return").attributes}
    assert needed == {"to": True, "when": True, "rounds": False}


def element_of(name: str) -> Element:
    term = element(name)
    assert term is not None
    return term
