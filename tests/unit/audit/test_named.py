"""The digests that facts name are found, however they are held."""

from typing import Any

import pytest

from zhiheng.audit.canonical import canonical
from zhiheng.audit.named import by_facts

A, B, C = "a1" * 32, "b2" * 32, "c3" * 32


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ({"facts": []}, set()),
        ({"facts": [{"digest": A}], "digests": {"chart": B}}, {A}),
        ({"facts": [{"digest": A}], "request": {"digest": B, "key": "k"}}, {A}),
        ({"facts": [{"digest": B}], "request": {"digest": B, "key": "k"}}, {B}),
        ({"facts": [], "request": {"digest": B, "key": "k"}}, set()),
        ({"facts": [{"digests": [A, C]}], "request": {"digest": B, "key": "k"}}, {A, C}),
        ({"facts": [{"digests": [A, C]}], "digests": {"chart": B}}, {A, C}),
        ({"facts": [{"x": [{"digest": [A]}]}]}, {A}),
        ({"facts": [{"digest": "none"}], "request": {"digest": "none"}}, set()),
        ({"facts": [{"digest": A}], "request": {"digest": 5}}, {A}),
        ({"facts": [{"chart": A, "said": '"digest":"' + B + '"'}]}, set()),
    ],
)
def test_digests_are_found(body: dict[str, Any], named: set[str]) -> None:
    assert set(by_facts(canonical(body), body)) == named
