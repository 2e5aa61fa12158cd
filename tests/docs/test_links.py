"""Every relative link of the documents leads to a file, and to a heading where it names one."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest

_ROOT = Path(__file__).resolve().parents[2]
_PAGES = sorted([*_ROOT.glob("*.md"), *(_ROOT / "docs").rglob("*.md")])
_FENCED = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def _text(page: Path) -> str:
    return _FENCED.sub("", page.read_text(encoding="utf-8"))


def _links(page: Path) -> Iterator[str]:
    return (x for x in _LINK.findall(_text(page)) if "://" not in x and not x.startswith("mailto:"))


def _anchors(page: Path) -> set[str]:
    """As code hosts make them: lower case, punctuation gone, spaces to hyphens."""
    return {
        re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        for heading in _HEADING.findall(_text(page))
    }


@pytest.mark.parametrize("page", _PAGES, ids=lambda p: str(p.relative_to(_ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for link in _links(page):
        path, _, anchor = unquote(link).partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), link
        assert target.is_relative_to(_ROOT), link
        if anchor:
            assert anchor in _anchors(target), link


@pytest.mark.parametrize("page", sorted((_ROOT / "docs/adr").glob("*.md")), ids=lambda p: p.stem)
def test_the_checks_that_a_decision_names_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for path in re.findall(r"`(tests/[\w/.]+)`", text):
        assert (_ROOT / path).exists(), path
    tests = "".join(p.read_text(encoding="utf-8") for p in (_ROOT / "tests").rglob("test_*.py"))
    for name in re.findall(r"`(test_\w+)`", text):
        assert f"def {name}(" in tests, name


def test_each_decision_stands_in_the_index() -> None:
    folder = _ROOT / "docs/adr"
    listed = set(_links(folder / "README.md"))
    assert {p.name for p in folder.glob("[0-9]*.md")} == {x for x in listed if x[0].isdigit()}


def test_decisions_are_numbered_without_a_gap_and_each_once() -> None:
    pages = sorted((_ROOT / "docs/adr").glob("[0-9]*.md"))
    assert [p.name[:4] for p in pages] == [f"{n:04}" for n in range(1, len(pages) + 1)]
    assert [p.read_text(encoding="utf-8")[:6] for p in pages] == [f"# {p.name[:4]}" for p in pages]


def test_each_how_to_stands_in_the_index_and_in_both_readmes() -> None:
    folder = _ROOT / "docs/how-to"
    pages = {p.name for p in folder.glob("*.md")} - {"README.md"}
    assert pages <= set(_links(folder / "README.md"))
    for readme in ("README.md", "README.zh.md"):
        assert {f"docs/how-to/{name}" for name in pages} <= set(_links(_ROOT / readme))
