"""Checkpoints, and who has signed them."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from zhiheng.audit.checkpoint import Checkpoint, cosign, read_checkpoint, seen_at
from zhiheng.audit.note import (
    COSIGNATURE,
    Ed25519Signer,
    Note,
    NoteError,
    check_author,
    read_note,
    read_verifier,
    sign_note,
)

LOG = Ed25519Signer("zhiheng.example/jingyue", Ed25519PrivateKey.from_private_bytes(b"l" * 32))
WITNESS = Ed25519Signer(
    "jijian.example/witness", Ed25519PrivateKey.from_private_bytes(b"w" * 32), COSIGNATURE
)
NOTHING = Checkpoint("zhiheng.example/jingyue", 7, bytes(32))


def test_a_checkpoint_has_three_lines_and_a_signature() -> None:
    note = sign_note(NOTHING.text(), LOG)
    lines = note.encode().split("\n")
    assert lines[:4] == ["zhiheng.example/jingyue", "7", "A" * 43 + "=", ""]
    assert lines[4].startswith("— zhiheng.example/jingyue ")
    read = read_note(note.encode())
    assert read == note
    assert read_checkpoint(read.text) == NOTHING
    check_author(read, read_verifier(LOG.verifier.encode()))


def test_a_published_note_verifies() -> None:
    """The example of golang.org/x/mod/sumdb/note, a public checkpoint format of long standing."""
    word = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    text = (
        "If you think cryptography is the answer to your problem,\n"
        "then you don't know what your problem is.\n"
    )
    line = "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"  # noqa: E501 - a signature
    check_author(read_note(f"{text}\n{line}"), read_verifier(word))


def test_another_key_of_the_same_name_has_not_signed() -> None:
    other = Ed25519Signer(LOG.name, Ed25519PrivateKey.from_private_bytes(b"x" * 32))
    with pytest.raises(NoteError, match="not signed by"):
        check_author(sign_note(NOTHING.text(), other), LOG.verifier)


def test_a_changed_text_is_not_signed() -> None:
    note = sign_note(NOTHING.text(), LOG)
    changed = Note(note.text.replace("7", "8"), note.signatures)
    with pytest.raises(NoteError, match="not signed by"):
        check_author(changed, LOG.verifier)


def test_the_witness_signs_the_time_too() -> None:
    note = sign_note(NOTHING.text(), LOG)
    seen = cosign(note.text, WITNESS, 1_790_000_000)
    both = read_note(Note(note.text, (*note.signatures, seen)).encode())
    check_author(both, LOG.verifier)
    assert seen_at(both, WITNESS.verifier) == 1_790_000_000
    earlier = seen.signature[:7] + bytes([seen.signature[7] ^ 1]) + seen.signature[8:]
    forged = Note(note.text, (type(seen)(seen.name, seen.key_id, earlier),))
    with pytest.raises(NoteError, match="not cosigned"):
        seen_at(forged, WITNESS.verifier)
    with pytest.raises(NoteError, match="not cosigned"):
        seen_at(note, WITNESS.verifier)


@pytest.mark.parametrize(
    "data",
    [
        "",
        "a\n",
        "a\n\n",
        "a\n\n- name AAAAAAAA\n",
        "a\n\n— name\n",
        "a\n\n— name !!!!\n",
        "a\n\n— name AAAA\n",
        "a\n\n— na+me AAAAAAAA\n",
        "a\n\n— name AAAAAAAA",
        "a\tb\n\n— name AAAAAAAA\n",
        "a\n\n" + "— name AAAAAAAA\n" * 101,
        "a" * 1_000_001 + "\n\n— name AAAAAAAA\n",
    ],
)
def test_what_is_no_note(data: str) -> None:
    with pytest.raises(NoteError):
        read_note(data)


@pytest.mark.parametrize(
    "text",
    [
        "o\n7\n",
        "\n7\n" + "A" * 43 + "=\n",
        "o\n07\n" + "A" * 43 + "=\n",
        "o\n-1\n" + "A" * 43 + "=\n",
        "o\n٧\n" + "A" * 43 + "=\n",
        "o\n" + "9" * 19 + "\n" + "A" * 43 + "=\n",
        "o\n" + "9" * 5000 + "\n" + "A" * 43 + "=\n",
        "o\n7\nAAAA\n",
        "o\n7\n!\n",
        "o\n7\n" + "A" * 43 + "=\n\nx\n",
    ],
)
def test_what_is_no_checkpoint(text: str) -> None:
    with pytest.raises(NoteError):
        read_checkpoint(text)


@pytest.mark.parametrize("word", ["", "a+b", "a+00000000+AAAA", "a+00000000+!", "a+b+c+d"])
def test_what_is_no_key(word: str) -> None:
    with pytest.raises(NoteError):
        read_verifier(word)
