"""docs/verbs.md names each act that can be done on a case."""

from pathlib import Path

import pytest
from support.verb_matrix import NOT_TRIED, VERBS
from support.verbs import case_verbs

_PAGE = (Path(__file__).parents[2] / "docs/verbs.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("verb", sorted(case_verbs()))
def test_the_table_has_each_verb(verb: str) -> None:
    assert f"`{verb}`" in _PAGE


def test_the_verbs_are_found_and_each_is_in_the_matrix() -> None:
    assert {"claim", "sign", "transfer", "urge", "fire-timer"} <= case_verbs()
    assert case_verbs() == VERBS.keys() | NOT_TRIED
