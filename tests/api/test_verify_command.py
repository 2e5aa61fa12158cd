"""`zhiheng audit verify` and `python -m zhiheng.audit` say which paper, and agree."""

import hashlib
import json
import os
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result
from unit.audit.chains import AGENCY, CASE, PAPER, PAPER_DIGEST, chain

from zhiheng.audit.__main__ import main
from zhiheng.audit.bundle import write_bundle
from zhiheng.model.ids import Digest
from zhiheng_api.cli import app

STRAY = b"nobody named it"
STRAY_DIGEST = Digest(hashlib.sha256(STRAY).hexdigest())


def run(path: Path, *options: str) -> Result:
    return CliRunner().invoke(app, ["audit", "verify", str(path), *options])


def bundle(folder: Path, *papers: tuple[Digest, bytes], name: str = "意见") -> Path:
    fact = {"type": "document-filed/1", "name": name, "digest": PAPER_DIGEST}
    streams = [chain(AGENCY, 2, {1: {"facts": []}}), chain(CASE, 2, {1: {"facts": [fact]}})]
    write_bundle(folder / "bundle", streams, papers)
    return folder / "bundle"


def test_a_changed_paper_is_told_with_its_digest_name_and_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = bundle(tmp_path, (PAPER_DIGEST, PAPER))
    (path / "documents" / PAPER_DIGEST).write_bytes(b"another")
    done = run(path)
    assert done.exit_code == 1
    assert PAPER_DIGEST in done.stderr
    assert "第 3 行的“意见”" in done.stderr
    assert "“意见” of line 3" in done.stderr
    asked = run(path, "--json")
    assert asked.exit_code == 1
    said = json.loads(asked.stdout)["problems"][0]
    assert (said["digest"], said["name"], said["named_on"]) == (PAPER_DIGEST, "意见", 3)
    assert main([str(path), "--json"]) == 1
    other = json.loads(capsys.readouterr().out)["problems"][0]
    assert (other["digest"], other["name"], other["named_on"]) == (PAPER_DIGEST, "意见", 3)


def test_a_changed_paper_that_no_entry_names(tmp_path: Path) -> None:
    path = bundle(tmp_path, (STRAY_DIGEST, STRAY))
    (path / "documents" / STRAY_DIGEST).write_bytes(b"another")
    said = json.loads(run(path, "--json").stdout)["problems"][0]
    assert (said["digest"], said["name"], said["named_on"]) == (STRAY_DIGEST, None, None)
    assert "no entry names it" in said["en"]


def test_a_name_steers_no_terminal(tmp_path: Path) -> None:
    path = bundle(tmp_path, (PAPER_DIGEST, PAPER), name="\x1b[2J[red]")
    (path / "documents" / PAPER_DIGEST).write_bytes(b"another")
    done = run(path)
    assert "\x1b" not in done.stderr
    assert "[red]" in done.stderr


def test_a_paper_that_no_entry_names_is_a_warning_in_both_programs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = bundle(tmp_path, (PAPER_DIGEST, PAPER), (STRAY_DIGEST, STRAY))
    done = run(path)
    assert done.exit_code == 0
    assert f"无条目引用 / named by no entry: {STRAY_DIGEST}" in done.stdout
    assert json.loads(run(path, "--json").stdout)["unnamed"] == [STRAY_DIGEST]
    assert main([str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["unnamed"] == [STRAY_DIGEST]


def test_pipes_and_devices_are_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/zero"), tmp_path / "absent"):
        assert run(path).exit_code == 2
        assert main([str(path)]) == 2
    assert "neither a plain file nor a folder" in run(tmp_path / "pipe").stderr
