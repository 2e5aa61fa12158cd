"""Each rule is whole: file, page, good chart and bad chart; and does what it says."""

from pathlib import Path

import pytest

import zhiheng.lint
from zhiheng.bpmn.reader import read_chart
from zhiheng.lint import RULES, lint
from zhiheng.lint.kit.rule import Rule
from zhiheng.model.chart import Chart
from zhiheng.model.finding import Severity

ROOT = Path(__file__).resolve().parents[3]
CHARTS = Path(__file__).with_name("charts")
PAGES = ROOT / "docs" / "rules"
MODULES = sorted(Path(str(zhiheng.lint.__file__)).parent.glob("[a-z]*.py"))
WORDS = {Severity.ERROR: "错误 error", Severity.WARNING: "警告 warning", Severity.INFO: "提示 info"}

each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)


def chart_of(name: str) -> Chart:
    reading = read_chart((CHARTS / name).read_bytes())
    assert reading.chart is not None, [f.message.zh for f in reading.findings]
    return reading.chart


def test_each_module_is_a_rule_and_each_rule_is_called_like_its_module() -> None:
    assert {p.stem for p in MODULES} == {rule.name.replace("-", "_") for rule in RULES}
    assert len(MODULES) == len(RULES)


def test_ids_are_given_once() -> None:
    ids = [rule.id for rule in RULES]
    assert len(set(ids)) == len(ids)
    assert all(i.startswith("LNT") and len(i) == 6 for i in ids)


def test_no_page_and_no_chart_is_left_without_its_rule() -> None:
    ids = {rule.id for rule in RULES}
    assert {p.stem for p in PAGES.glob("LNT*.md")} == ids
    assert {p.name for p in CHARTS.iterdir()} == {f"{i}.{k}.bpmn" for i in ids for k in _KINDS}


_KINDS = ("good", "bad")
_PARTS = (
    "## 说什么",
    "## 为什么",
    "## 反例 Bad",
    "## 正例 Good",
    "## 怎样改",
    "## What",
    "## Why",
    "## Cure",
)


@each_rule
def test_the_bad_chart_raises_just_that_rule(rule: Rule) -> None:
    assert {found.rule for found in lint(chart_of(f"{rule.id}.bad.bpmn"))} == {rule.id}


@each_rule
def test_the_good_chart_raises_nothing(rule: Rule) -> None:
    assert lint(chart_of(f"{rule.id}.good.bpmn")) == ()


@each_rule
def test_a_finding_is_told_in_both_languages_with_its_cure(rule: Rule) -> None:
    chart = chart_of(f"{rule.id}.bad.bpmn")
    known = {chart.key, *chart.nodes, *(flow.id for flow in chart.flows)}
    for found in rule(chart):
        texts = (found.message.zh, found.message.en, found.cure.zh, found.cure.en)
        assert all(text and "{" not in text for text in texts)
        assert found.message.zh.endswith("。")
        assert found.message.en.endswith(".")
        assert found.severity is rule.severity
        assert found.elements
        assert set(found.elements) <= known


@each_rule
def test_the_docstring_says_what_it_prevents_by_which_law_and_why_so_grave(rule: Rule) -> None:
    assert rule.doc.startswith("Prevents ")
    assert "Law:" in rule.doc
    assert f"{rule.severity.value.capitalize()}:" in rule.doc


@each_rule
def test_the_page_has_all_its_parts_in_order(rule: Rule) -> None:
    page = (PAGES / f"{rule.id}.md").read_text(encoding="utf-8")
    assert page.startswith(f"# {rule.id} {rule.name}\n")
    places = [page.find(part) for part in (WORDS[rule.severity], *_PARTS)]
    assert -1 not in places
    assert places == sorted(places)
    assert all(f"charts/{rule.id}.{kind}.bpmn" in page for kind in _KINDS)
