"""What the command line is given may be anything: exit 2 and a text, never a traceback."""

import os
import sqlite3
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from support.broken import SOUND
from typer.testing import CliRunner, Result
from typing_extensions import override

from zhiheng_api.cli import app

DEEP = "[" * 100_000
DEADLINE = ("deadline", "--n", "3000", "--roll", "next")


def run(*words: str | Path, **env: str) -> Result:
    given = {"COLUMNS": "300", "ZHIHENG_PASSWORD": "", **env}
    return CliRunner().invoke(app, [str(w) for w in words], env=given)


def refused(*words: str | Path, **env: str) -> str:
    done = run(*words, **env)
    assert done.exit_code == 2, (done.output, done.exception)
    assert isinstance(done.exception, SystemExit)
    assert len(done.stderr.strip().splitlines()) >= 2
    return done.stderr


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in [n for n in os.environ if n.startswith("ZHIHENG_")]:
        monkeypatch.delenv(name)


@pytest.fixture
def future(tmp_path: Path) -> str:
    """The URL of a database that a later version made."""
    with sqlite3.connect(tmp_path / "zhiheng.db") as connection:
        connection.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
        connection.execute("INSERT INTO alembic_version VALUES ('9999')")
    connection.close()
    return f"sqlite:///{tmp_path / 'zhiheng.db'}"


@pytest.mark.parametrize("unit", ["working-day", "day", "month", "hour"])
def test_a_deadline_after_the_end_of_dates(unit: str) -> None:
    assert "9999" in refused(*DEADLINE, "--from", "9999-12-31", "--unit", unit)


@pytest.mark.parametrize("unit", ["working-day", "day", "month", "hour"])
def test_a_deadline_from_the_first_of_dates(unit: str) -> None:
    done = run(*DEADLINE, "--from", "0001-01-01", "--unit", unit)
    assert done.exit_code == (2 if unit == "hour" else 0), done.exception


def test_files_that_nest_without_end(tmp_path: Path) -> None:
    deep, chart = tmp_path / "deep", tmp_path / "chart.bpmn"
    deep.write_text(DEEP, encoding="ascii")
    chart.write_bytes(SOUND)
    day = ("deadline", "--n", "1", "--unit", "day", "--from", "2026-01-01")
    assert "too deeply" in refused(*day, "--calendar", deep)
    assert "too deeply" in refused("check", chart, "--roster", deep)
    assert "too deeply" in refused("demo", "--out", tmp_path / "out", "--scenario", deep)


def test_a_scenario_that_is_no_text_and_an_output_that_is_a_file(tmp_path: Path) -> None:
    binary = tmp_path / "binary"
    binary.write_bytes(b"\xc2\x00\xff")
    assert "scenario" in refused("demo", "--out", tmp_path / "out", "--scenario", binary)
    assert "File exists" in refused("demo", "--out", binary)


@pytest.mark.parametrize("rules", ["XXX", "snd", "SND,ZZZ", "SND001"])
def test_an_unknown_family_finds_not_nothing(tmp_path: Path, rules: str) -> None:
    chart = tmp_path / "chart.bpmn"
    chart.write_bytes(SOUND)
    told = refused("check", chart, "--rules", rules)
    assert "BPM, COL, DEC, LNT, PAR, SLA, SND, WSP" in told
    assert run("check", chart, "--rules", "SND, LNT").exit_code == 0


@pytest.mark.parametrize("port", ["99999", "-1"])
def test_serve_on_a_port_that_is_none(tmp_path: Path, port: str) -> None:
    assert "ZHIHENG_PORT" in refused("serve", "--data", tmp_path, "--port", port)


def test_a_setting_of_the_environment_that_is_none(tmp_path: Path) -> None:
    for command in (("serve", "--data", tmp_path), ("db", "upgrade"), ("audit", "replay", "all")):
        assert "'abc'" in refused(*command, ZHIHENG_PORT="abc")


def test_serve_from_a_folder_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert "File exists" in refused("serve", "--data", tmp_path / "file")
    assert "/proc/x" in refused("serve", "--data", "/proc/x")


def test_serve_from_a_database_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "zhiheng.db").write_bytes(b"no database at all" * 100)
    assert "not a database" in refused("serve", "--data", tmp_path)
    assert "not a database" in refused("db", "upgrade", ZHIHENG_DATA=str(tmp_path))


def test_a_database_of_a_later_version(tmp_path: Path, future: str) -> None:
    assert "9999" in refused("serve", "--data", tmp_path)
    assert "9999" in refused("db", "upgrade", "--database", future)
    refused("audit", "replay", "all", "--database", future)


