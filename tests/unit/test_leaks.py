"""No number and no name of a person gets by, however it is written."""

import html
import json
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhiheng.leaks import indexed, leaks
from zhiheng.masking import Personal

NAMES = indexed(["田雨禾", "净月远达置业有限公司", "Li Ming", "王"])
ID, PHONE, CARD = "320102199003078888", "13800138021", "6222021100001234567"


def kinds(text: str, allowed: frozenset[str] = frozenset()) -> set[Personal]:
    return {leak.kind for leak in leaks(text, NAMES, allowed)}


@pytest.mark.parametrize(
    "text",
    [
        "经办人田雨禾",
        "田 雨 禾",
        "<td>田<b>雨</b>禾</td>",
        html.escape("田雨禾", quote=True).encode("ascii", "xmlcharrefreplace").decode(),
        json.dumps({"name": "田雨禾"}),
        f'<a href="/x?who={quote("田雨禾")}">x</a>',
        "田\u200b雨\u200d禾",
        "田\ufe0f雨\u3164禾\U000e0100",
        "LI MING",
        "ｌｉ　ｍｉｎｇ",
    ],
)
def test_a_name_is_found_however_it_is_written(text: str) -> None:
    assert Personal.NAME in kinds(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"身份证{ID}。", Personal.ID_NUMBER),
        ("身份证３２０１０２１９９００３０７８８８８", Personal.ID_NUMBER),
        ("32010219900307888x", Personal.ID_NUMBER),
        (f"电话：{PHONE}", Personal.PHONE),
        ("138-0013-8021", Personal.PHONE),
        ("+86 138 0013 8021", Personal.PHONE),
        ("138<b>0013</b>8021", Personal.PHONE),
        ("0431-85821103", Personal.PHONE),
        (f"卡号 {CARD}", Personal.BANK_CARD),
        ("6222 0211 0000 1234 567", Personal.BANK_CARD),
        (f'<img alt="{PHONE}">', Personal.PHONE),
        (f"<!-- {PHONE} -->", Personal.PHONE),
        (f"01a22db1-5c5b-73e4-{CARD}", Personal.BANK_CARD),
        (f"{CARD}abc", Personal.BANK_CARD),
        ("320102900307888", Personal.ID_NUMBER),
        (f"+86{PHONE}", Personal.PHONE),
    ],
)
def test_a_number_is_found_however_it_is_written(text: str, kind: Personal) -> None:
    assert kind in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "净规建字〔2026〕12号，20个工作日，2026-11-22 14:05",
        "<td>2024</td><td>2025</td><td>2026</td><td>2027</td>",
        '<path d="M1024.50,-2048.00C1024,-2048 1536,-2048 1024,-2048"/>',
        "7abab078a00b7e3edded2ff7447746a6d35c8030a1c538d3f2aa4732d8d8e08b",
        "雨禾同志，王先生",
        "净规建字2026第0012号，用地26.40米，96个车位，第1234567号",
        "01a22db1-5c5b-73e4-9616-844286048430",
        '{"hash": "828380234481c3e9a0f85e47fd3ec69a41e48880fe8aeb3bb19f1783d6f34318"}',
        '{"salt": "1199753380388af74855dd4b1b2d3175"}',
    ],
)
def test_ordinary_text_is_none(text: str) -> None:
    assert kinds(text) == set()


def test_what_is_published_on_purpose_is_allowed_by_exact_value_only() -> None:
    service = frozenset({"0431-85821103", "净月远达置业有限公司服务中心"})
    assert kinds("服务电话0431-85821103", service) == set()
    assert Personal.PHONE in kinds("服务电话0431-85821104", service)
    assert kinds("净月远达置业有限公司服务中心", service) == set()
    assert kinds("净月远达置业有限公司", service) == {Personal.NAME}
    assert leaks("田雨禾", indexed(["田雨禾"], ["田雨禾"])) == ()


@settings(max_examples=30)
@given(st.sampled_from([ID, PHONE, CARD, "田雨禾"]), st.text(max_size=30))
def test_a_report_of_a_leak_is_no_leak(personal: str, around: str) -> None:
    found = leaks(f"{around}：{personal}。", NAMES)
    assert found
    for leak in found:
        assert personal not in leak.seen
        assert leaks(leak.seen, NAMES) == ()


_NUMBERS = st.one_of(
    st.from_regex(r"[1-9][0-9]{16}[0-9X]", fullmatch=True),
    st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True),
    st.from_regex(r"62[0-9]{14,17}", fullmatch=True),
)
_WORDS = st.sampled_from(["电话", "，身份证", "：", "卡号 ", "。联系人张先生", "\n"])


@given(st.lists(st.tuples(_WORDS, _NUMBERS), min_size=1, max_size=5))
def test_no_number_of_a_person_hides_between_words(parts: list[tuple[str, str]]) -> None:
    text = "".join(word + number for word, number in parts) + "。"
    seen = {leak.seen for leak in leaks(text, {})}
    assert {number[-2:] for _, number in parts} <= {told[-2:] for told in seen}
    assert all(number not in told for told in seen for _, number in parts)


def test_a_phrase_as_short_as_the_head_of_a_name_allows_no_name() -> None:
    assert kinds("经办人田雨禾", frozenset({"田雨"})) == {Personal.NAME}
