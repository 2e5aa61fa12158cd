"""docs/verb-matrix.md says who may do what when, and the program does exactly that."""

from pathlib import Path

import pytest
from support.office import Office
from support.verb_matrix import PEOPLE, STATES, VERBS, State, may, prepared, read

_PAGE = (Path(__file__).parents[2] / "docs/verb-matrix.md").read_text(encoding="utf-8")
_TABLE = read(_PAGE)


@pytest.mark.parametrize("state", STATES, ids=lambda s: s.en)
def test_who_may_is_as_the_table_says(sqlite_office: Office, state: State) -> None:
    prepared(sqlite_office)
    assert may(sqlite_office, state) == _TABLE[state.zh]


@pytest.mark.parametrize("office", ["postgres"], indirect=True)
@pytest.mark.parametrize("state", STATES[1:4], ids=lambda s: s.en)
def test_so_it_is_on_both_databases(office: Office, state: State) -> None:
    """Three states on the other one, all of them in the soak: the rules know of no database."""
    prepared(office)
    assert may(office, state) == _TABLE[state.zh]


@pytest.mark.soak
@pytest.mark.parametrize("state", STATES, ids=lambda s: s.en)
def test_so_is_each_state_on_both_databases(office: Office, state: State) -> None:
    prepared(office)
    assert may(office, state) == _TABLE[state.zh]


def test_the_table_has_every_state_verb_and_letter() -> None:
    assert set(_TABLE) == {s.zh for s in STATES}
    assert all(set(cells) == set(VERBS) for cells in _TABLE.values())
    assert all(f"| {letter} |" in _PAGE for letter in PEOPLE)
