"""`zhiheng witness key` and `export`, and what they say of a folder that will not do."""

from pathlib import Path

from support.sealed_log import LOG_KEY, ORIGIN
from typer.testing import CliRunner, Result
from unit.witness.test_witness import asked

from zhiheng.audit.note import read_verifier
from zhiheng.audit.trust import read_notes
from zhiheng.witness.folder import read_key, read_logs
from zhiheng.witness.memory import Memory
from zhiheng.witness.witness import Witness
from zhiheng_api.cli import app


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["witness", *arguments])


def test_a_key_is_made_once_and_what_was_seen_is_printed(tmp_path: Path) -> None:
    data = ["--data", str(tmp_path)]
    made = run("key", "jijian.example/w1", *data)
    assert made.exit_code == 0
    assert read_verifier(made.stdout.strip()).name == "jijian.example/w1"
    assert run("key", "jijian.example/w1", *data).exit_code == 2
    assert run("key", "two words", "--data", str(tmp_path / "other")).exit_code == 2
    assert run("export", ORIGIN, *data).exit_code == 2, "nothing was seen"
    (tmp_path / "logs.txt").write_text(f"{LOG_KEY.verifier.encode()}\n", encoding="utf-8")
    witness = Witness(read_key(tmp_path), read_logs(tmp_path), Memory(tmp_path), lambda: 1)
    witness.add(asked(b"a", 0, 30))
    printed = run("export", ORIGIN, *data)
    (note,) = read_notes(printed.stdout)
    assert note.text.startswith(f"{ORIGIN}\n30\n")
    assert len(note.signatures) == 2


def test_without_a_key_or_logs_it_does_not_run(tmp_path: Path) -> None:
    done = run("--data", str(tmp_path))
    assert done.exit_code == 2
    assert "Traceback" not in done.output
    run("key", "jijian.example/w1", "--data", str(tmp_path))
    (tmp_path / "logs.txt").write_text("nonsense\n", encoding="utf-8")
    assert run("--data", str(tmp_path)).exit_code == 2
