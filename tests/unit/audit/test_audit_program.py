"""`python -m zhiheng.audit`, and the same check with sha256sum alone."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from support.sealed_log import ORIGIN, PUBLISHED, kept_of, latest, signer, small_log
from unit.audit.chains import AGENCY, CASE, PAPER, PAPER_DIGEST, chain

from zhiheng.audit.__main__ import main
from zhiheng.audit.bundle import write_bundle
from zhiheng.audit.seal_files import Sealing

STREAMS = (chain(AGENCY, 3), chain(CASE, 2))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An honest bundle."""
    path = tmp_path / "bundle"
    write_bundle(path, STREAMS, [(PAPER_DIGEST, PAPER)])
    return path


def spoil(folder: Path) -> None:
    entries = folder / "entries.jsonl"
    entries.write_bytes(entries.read_bytes().replace(b'"n":2', b'"n":9', 1))


def test_nought_when_fine(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(folder)]) == 0
    assert "5 条" in capsys.readouterr().out
    assert main([str(folder), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["ok"], said["entries"], said["first_bad"]) == (True, 5, None)


def test_one_when_not_fine(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(folder)
    assert main([str(folder)]) == 1
    assert "第 2 行" in capsys.readouterr().out
    assert main([str(folder), "--json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert (said["ok"], said["first_bad"]) == (False, 2)
    assert said["problems"][0]["message"].keys() == {"zh", "en"}


def test_two_when_unreadable(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "absent")]) == 2
    assert "unreadable" in capsys.readouterr().out
    assert main([str(tmp_path / "absent"), "--json"]) == 2
    assert json.loads(capsys.readouterr().out)["ok"] is False


def test_it_takes_keys_and_what_a_witness_saw(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log, seen = small_log(9)
    path, kept = tmp_path / "sealed.zip", tmp_path / "seen.txt"
    sealing = Sealing(latest(seen), kept_of(log.hashes()), PUBLISHED)
    write_bundle(path, log.streams(), [], sealing)
    kept.write_text("".join(note.encode() for note in seen), encoding="utf-8")
    key, witness = PUBLISHED.log[0].encode(), PUBLISHED.witnesses[0].encode()
    asked = [str(path), "--key", key, "--witness", witness, "--checkpoint", str(kept)]
    assert main(asked) == 0
    said = capsys.readouterr().out
    for word in ("检查点 / checkpoint: zhiheng.example/guihua", "日志已签", "见证", "尚未封存"):
        assert word in said
    assert main([str(path)]) == 0
    assert "公钥取自包内" in capsys.readouterr().out
    assert main([str(path), "--key", witness]) == 2, "a witness's key is no log's"
    assert main([str(path), "--witness", witness, "--json"]) == 0
    capsys.readouterr()
    other = signer(ORIGIN, b"x").verifier.encode()
    assert main([str(path), "--key", other]) == 1
    assert "检查点 / checkpoint: 检查点没有可信密钥的签名" in capsys.readouterr().out


def test_it_runs_as_a_program_with_nothing_but_the_engine_and_msgspec(folder: Path) -> None:
    script = (
        "import runpy, sys; sys.argv = ['audit', sys.argv[1]]\n"
        "try: runpy.run_module('zhiheng.audit', run_name='__main__')\n"
        "finally: print(sorted({m.split('.')[0] for m in sys.modules} - sys.stdlib_module_names))"
    )
    done = subprocess.run(  # noqa: S603 - our own interpreter on our own file
        [sys.executable, "-I", "-c", script, str(folder)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        env={"PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "1"},
    )
    foreign = {"sqlalchemy", "SpiffWorkflow", "fastapi", "lxml", "simpleeval", "rich", "typer"}
    assert not foreign & set(done.stdout.split("'"))


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="needs coreutils")
def test_the_readme_tells_the_truth_about_sha256sum(folder: Path) -> None:
    readme = (folder / "README.txt").read_text(encoding="utf-8")
    one = next(x.strip() for x in readme.splitlines() if "sed -n 'Np'" in x)
    papers = next(x.strip() for x in readme.splitlines() if "sha256sum -c" in x)
    heads = json.loads((folder / "heads.json").read_text())
    hashes = [_shell(folder, one.replace("'Np'", f"'{n}p'")).split()[0] for n in range(1, 6)]
    bodies = [json.loads(line) for line in (folder / "entries.jsonl").read_bytes().splitlines()]
    assert hashes[0:2] == [bodies[1]["prev"], bodies[2]["prev"]]
    assert [hashes[2], hashes[4]] == [head["head"] for head in heads]
    assert "OK" in _shell(folder, papers)


def _shell(folder: Path, command: str) -> str:
    return subprocess.run(  # noqa: S603 - the commands of our own README
        ["/bin/sh", "-c", command], cwd=folder, capture_output=True, text=True, check=True
    ).stdout
