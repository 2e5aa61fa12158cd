"""The tables of law: which limits they bind, and when another law takes a limit out of them."""

from dataclasses import replace

import pytest
from unit.lint.test_every_rule import chart_of

from zhiheng.lint import lint
from zhiheng.lint.kit.guards import COLLECTIVE, GUARDS
from zhiheng.model.chart import Chart
from zhiheng.model.limit import Basis, Limit, LimitKind, LimitUnit


def permit(n: int, unit: LimitUnit = LimitUnit.WORKING_DAY, basis: Basis | None = None) -> Chart:
    """A permit that is right but for its statutory limit."""
    chart = chart_of("LNT011.good.bpmn")
    basis = basis or Basis("行政许可法", "第四十二条第一款", "2019-04-23")
    limit = Limit(LimitKind.STATUTORY, n, unit, "acceptance", "decision", basis=basis)
    return replace(chart, limits=(limit,))


@pytest.mark.parametrize(
    ("chart", "rules"),
    [
        (permit(20), []),
        (permit(21), ["LNT031"]),
        (permit(15), ["LNT032"]),
        (permit(28, LimitUnit.DAY), ["LNT032"]),
        (permit(1, LimitUnit.MONTH), ["LNT031"]),
        (permit(45, basis=Basis("行政许可法", "第四十二条第二款")), []),
        (permit(46, basis=Basis("行政许可法", "第四十二条第二款")), ["LNT031"]),
        (permit(60, basis=Basis("食品安全法", "第三十五条")), []),
    ],
    ids=lambda x: "-".join(x) if isinstance(x, list) else "",
)
def test_the_limit_of_a_permit(chart: Chart, rules: list[str]) -> None:
    assert [found.rule for found in lint(chart)] == rules


def test_there_are_88_controls_and_those_that_are_meetings_are_among_them() -> None:
    assert len(GUARDS) == 88
    assert GUARDS.keys() >= COLLECTIVE