@pytest.mark.parametrize(
    "url",
    [
        "notaurl",
        "foo://x",
        "mysql://x/y",
        "postgresql+nodriver://x/y",
        "postgresql+psycopg://x@127.0.0.1:1/y",
        "postgresql+psycopg://x@127.0.0.1:abc/y",
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite:////",
    ],
)
def test_a_database_that_cannot_be_had(tmp_path: Path, url: str) -> None:
    refused("serve", "--data", tmp_path, "--database", url)
    refused("db", "upgrade", "--database", url, ZHIHENG_DATA=str(tmp_path))
    refused("audit", "replay", "all", "--database", url, ZHIHENG_DATA=str(tmp_path))


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_demo_outside_the_calendar(tmp_path: Path, day: str) -> None:
    refused("serve", "--data", tmp_path / "data", "--demo-from", day)
    assert not (tmp_path / "data").exists()


class _Other(BaseHTTPRequestHandler):
    """Some service that is not ours: says `told` to everything, and notes what it was sent."""

    told = b"<html>"
    status = 200
    asked: list[bytes] = []  # noqa: RUF012 - of the class, since a handler lives for one request

    def do_POST(self) -> None:
        self.asked.append(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(self.status)
        self.end_headers()
        self.wfile.write(self.told)

    @override
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def elsewhere() -> Iterator[str]:
    """The address of a service that is not ours."""
    _Other.asked.clear()
    server = HTTPServer(("127.0.0.1", 0), _Other)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("told", [b"<html>", b"[]", b"{}", b"\xff", DEEP.encode()])
@pytest.mark.parametrize("status", [200, 404])
def test_overdue_of_another_service(
    elsewhere: str, monkeypatch: pytest.MonkeyPatch, told: bytes, status: int
) -> None:
    monkeypatch.setattr(_Other, "told", told)
    monkeypatch.setattr(_Other, "status", status)
    assert "no zhiheng" in refused("overdue", "--url", elsewhere, "--password", "x")


@pytest.mark.parametrize("url", ["nourl", "http://[", "http://x:y", "http://127.0.0.1:1"])
def test_overdue_of_no_service(url: str) -> None:
    assert "cannot reach" in refused("overdue", "--url", url, "--password", "x")


def test_overdue_with_a_login_that_is_no_text(elsewhere: str) -> None:
    refused("overdue", "--url", elsewhere, "--login", "\udcff", "--password", "x")
    assert _Other.asked == []


def test_overdue_asks_for_the_password_and_never_guesses_it(
    elsewhere: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("getpass.getpass", lambda _prompt: "typed")
    refused("overdue", "--url", elsewhere, "--login", "jiwei")
    refused("overdue", "--url", elsewhere, ZHIHENG_PASSWORD="kept")
    assert [b"typed" in _Other.asked[0], b"kept" in _Other.asked[1]] == [True, True]


def test_overdue_with_nobody_to_ask_sends_nothing(
    elsewhere: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody(_prompt: str) -> str:
        raise EOFError

    monkeypatch.setattr("getpass.getpass", nobody)
    assert "ZHIHENG_PASSWORD" in refused("overdue", "--url", elsewhere)
    assert _Other.asked == []


@pytest.mark.parametrize(
    ("name", "options", "begins"),
    [
        ("a.png", (), b"\x89PNG"),
        ("a.PDF", (), b"%PDF"),
        ("a.svg", (), b"<"),
        ("a", (), b"<"),
        ("a.v2", ("--format", "png"), b"\x89PNG"),
        ("a.png", ("--format", "png"), b"\x89PNG"),
    ],
)
def test_render_draws_what_the_file_is_called(
    tmp_path: Path, name: str, options: tuple[str, ...], begins: bytes
) -> None:
    chart = Path(__file__).parents[2] / "docs/how-to/examples/venue.bpmn"
    done = run("render", chart, "-o", tmp_path / name, *options)
    assert done.exit_code == 0, done.output
    assert (tmp_path / name).read_bytes().startswith(begins)


@pytest.mark.parametrize("options", [("a.png", "--format", "svg"), ("a.jpg",)])
def test_render_writes_no_file_called_something_else(
    tmp_path: Path, options: tuple[str, ...]
) -> None:
    chart = Path(__file__).parents[2] / "docs/how-to/examples/venue.bpmn"
    refused("render", chart, "-o", *options)
    assert not (tmp_path / options[0]).exists()


def test_a_fault_may_quote_what_looks_like_markup() -> None:
    assert "[/red]" in refused("audit", "verify", "[/red]")
