"""Each rule on tables has its page, whose bad table it refuses and whose good one nothing does."""

import re
from pathlib import Path

import pytest
from support.naive_tables import dmn

from zhiheng.check import check_file
from zhiheng.decisions.texts import TEXTS

ROOT = Path(__file__).resolve().parents[3]
PAGES = ROOT / "docs" / "rules"
TABLES = sorted((ROOT / "processes" / "planning" / "tables").glob("*.dmn"))
_PARTS = ("说什么", "为什么", "反例 Bad", "正例 Good", "怎样改", "What", "Why", "Cure")
_XML = re.compile(r"```xml\n(.*?)```", re.DOTALL)


def test_no_page_is_left_without_its_rule() -> None:
    assert {p.stem for p in PAGES.glob("DEC*.md")} == set(TEXTS)


@pytest.mark.parametrize("rule", TEXTS)
def test_a_page_says_what_why_and_how_to_cure(rule: str) -> None:
    page = (PAGES / f"{rule}.md").read_text(encoding="utf-8")
    assert all(f"## {part}\n" in page for part in _PARTS)
    *bad, good = _XML.findall(page)
    assert bad or rule == "DEC009"
    for table in bad:
        assert {x.rule for x in check_file(dmn(table)).findings} == {rule}
    assert check_file(dmn(good)).findings == ()


@pytest.mark.parametrize("path", TABLES, ids=lambda p: p.stem)
def test_the_tables_of_the_sample_have_no_finding(path: Path) -> None:
    assert check_file(path.read_bytes()).findings == ()
