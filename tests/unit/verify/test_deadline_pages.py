"""Each rule of limits is whole: page, good chart and bad chart, which say what they should."""

from pathlib import Path

import pytest
from unit.rules.calendars import CHINA

from zhiheng.bpmn.reader import read_chart
from zhiheng.model.finding import Finding, Severity
from zhiheng.verify.deadlines.proof import deadlines
from zhiheng.verify.deadlines.texts import CURES, MESSAGES, RULES, Late

PAGES = Path(__file__).resolve().parents[3] / "docs" / "rules"
CHARTS = Path(__file__).with_name("charts")
IDS = sorted({rule for rule, _ in RULES.values()})
WORDS = {
    Severity.ERROR: "错误 error",
    Severity.WARNING: "警告 warning",
    Severity.INFO: "提示 info",
    Severity.UNPROVEN: "未证明 unproven",
}
PARTS = (
    "## 说什么",
    "## 为什么",
    "## 反例 Bad",
    "## 正例 Good",
    "## 怎样改",
    "## What",
    "## Why",
    "## Cure",
)

each_rule = pytest.mark.parametrize("rule", IDS)


def found(name: str) -> tuple[Finding, ...]:
    reading = read_chart((CHARTS / name).read_bytes())
    assert reading.chart is not None, [f.message.zh for f in reading.findings]
    assert reading.findings == ()
    return deadlines(reading.chart, CHINA)[0]


def test_no_page_and_no_chart_is_left_without_its_rule() -> None:
    assert [p.stem for p in sorted(PAGES.glob("SLA*.md"))] == IDS
    assert {p.name for p in CHARTS.iterdir()} == {
        f"{rule}.{kind}.bpmn" for rule in IDS for kind in ("good", "bad")
    }


@each_rule
def test_the_bad_chart_raises_just_that_rule_in_both_languages(rule: str) -> None:
    told = found(f"{rule}.bad.bpmn")
    assert {f.rule for f in told} == {rule}
    for one in told:
        texts = (one.message.zh, one.message.en, one.cure.zh, one.cure.en)
        assert all(text and "{" not in text for text in texts)
        assert one.elements


@each_rule
def test_the_good_chart_raises_nothing(rule: str) -> None:
    assert found(f"{rule}.good.bpmn") == ()


@each_rule
def test_the_page_has_all_its_parts_in_order_and_its_severities(rule: str) -> None:
    page = (PAGES / f"{rule}.md").read_text(encoding="utf-8")
    assert page.startswith(f"# {rule} ")
    places = [page.find(part) for part in PARTS]
    assert -1 not in places
    assert places == sorted(places)
    assert all(WORDS[severity] in page for other, severity in RULES.values() if other == rule)
    assert all(f"charts/{rule}.{kind}.bpmn" in page for kind in ("good", "bad"))


def test_each_sentence_has_its_cure() -> None:
    assert set(MESSAGES) == set(CURES) == set(RULES) == set(Late)
