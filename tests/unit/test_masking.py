"""Masking: one knows one's own again, and nobody finds another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiheng.masking import Personal, masked


@pytest.mark.parametrize(
    ("kind", "value", "seen"),
    [
        (Personal.NAME, "张三", "张*"),
        (Personal.NAME, "欧阳采薇", "欧*"),
        (Personal.NAME, "", ""),
        (Personal.ID_NUMBER, "320102199003078888", "320102**********88"),
        (Personal.ID_NUMBER, "32010219900307888X", "320102**********8X"),
        (Personal.ID_NUMBER, "320102900307888", "320102*******88"),
        (Personal.ID_NUMBER, "3201 0219 9003 0788 88", "320102**********88"),
        (Personal.PHONE, "13800138021", "*******8021"),
        (Personal.PHONE, "138-0013-8021", "*******8021"),
        (Personal.PHONE, "+8613800138021", "**********8021"),
        (Personal.PHONE, "0431-84532372", "********2372"),
        (Personal.BANK_CARD, "6222 0211 0000 1234 567", "***************4567"),
    ],
)
def test_what_stays_of_each_type(kind: Personal, value: str, seen: str) -> None:
    assert masked(kind, value) == seen


@pytest.mark.parametrize("kind", [k for k in Personal if k is not Personal.NAME])
@pytest.mark.parametrize(
    "value", ["张三", "1234", "no number", "32010219900307888", "１３８００１３８０２１号"]
)
def test_what_is_not_of_its_type_is_masked_whole(kind: Personal, value: str) -> None:
    """One digit too few is still somebody's number."""
    if kind is Personal.BANK_CARD and value.isdecimal() and len(value) > 12:
        return
    assert set(masked(kind, value)) <= {"*"}


@given(st.from_regex(r"[1-9]\d{16}[\dX]", fullmatch=True))
def test_of_an_id_number_eight_characters_stay_in_their_places(value: str) -> None:
    seen = masked(Personal.ID_NUMBER, value)
    assert len(seen) == len(value)
    assert [i for i, c in enumerate(seen) if c != "*"] == [0, 1, 2, 3, 4, 5, 16, 17]


@given(st.sampled_from(list(Personal)), st.text(max_size=40))
def test_masking_tells_no_more_than_eight_characters(kind: Personal, value: str) -> None:
    assert sum(c != "*" for c in masked(kind, value)) <= 8
