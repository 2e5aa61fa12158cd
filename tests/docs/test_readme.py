"""What the documents tell people to type is there: make targets, commands, options, settings."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from zhiheng_api.cli import app
from zhiheng_api.settings import Settings

_ROOT = Path(__file__).resolve().parents[2]
_PAGES = [_ROOT / "README.md", _ROOT / "README.zh.md", *sorted((_ROOT / "docs").rglob("*.md"))]
_CODE = re.compile(r"^```.*?\n(.*?)^```|`([^`\n]+)`", re.DOTALL | re.MULTILINE)
_MAKE = re.compile(r"\bmake ([a-z]+)\b")
_ZHIHENG = re.compile(r"(?:^|[ /])zhiheng ((?:[^\n`|&;]|\\\n)+)")
_NOT_SETTINGS = {"ZHIHENG_PASSWORD", "ZHIHENG_TEST_PG"}
"""Read where they are used, by `zhiheng overdue` and by the tests."""

_by_page = pytest.mark.parametrize("page", _PAGES, ids=lambda p: str(p.relative_to(_ROOT)))


def _code(page: Path) -> str:
    found = _CODE.findall(page.read_text(encoding="utf-8"))
    text = "\n".join(block or inline for block, inline in found).replace("\\\n", " ")
    return "\n".join(line.partition(" #")[0] for line in text.splitlines())


def _commands(page: Path) -> Iterator[list[str]]:
    for line in _code(page).splitlines():
        for rest in _ZHIHENG.findall(line):
            words = rest.split()
            if words and re.fullmatch(r"[a-z]+", words[0]):
                yield words


def _found(words: list[str]) -> Any:
    """The command that the words name, however deep."""
    command: Any = get_command(app)
    for word in words:
        if not hasattr(command, "commands") or word.startswith("-"):
            break
        assert word in command.commands, " ".join(words)
        command = command.commands[word]
    return command


@_by_page
def test_make_targets_exist(page: Path) -> None:
    makefile = (_ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    assert set(_MAKE.findall(_code(page))) <= targets


@_by_page
def test_commands_and_their_options_exist(page: Path) -> None:
    for words in _commands(page):
        known = {o for p in _found(words).params for o in (*p.opts, *p.secondary_opts)}
        given = {w.partition("=")[0] for w in words if w.startswith("-") and w != "-"}
        assert given <= known | {"--help"}, " ".join(words)


@_by_page
def test_settings_exist(page: Path) -> None:
    known = {f"ZHIHENG_{name.upper()}" for name in Settings.model_fields} | _NOT_SETTINGS
    named = set(re.findall(r"ZHIHENG_[A-Z_]*[A-Z]", page.read_text(encoding="utf-8")))
    assert named <= known


def test_the_readme_names_the_commands_people_start_with() -> None:
    for readme in _PAGES[:2]:
        assert {"serve", "test", "demo"} <= set(_MAKE.findall(_code(readme)))
        assert any(words[:2] == ["audit", "verify"] for words in _commands(readme))


def test_every_setting_is_told_to_administrators() -> None:
    page = (_ROOT / "docs/how-to/administrator.md").read_text(encoding="utf-8")
    for name in Settings.model_fields:
        assert f"ZHIHENG_{name.upper()}" in page


def test_both_readmes_have_the_same_parts() -> None:
    english, chinese = (
        re.findall(r"^(#+|!\[|```)", p.read_text(encoding="utf-8"), re.MULTILINE)
        for p in _PAGES[:2]
    )
    assert english == chinese
