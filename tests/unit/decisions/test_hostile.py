"""Hostile files of decisions: each is refused where it is wrong, and none raises or hangs."""

# ruff: noqa: E501 - one fault a line reads as a table

from typing import Any

import pytest
from support.naive_tables import dmn, reading

from zhiheng.check import check_file

_INPUT = (
    '<input label="i"><inputExpression typeRef="number"><text>n</text></inputExpression></input>'
)
_OUTPUT = '<output name="out" typeRef="number"/>'
_ROW = (
    "<rule><inputEntry><text>-</text></inputEntry><outputEntry><text>1</text></outputEntry></rule>"
)


def _decision(inside: str, ident: str = "t", more: str = "") -> str:
    return f'<decision id="{ident}"><decisionTable{more}>{inside}</decisionTable></decision>'


_GOOD = _INPUT + _OUTPUT + _ROW


@pytest.mark.parametrize(
    ("inside", "rule"),
    [
        ('<decision id="t"><literalExpression><text>1</text></literalExpression></decision>', "DEC001"),
        ('<decision id="t"/>', "DEC001"),
        ("<businessKnowledgeModel/>", "DEC001"),
        ('<import namespace="urn:x"/>', "DEC001"),
        ('<itemDefinition name="x"><typeRef>number</typeRef></itemDefinition>', "DEC001"),
        (_decision(_GOOD.replace("<rule>", "<rule><script>x</script>")), "DEC001"),
        (_decision(_GOOD.replace("<inputEntry>", '<inputEntry expressionLanguage="python">')), "DEC001"),
        (f'<decision id="t"><informationRequirement><requiredDecision href="#o"/></informationRequirement><decisionTable>{_GOOD}</decisionTable></decision>', "DEC001"),
        (_decision(_GOOD.replace("<text>-</text>", "<text>n &gt; 1</text>")), "DEC002"),
        (_decision(_GOOD.replace("<text>-</text>", "")), "DEC002"),
        (_decision(_GOOD.replace("<inputEntry><text>-</text></inputEntry>", "")), "DEC002"),
        (_decision(_INPUT + _OUTPUT), "DEC002"),
        (_decision(_GOOD.replace("<text>1</text>", "<text>m * 2</text>")), "DEC003"),
        (_decision(_GOOD.replace("<text>1</text>", "<text/>")), "DEC003"),
        (_decision(_GOOD.replace('"number"><text>', '"context"><text>')), "DEC004"),
        (_decision(_GOOD.replace(">n<", ">n + 1<")), "DEC004"),
        (_decision(_GOOD.replace(">n<", ">__class__<")), "DEC004"),
        (_decision(_GOOD.replace(' name="out"', "")), "DEC004"),
        (_decision(_INPUT * 2 + _OUTPUT + _ROW), "DEC004"),
        (_decision(_INPUT * 31 + _OUTPUT + _ROW), "DEC004"),
        (_decision(_GOOD, more=' hitPolicy="UNIQ"'), "DEC005"),
        (_decision(_GOOD, more=' hitPolicy="PRIORITY"'), "DEC005"),
        (_decision(_GOOD, more=' hitPolicy="FIRST" aggregation="SUM"'), "DEC005"),
        (_decision(_GOOD, more=' hitPolicy="COLLECT" aggregation="AVG"'), "DEC005"),
        (_decision(_GOOD, ident="a.b"), "DEC010"),
        (_decision(_GOOD) + _decision(_GOOD), "DEC010"),
        (_decision(_INPUT + _OUTPUT + _ROW * 2), "DEC006"),
        (_decision(_GOOD.replace("<text>-</text>", "<text>&lt; 5</text>")), "DEC007"),
        (_decision(_INPUT + _OUTPUT + _ROW * 2, more=' hitPolicy="FIRST"'), "DEC008"),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_refused_where_it_stands(inside: str, rule: str) -> None:
    found = check_file(dmn(inside)).findings
    assert rule in {x.rule for x in found}
    for x in found:
        assert x.line == 1
        assert all(t and "{" not in t for t in (x.message.zh, x.message.en, x.cure.zh, x.cure.en))


_KIND = (
    '<input label="k"><inputExpression typeRef="string"><text>k</text></inputExpression>'
    '<inputValues><text>"light","heavy"</text></inputValues></input>'
)
_KINDS = (
    "<rule><inputEntry><text>{0}</text></inputEntry><outputEntry><text>1</text></outputEntry></rule>"
    "<rule><inputEntry><text>-</text></inputEntry><outputEntry><text>2</text></outputEntry></rule>"
)


@pytest.mark.parametrize("cell", ['"light","heawy"', 'not("hevy")'])
def test_a_text_that_the_input_may_not_have_is_refused_where_it_is_written(cell: str) -> None:
    rows = _KINDS.format(cell)
    wrong = check_file(dmn(_decision(_KIND + _OUTPUT + rows, more=' hitPolicy="FIRST"')))
    assert [x.rule for x in wrong.findings] == ["DEC002"]
    right = _KINDS.format('"light"')
    good = check_file(dmn(_decision(_KIND + _OUTPUT + right, more=' hitPolicy="FIRST"')))
    assert good.findings == ()


def test_a_good_table_has_no_finding() -> None:
    assert check_file(dmn(_decision(_GOOD))).findings == ()


@pytest.mark.parametrize(
    ("xml", "rule"),
    [
        (b'<!DOCTYPE d [<!ENTITY x "y">]>' + dmn(_decision(_GOOD)), "BPM003"),
        (b"<definitions", "BPM002"),
        (dmn("<decision/>" * 6_000), "BPM004"),
        (dmn(_decision(_GOOD)).replace(b"20191111", b"20180521"), "DEC001"),
    ],
)
def test_files_are_read_as_safely_as_charts(xml: bytes, rule: str) -> None:
    marked: Any = check_file(xml, analyse=False) if rule == "BPM002" else check_file(xml)
    assert rule in {x.rule for x in marked.findings}


def test_a_comment_in_a_cell_hides_nothing() -> None:
    xml = dmn(_decision(_GOOD.replace("<text>-</text>", "<text>&lt; <!-- > -->5</text>")))
    (cell,) = reading(xml).tables["t"].rules[0].cells
    assert cell.text == "< 5"
