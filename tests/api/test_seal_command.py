"""`zhiheng seal`: a process of its own with the key."""

from pathlib import Path

import pytest
from sqlalchemy import func, select
from support.office import Office
from support.sealing import judge
from typer.testing import CliRunner

from zhiheng.store import tables as t
from zhiheng.store.append_only import unprotect
from zhiheng_api.cli import app


@pytest.fixture
def environment(office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ZHIHENG_DATABASE_URL", office.url)
    monkeypatch.setenv("ZHIHENG_DATA", str(tmp_path))
    return tmp_path / "seal.key"


def test_the_key_is_made_once_told_and_used(environment: Path, office: Office) -> None:
    run = CliRunner().invoke
    made = run(app, ["seal", "key"])
    assert made.exit_code == 0, made.output
    vkey = made.output.strip()
    assert vkey.startswith("demo/zhiheng/jingyue+")
    assert environment.stat().st_mode & 0o777 == 0o600
    assert run(app, ["seal", "key"]).output.strip() == vkey
    done = run(app, ["seal", "--once"])
    assert done.exit_code == 0, done.output
    assert judge(office.rt.db, vkey=vkey) > 0
    both = run(app, ["seal", "key", "--new"]).output.split()
    assert both[0] == vkey
    assert len(both) == 2
    office.start()
    assert "封存 1 条" in run(app, ["seal", "--once"]).output
    with office.rt.db.reading() as connection:
        query = select(t.checkpoint.c.note).order_by(t.checkpoint.c.size.desc())
        assert connection.execute(query.limit(1)).scalar_one().count("— ") == 2
        known = select(func.count()).select_from(t.seal_key)
        assert connection.execute(known).scalar_one() == 2


def test_without_a_key_or_with_one_that_others_can_read_nothing_is_sealed(
    environment: Path, office: Office
) -> None:
    run = CliRunner().invoke
    assert run(app, ["seal", "--once"]).exit_code == 2
    run(app, ["seal", "key"])
    environment.chmod(0o644)
    assert run(app, ["seal", "--once"]).exit_code == 2
    environment.chmod(0o600)
    for no_key in (b"sm3-sm2 AAAA\n", b"sha256-ed25519 \xff\xff\n"):
        environment.write_bytes(no_key)
        assert run(app, ["seal", "--once"]).exit_code == 2
    assert judge(office.rt.db, all_sealed=False) == 0


def test_a_log_that_was_changed_ends_the_command_with_one(
    environment: Path, office: Office
) -> None:
    run = CliRunner().invoke
    run(app, ["seal", "key"])
    run(app, ["seal", "--once"])
    office.start()
    with office.rt.db.writing() as connection:
        unprotect(connection)  # as who owns the database can
        connection.execute(t.log_leaf.update().values(hash="0" * 64))
        connection.commit()
    told = run(app, ["seal", "--once"])
    assert told.exit_code == 1
    assert environment.exists()
