"""docs/gates.md: every gate of the law is listed, with its tests or that it is not there yet."""

import ast
import re
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[2]
_PAGE = (_ROOT / "docs/gates.md").read_text(encoding="utf-8")
_GATES = 23


def _sections() -> dict[int, str]:
    parts = re.split(r"^## (\d+) ", _PAGE, flags=re.MULTILINE)[1:]
    return {int(no): text for no, text in zip(parts[::2], parts[1::2], strict=True)}


def _named(text: str) -> list[str]:
    return re.findall(r"^- `(test_\w+)`$", text, re.MULTILINE)


def _written() -> dict[str, ast.FunctionDef]:
    found: dict[str, ast.FunctionDef] = {}
    for path in sorted((_ROOT / "tests/integration").glob("test_gates_of_*.py")):
        for node in ast.parse(path.read_bytes()).body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                assert node.name not in found, node.name
                found[node.name] = node
    return found


def test_every_gate_of_the_law_is_on_the_page() -> None:
    assert list(_sections()) == list(range(1, _GATES + 1))


def test_each_has_its_tests() -> None:
    for no, text in _sections().items():
        assert _named(text), no


def test_each_test_on_the_page_is_written_and_each_one_written_is_on_the_page() -> None:
    named = _named(_PAGE)
    assert len(named) == len(set(named))
    assert set(named) == set(_written())


def test_each_of_them_runs_on_both_databases() -> None:
    for name, node in _written().items():
        assert "office" in {a.arg for a in node.args.args}, name
        assert not any("skip" in ast.unparse(d) for d in node.decorator_list), name
