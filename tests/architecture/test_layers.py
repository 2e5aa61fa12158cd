"""The house of design.md §12: who may import whom, and what every module keeps to."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("engine/zhiheng", "api/zhiheng_api", "diagrams/zhiheng_diagrams")
MODULES = sorted(p for folder in PACKAGES for p in (ROOT / folder).rglob("*.py"))


def test_the_layers_hold() -> None:
    script = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(  # noqa: S603 - our own tool
        [str(script), "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_only_the_command_pipeline_commits_a_case(path: Path) -> None:
    """Any other `commit()` would be a second way to write."""
    allowed = {
        "handle.py", "start.py", "agency.py", "report.py", "card.py", "feeds.py",
        "bootstrap.py", "access.py", "roles.py", "clear_erased.py", "redeliver.py",
        "migrate.py", "passwords.py", "sessions.py", "sample.py", *_BESIDE_THE_LOG, *_OVER_THE_LOG,
    }  # fmt: skip
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = [
        n
        for n in ast.walk(tree)
        if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute) and n.func.attr == "commit"
    ]
    assert not calls or path.name in allowed


_BESIDE_THE_LOG = ("mark_read.py", "outbox.py")
"""They commit what is no evidence: read marks, and deliveries of notices."""

_OVER_THE_LOG = ("seal.py", "cosign.py")
"""They commit what is said of entries that are there: leaves, nodes, checkpoints, cosignatures."""


def test_what_commits_beside_the_log_writes_no_evidence_and_no_projection() -> None:
    written = {
        ast.unparse(n.args[0])
        for path in MODULES
        if path.name in _BESIDE_THE_LOG
        for n in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(n, ast.Call)
        and ast.unparse(n.func) in ("insert", "update", "delete", "upsert")
    }
    assert written == {"t.notice_read", "t.delivery", "t.channel"}


def test_no_module_takes_in_what_has_no_place() -> None:
    names = {p.stem for p in MODULES}
    assert not names & {"utils", "util", "helpers", "service_layer", "manager", "common", "misc"}
    long = [str(p) for p in MODULES if len(p.read_text(encoding="utf-8").splitlines()) > 300]
    catalogues = ("messages.py", "texts.py", "facts.py")
    assert [p for p in long if not p.endswith(catalogues)] == []


_IN_DRAWERS = ("engine/zhiheng/bpmn", "engine/zhiheng/commands", "diagrams/zhiheng_diagrams")
DRAWERS = sorted(p.parent for folder in _IN_DRAWERS for p in (ROOT / folder).glob("*/__init__.py"))


@pytest.mark.parametrize("drawer", DRAWERS, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_drawer_says_what_it_is_for_and_stays_small(drawer: Path) -> None:
    """ADR 0050."""
    assert ast.get_docstring(ast.parse((drawer / "__init__.py").read_text(encoding="utf-8")))
    assert len(list(drawer.glob("[a-z]*.py"))) <= 20
