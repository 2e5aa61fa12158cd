"""Numbers that say who somebody is are told from numbers that do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiheng.model.personal import personal_numbers


@pytest.mark.parametrize(
    "text",
    [
        "授权人11010119900307765X。",
        "身份证 220102199003077651",
        "电话13900000000",
        "打139-0000-0000找他",
        "+86 139 0000 0000",
        "卡号4111 1111 1111 1111",
        "6011000990139424",
    ],
)
def test_a_number_of_a_person_is_seen(text: str) -> None:
    assert personal_numbers(text)


@pytest.mark.parametrize(
    "text",
    [
        "土地使用证明",
        "统一社会信用代码91220100123456789X",
        "项目代码2202-000000-04-01-123456",
        "长春净月〔2026〕000123号",
        "2026-03-02 09:00 至 2026-12-31",
        "造价 1234567890.00 元",
        "电话 0431-80000000",
        "4111 1111 1111 1112",
        "11010119901307765X",
        "ABC13900000000",
    ],
)
def test_other_numbers_pass(text: str) -> None:
    assert personal_numbers(text) == ()


@given(st.text(st.characters(categories=("L", "P", "Z")), max_size=200))
def test_no_text_without_digits_is_refused(text: str) -> None:
    assert personal_numbers(text) == ()
