"""The tables of the sample bureau answer as their law says, bound by bound."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from zhiheng.bpmn.markup.safe_xml import read_xml
from zhiheng.decisions.evaluate import Unanswered, decide
from zhiheng.decisions.read import read_tables
from zhiheng.model.decision_table import Value

FOLDER = Path(__file__).resolve().parents[3] / "processes/planning/tables"


def _answers(table: str, **asked: Value) -> list[object]:
    root = read_xml((FOLDER / f"{table}.dmn").read_bytes()).root
    assert root is not None
    return list(decide(read_tables([root]).tables[table], asked).answers[0])


@pytest.mark.parametrize(
    ("correction", "cost", "kind", "rates"),
    [
        ("correctable", "999999.99", "correct-and-fine", (5, 10, 5, 7)),
        ("correctable", "1000000", "correct-and-fine", (5, 10, 6, 9)),
        ("correctable", "9999999.99", "correct-and-fine", (5, 10, 6, 9)),
        ("correctable", "10000000", "correct-and-fine", (5, 10, 8, 10)),
        ("removable", "1000000", "demolish", (0, 0, 0, 0)),
        ("neither", "1000000", "confiscate", (0, 10, 0, 5)),
    ],
)
def test_a_correctable_building_costs_five_to_ten_per_cent_and_no_other_more_than_ten(
    correction: str, cost: str, kind: str, rates: tuple[int, ...]
) -> None:
    """规划法 64; the last two rates are the invented benchmark."""
    money = Decimal(cost)
    found = _answers("fine-illegal-construction", correction=correction, cost=money)
    assert found == [kind, *(Fraction(money) * rate / 100 for rate in rates)]


@pytest.mark.parametrize(
    ("party", "fine", "heavy", "heard"),
    [
        ("person", "9999.99", False, False),
        ("person", "10000", False, True),
        ("organisation", "99999.99", False, False),
        ("organisation", "100000", False, True),
        ("person", "0", True, True),
    ],
)
def test_who_may_be_heard(party: str, fine: str, heavy: bool, heard: bool) -> None:  # noqa: FBT001
    """处罚法 63; the sums are those of market supervision."""
    asked: dict[str, Value] = {"party": party, "proposed_fine": Decimal(fine), "other_heavy": heavy}
    assert _answers("hearing-threshold", **asked) == [heard]


def test_a_grave_case_goes_to_the_heads_and_so_does_a_large_fine() -> None:
    """处罚法 57-2."""
    table = "collective-threshold"
    assert _answers(table, grave=True, proposed_fine=Decimal(0)) == [True]
    assert _answers(table, grave=False, proposed_fine=Decimal("499999.99")) == [False]
    assert _answers(table, grave=True, proposed_fine=Decimal(500_000)) == [True]
    assert _answers("approval-ladder", proposed_fine=Decimal(50_000)) == ["head"]


def test_what_a_column_does_not_allow_is_not_answered() -> None:
    with pytest.raises(Unanswered) as caught:
        _answers("fine-illegal-construction", correction="other", cost=Decimal(1))
    assert (caught.value.why, caught.value.column) == ("outside", "correction")
