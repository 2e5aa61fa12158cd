"""A table in the file of a chart: read with it, told in its difference, and always filled in."""

from unit.bpmn.small import CHART

from zhiheng.bpmn.reader import read_chart
from zhiheng.decisions.digest import table_digest
from zhiheng.difference import chart_difference
from zhiheng.lint.kit.assigned import unset
from zhiheng.model.chart import Chart


def _chart(*changes: tuple[str, str]) -> Chart:
    text = CHART
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    found = read_chart(text.encode())
    assert found.chart is not None, [x.message.zh for x in found.findings]
    return found.chart


def test_a_changed_bound_of_a_table_stands_in_the_difference_of_two_versions() -> None:
    moved = _chart(("&lt; 10<", "&lt; 12<"), ("&gt;= 10<", "&gt;= 12<"))
    lines = chart_difference(_chart(), moved)
    said = "\n".join(line.zh for line in lines)
    assert "< 10" in said
    assert "< 12" in said
    assert all("Decimal" not in line.zh for line in lines)
    assert len(lines) == 2


def test_the_digest_is_of_what_a_table_says_not_of_how_it_is_written() -> None:
    plain, spaced = _chart(), _chart(("<text>&lt; 10</text>", "<text> &lt; 10 </text>"))
    assert table_digest(plain.tables["bands"]) == table_digest(spaced.tables["bands"])
    moved = _chart(("&lt; 10<", "&lt; 12<"), ("&gt;= 10<", "&gt;= 12<"))
    assert table_digest(plain.tables["bands"]) != table_digest(moved.tables["bands"])


def test_what_a_table_fills_in_is_set_and_what_it_is_asked_with_must_be() -> None:
    signed = '<zh:signOff kind="two-person"'
    paper = '<zh:document name="x" direction="out" required="true" when="band == \'large\'" />'
    asked = (signed, paper + signed)
    assert "band" not in {x.variable for x in unset(_chart(asked))}
    assert ("area", "accept") in {(x.variable, x.at) for x in unset(_chart())}


def test_what_a_table_fills_in_under_a_condition_is_set_where_it_holds() -> None:
    asked = ('<zh:decision table="bands">', '<zh:decision table="bands" when="intake == \'yes\'">')
    signed = '<zh:signOff kind="two-person"'
    paper = '<zh:document name="x" direction="out" required="true" when="band == \'large\'" />'
    reading = (signed, paper + signed)
    assert "band" not in {x.variable for x in unset(_chart(asked, reading))}
    other = ('<zh:decision table="bands">', '<zh:decision table="bands" when="intake == \'no\'">')
    assert ("band", "decide") in {(x.variable, x.at) for x in unset(_chart(other, reading))}


def _by_choice(one: str, more: str = "") -> list[str]:
    """What is said of a table that is asked with `intake`, whose choices are yes and no."""
    text = CHART
    for old, new in (
        ('<inputExpression id="expression" typeRef="number"><text>area</text></inputExpression>',
         '<inputExpression id="expression" typeRef="string"><text>intake</text></inputExpression>'
         + more),
        ("&lt; 10", f'"{one}"'),
        ("&gt;= 10", f'not("{one}")'),
    ):  # fmt: skip
        assert old in text, old
        text = text.replace(old, new, 1)
    return [x.rule for x in read_chart(text.encode()).findings if x.severity == "error"]


def test_a_choice_written_wrong_in_a_row_is_told_though_the_rows_leave_no_gap() -> None:
    assert _by_choice("yes") == []
    assert _by_choice("yess") == ["BPM171"]
    shared = '<inputValues><text>"yes","no","later"</text></inputValues>'
    assert _by_choice("later", shared) == []
