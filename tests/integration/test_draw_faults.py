"""A draw that is not well formed is not announced."""

from datetime import date, datetime
from typing import Any

import pytest
from support.draws import SHOPS, announced, inspection
from support.evidence import refused
from support.office import Office

from zhiheng.model.draw import Candidate


@pytest.mark.parametrize(
    "changed",
    [
        {"kind": "tombola"},
        {"at": datetime.fromisoformat("2026-03-02T01:00:00+00:00")},
        {"at": datetime.fromisoformat("2027-06-02T01:00:00+00:00")},
        {"percent": None},
        {"percent": 10, "count": 3},
        {"percent": 0},
        {"percent": 101},
        {"percent": None, "count": 0},
        {"since": None},
        {"since": date(2026, 4, 1)},
        {"each": 1},
        {"each": 10},
        {"posts": ()},
        {"posts": ("no-such-post",)},
        {"objects": ()},
        {"objects": (*SHOPS, SHOPS[0])},
        {"objects": (Candidate(id="a\nb"),)},
        {"objects": (Candidate(id=" "),)},
        {"objects": (Candidate(id="长" * 101),)},
        {"charts": ("construction-permit",)},
        {"kind": "superior", "percent": 9, "until": date(2026, 2, 1)},
        {"kind": "superior", "percent": None, "count": 4, "until": date(2026, 2, 1)},
        {"kind": "superior", "posts": (), "each": 0},
        {"kind": "superior", "posts": (), "each": 0, "until": date(2026, 2, 1),
         "objects": (Candidate(id="a"),)},
    ],
)  # fmt: skip
def test_a_draw_that_is_not_well_formed_is_not_announced(
    sqlite_office: Office, changed: dict[str, Any]
) -> None:
    with refused(sqlite_office, "draw-fault", 422):
        announced(sqlite_office, inspection(sqlite_office, **changed))
