"""The ready-made separations are the twenty rows of the machine list, no more and no fewer."""

import re
from pathlib import Path

import pytest

from zhiheng.bpmn.lexicon.vocabulary import element
from zhiheng.model.incompatible import BY_NAME, NOT_BY_SEPARATION, TABLE, Incompatible
from zhiheng.model.separation import SeparationScope

_NOTE = Path(__file__).parent / "incompatible_duties.md"
ROWS: dict[int, list[str]] = {
    int(cells[0]): cells[1:]
    for line in _NOTE.read_text(encoding="utf-8").splitlines()
    if re.match(r"\| \d+ \|", line)
    for cells in [[cell.strip() for cell in line.strip("|").split("|")]]
}
PAIRS = {8: 6, 12: 4, 13: 2}
"""Rows that name more than one pair."""
SCOPES = {
    "same case": SeparationScope.CASE,
    "same item": SeparationScope.CASE,
    "same person": SeparationScope.CASE,
    "process version": SeparationScope.CASE,
    "same goods": SeparationScope.PROJECT,
    "same purchase": SeparationScope.PROJECT,
    "same act": SeparationScope.PROJECT,
    "agency": SeparationScope.AGENCY,
    "post": SeparationScope.AGENCY,
}
"""The note's scopes in the engine's words: one case is one item, one chart version, one nominee."""


def test_the_note_has_twenty_rows_and_each_is_a_rule_or_says_why_not() -> None:
    assert sorted(ROWS) == list(range(1, 21))
    made, not_made = {r.row for r in TABLE}, {r.row for r in NOT_BY_SEPARATION}
    assert made | not_made == set(ROWS)
    assert not made & not_made


def test_a_row_is_as_many_rules_as_it_names_pairs() -> None:
    for row in {r.row for r in TABLE}:
        assert sum(r.row == row for r in TABLE) == PAIRS.get(row, 1), row


@pytest.mark.parametrize("rule", TABLE, ids=lambda r: r.name)
def test_scope_and_force_are_those_of_the_note(rule: Incompatible) -> None:
    a, b, scope, hard, _basis = ROWS[rule.row]
    assert rule.scope is SCOPES[scope]
    assert rule.hard is not hard.startswith("soft")
    text = f"{a}、{b}"
    for duty in (rule.a, rule.b):
        words = (*(word[:2] for word in re.split("[、，]", duty.zh)), duty.en[:6])
        assert any(word in text for word in words), (duty, text)


@pytest.mark.parametrize("rule", [r for r in TABLE if r.basis], ids=lambda r: r.name)
def test_an_article_is_the_note_s_article(rule: Incompatible) -> None:
    assert rule.basis is not None
    said = ROWS[rule.row][4]
    numbers = {
        _number(x) for x in re.findall("第([一二三四五六七八九十百]+)条", rule.basis.article)
    }
    assert numbers <= {int(n) for n in re.findall(r"\d+", said)}, (numbers, said)


@pytest.mark.parametrize("row", NOT_BY_SEPARATION, ids=lambda r: str(r.row))
def test_what_no_separation_can_enforce_says_what_does(row: object) -> None:
    assert getattr(row, "instead").zh.strip()  # noqa: B009 - one field of two classes
    assert ROWS[getattr(row, "row")]  # noqa: B009


def test_each_rule_can_be_used_by_its_name() -> None:
    separation = element("separation")
    assert separation is not None
    use = separation.attribute("use")
    assert use is not None
    assert use.allowed == tuple(BY_NAME)
    assert len(BY_NAME) == len(TABLE)


def _number(text: str) -> int:
    digits = {c: i for i, c in enumerate("一二三四五六七八九", 1)}
    tens, _, ones = text.rpartition("十")
    if "十" not in text:
        return digits[text]
    return 10 * (digits[tens] if tens else 1) + digits.get(ones, 0)
