"""Keys of the sealing, and what a log is called."""

import pytest

from zhiheng.audit.note import NoteError, check_author, read_note, read_verifier, sign_note
from zhiheng.audit.origin import origin_of
from zhiheng.audit.suites import SUITES, new_key_line, read_keys


@pytest.mark.parametrize("suite", SUITES)
def test_what_a_key_of_a_file_signs_its_public_half_verifies(suite: str) -> None:
    (key,) = read_keys(new_key_line(suite), "zhiheng/jingyue")
    note = sign_note("zhiheng/jingyue\n1\n", key.signer)
    check_author(read_note(note.encode()), read_verifier(key.vkey))
    assert key.suite == suite


def test_the_last_key_of_a_file_is_a_new_one() -> None:
    text = new_key_line("sha256-ed25519")
    first = read_keys(text, "a")
    both = read_keys(text + "\n" + new_key_line("sha256-ed25519"), "a")
    assert both[0].vkey == first[0].vkey
    assert both[1].vkey != first[0].vkey


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "sha256-ed25519",
        "sha256-ed25519 AAAA",
        "sha256-ed25519 *",
        "md5 AAAA",
        "sm3-sm2 A",
    ],
)
def test_what_is_no_key_of_a_known_suite_is_refused(text: str) -> None:
    with pytest.raises(NoteError):
        read_keys(text, "a")


def test_the_name_of_a_log_says_whether_its_clock_can_be_moved() -> None:
    assert origin_of("zhiheng", "jingyue", demo=False) == "zhiheng/jingyue"
    assert origin_of("zhiheng", "jingyue", demo=True) == "demo/zhiheng/jingyue"
    assert origin_of("a.gov.cn/log", "净 月+1/2", demo=False) == (
        "a.gov.cn/log/%E5%87%80%20%E6%9C%88%2B1%2F2"
    )
