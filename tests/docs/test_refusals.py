"""Each refusal stands in the catalogue and on its page, in Chinese and in English."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from zhiheng import errors
from zhiheng.messages import CATALOGUE, Message
from zhiheng.messages_page import page, raised

_ROOT = Path(__file__).resolve().parents[2]
_KINDS = {
    "BadData",
    "Busy",
    "ChartRefused",
    "Forbidden",
    "NoRoom",
    "NotAllowed",
    "NotLoggedIn",
    "NotReady",
    "NotVisible",
    "Stale",
    "TooLarge",
    "TooMany",
}
_FACT_ONLY = {"bad-request", "card-fault", "form-fault", "wrong-value"}
"""Texts that are made of their facts; the facts bring the words."""
_NO_LAW = {
    "account-exists", "account-not-waiting", "agency-exists", "agency-not-ready",
    "already-deployed", "already-yours", "bound-missing",
    "table-input-missing", "bad-days", "bad-login", "bad-reason", "bad-request",
    "body-too-large", "busy", "calendar-fault", "case-ended", "clock-goes-back",
    "command-unreadable", "content-too-large", "cross-site",
    "in-operation",
    "document-not-stored", "empty-document", "form-fault", "key-reused", "moved-on", "no-form",
    "no-such-agency", "no-such-case", "no-such-chart", "no-such-document", "no-such-draw",
    "no-cosigned-checkpoint",
    "no-such-clock", "no-such-card", "no-such-leave-request", "no-such-method", "no-such-page",
    "no-such-entry", "not-judged", "no-risk-register",
    "no-such-person", "no-such-task",
    "no-such-notice", "no-such-report", "not-json", "not-logged-in", "nothing-to-amend",
    "nothing-to-draw", "parameters-fault",
    "not-published", "nothing-drafted", "personal-in-clear",
    "operation-not-ready", "roster-fault", "slot-signed", "slots-taken", "storage-full",
    "task-done", "title",
    "too-deep", "too-large-to-draw", "too-many-requests", "undecided", "unknown-document",
    "wrong-value",
    "no-such-checkpoint", "no-such-leaf", "beyond-the-log", "note-fault", "checkpoint-not-ours",
    "no-such-receipt",
}  # fmt: skip
"""Refusals that no law or house rule is behind: what is not there, is over, or cannot be read."""
_FIELD = re.compile(r"\{(\w+)\}")
_HAN = re.compile(r"[\u4e00-\u9fff]")


@cache
def _calls() -> tuple[tuple[Path, ast.Call], ...]:
    return tuple(
        (path, node)
        for folder in ("engine", "api")
        for path in sorted((_ROOT / folder).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_bytes()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _KINDS
    )


_page, _raised = cache(page), cache(raised)


def _rules(node: ast.expr) -> list[str]:
    """The rule, or both where one of two is chosen."""
    if isinstance(node, ast.IfExp):
        return _rules(node.body) + _rules(node.orelse)
    assert isinstance(node, ast.Constant), ast.unparse(node)
    assert isinstance(node.value, str)
    return [node.value]


def _texts(message: Message) -> Iterator[tuple[str, str]]:
    for text in (message.title, message.text, message.cure):
        yield text.zh, text.en


def test_every_kind_of_refusal_is_looked_for() -> None:
    kinds = {
        name
        for name, kind in vars(errors).items()
        if isinstance(kind, type) and issubclass(kind, errors.Refusal)
    }
    assert kinds - {"Refusal"} == _KINDS


def test_every_rule_that_is_raised_stands_in_the_catalogue() -> None:
    for path, call in _calls():
        for rule in _rules(call.args[0]):
            assert rule in CATALOGUE, f"{path.relative_to(_ROOT)}:{call.lineno} {rule}"


def test_every_refusal_brings_the_facts_that_its_text_names() -> None:
    for path, call in _calls():
        given = {k.arg for k in call.keywords}
        if None in given:
            continue  # `**facts`: the caller decides
        for rule in _rules(call.args[0]):
            named = {f for text in _texts(CATALOGUE[rule]) for t in text for f in _FIELD.findall(t)}
            assert named <= given, f"{path.relative_to(_ROOT)}:{call.lineno} {rule}"


def test_every_entry_of_the_catalogue_is_raised_somewhere() -> None:
    assert set(CATALOGUE) - set(_raised()) == set()


def test_the_page_is_what_the_generator_makes() -> None:
    written = (_ROOT / "docs/refusals.md").read_text(encoding="utf-8")
    assert written == _page(), "run `python -m zhiheng.messages_page`"


@pytest.mark.parametrize("rule", sorted(CATALOGUE))
def test_every_message_speaks_chinese_and_english(rule: str) -> None:
    for zh, en in _texts(CATALOGUE[rule]):
        assert zh.strip(), rule
        assert en.strip(), rule
        assert _HAN.search(zh) or (rule in _FACT_ONLY and _FIELD.search(zh)), zh
        assert not _HAN.search(en), en


def test_every_rule_has_a_section_under_an_id_that_can_stand_in_an_address() -> None:
    written = _page()
    for rule in CATALOGUE:
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule)
        assert f"### `{rule}`\n" in written


def test_every_refusal_of_a_gate_stands_on_the_page_with_its_article() -> None:
    """The others are listed here one by one, so that none loses its basis unseen."""
    assert {rule for rule, m in CATALOGUE.items() if m.basis is None} == _NO_LAW
    sections = re.split(r"^### `", _page(), flags=re.MULTILINE)[1:]
    for section in sections:
        rule = section.partition("`")[0]
        (basis,) = re.findall(r"^- 依据 Basis: (.+)$", section, re.MULTILINE)
        told = CATALOGUE[rule].basis
        assert basis == told if told is not None else basis.startswith("与法律无关"), rule


def test_every_refusal_of_a_pure_rule_has_a_basis() -> None:
    """What `rules/` refuses is law, custom or house rule, never a whim of the program."""
    about_data = {"title", "no-such-person"}
    for path, call in _calls():
        if "rules" in path.parts:
            for rule in _rules(call.args[0]):
                assert rule in about_data or CATALOGUE[rule].basis is not None, (path, rule)
