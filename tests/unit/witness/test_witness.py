"""The witness cosigns a log that only grows, and never two roots of one size."""

import base64
import itertools
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from support.sealed_log import LOG_KEY, ORIGIN, WITNESS_KEY, SmallLog, kept_of, signer, small_log
from support.tampering import NOW, rows_of

from zhiheng.audit.checkpoint import Checkpoint, seen_at
from zhiheng.audit.log_verify import verify_log
from zhiheng.audit.merkle import consistency_spans, hashes, root
from zhiheng.audit.note import COSIGNATURE, Note, NoteError, read_note, sign_note
from zhiheng.audit.trust import Trust, read_notes
from zhiheng.witness.folder import make_key, read_key, read_logs
from zhiheng.witness.follow import Silent, follow
from zhiheng.witness.judge import Asked, Refused
from zhiheng.witness.memory import Memory
from zhiheng.witness.page import page
from zhiheng.witness.serve import keep_following, server
from zhiheng.witness.witness import FollowedLog, Witness

LOG = FollowedLog((LOG_KEY.verifier,), "http://log.example")


def witness_in(folder: Path, key: object = WITNESS_KEY) -> Witness:
    ticks = count(1_790_000_000)
    return Witness(key, (LOG,), Memory(folder), lambda: next(ticks))  # type: ignore[arg-type]  # a signer


def leaves_of(branch: bytes, size: int) -> list[bytes]:
    """Branches are the same up to leaf 10."""
    return [bytes([i]) * 32 if i < 10 else branch + bytes([i]) * 31 for i in range(size)]


def asked(branch: bytes, old: int, size: int, key: object = LOG_KEY) -> Asked:
    """As an honest log of that branch would ask."""
    kept = kept_of(leaves_of(branch, size))
    text = Checkpoint(ORIGIN, size, root(size, kept)).text()
    proof = hashes(consistency_spans(old, size), kept) if old else []
    return Asked(old, tuple(proof), sign_note(text, key))  # type: ignore[arg-type]


def body_of(given: Asked) -> bytes:
    proof = "".join(base64.b64encode(h).decode() + "\n" for h in given.proof)
    return f"old {given.old}\n{proof}\n{given.note.encode()}".encode()


def refused(witness: Witness, given: Asked) -> Refused:
    with pytest.raises(Refused) as caught:
        witness.add(given)
    return caught.value


def test_it_cosigns_a_log_that_grows(tmp_path: Path) -> None:
    witness = witness_in(tmp_path)
    for old, size in ((0, 7), (7, 7), (7, 12), (12, 200)):
        given = asked(b"a", old, size)
        line = witness.add(given)
        assert seen_at(Note(given.note.text, (line,)), WITNESS_KEY.verifier) >= 1_790_000_000
    assert witness.memory.alarms() == []
    again = witness_in(tmp_path)
    seen = again.memory.latest(ORIGIN)
    assert seen is not None
    assert seen.point.size == 200
    assert len(seen.note.signatures) == 2, "with its own cosignature"


def test_a_forked_log_is_refused_a_hundred_times_of_a_hundred(tmp_path: Path) -> None:
    witness = witness_in(tmp_path)
    witness.add(asked(b"a", 0, 50))
    for size in range(51, 151):
        assert refused(witness, asked(b"b", 50, size)).status == 422
    for size in (50,):
        assert refused(witness, asked(b"b", 50, size)).status == 409
    assert {a.kind for a in witness.memory.alarms()} == {"fork"}
    assert len(witness.memory.alarms()) == 101
    alarm = witness.memory.alarms()[0]
    assert read_note(alarm.ours).text != read_note(alarm.theirs).text, "both notes are kept"
    witness.add(asked(b"a", 50, 60))


def test_a_roll_back_is_refused_and_told_the_latest_size(tmp_path: Path) -> None:
    witness = witness_in(tmp_path)
    witness.add(asked(b"a", 0, 50))
    witness.add(asked(b"a", 50, 60))
    late = refused(witness, asked(b"a", 0, 20))
    assert (late.status, late.size) == (409, 60)
    assert witness.memory.alarms() == [], "somebody was late, which is no crime"
    other = refused(witness, asked(b"b", 0, 50))
    assert (other.status, other.alarm) == (409, "fork")


def test_what_else_is_refused(tmp_path: Path) -> None:
    witness = witness_in(tmp_path)
    assert refused(witness, asked(b"a", 0, 5, signer(ORIGIN, b"x"))).status == 403
    given = asked(b"a", 0, 5)
    forged = Note(given.note.text.replace("\n5\n", "\n6\n"), given.note.signatures)
    assert refused(witness, Asked(0, (), forged)).status == 403
    other = sign_note(Checkpoint("else.example", 5, bytes(32)).text(), LOG_KEY)
    assert refused(witness, Asked(0, (), other)).status == 404
    assert refused(witness, Asked(9, (), given.note)).status == 400
    assert refused(witness, Asked(0, (bytes(32),), given.note)).status == 422
    assert refused(witness, Asked(3, (), given.note)).size == 0
    assert witness.memory.latest(ORIGIN) is None


_CHILD = """
import os, signal, sys
from pathlib import Path
sys.path[:0] = sys.argv[2].split(os.pathsep)
from unit.witness.test_witness import WITNESS_KEY, asked, witness_in
class Killed:
    name, key_id = WITNESS_KEY.name, WITNESS_KEY.key_id
    def sign(self, message):
        os.kill(os.getpid(), signal.SIGKILL)
witness_in(Path(sys.argv[1]), Killed()).add(asked(sys.argv[3].encode(), 0, 30))
"""


def test_killed_before_it_answers_it_signs_that_root_or_none(tmp_path: Path) -> None:
    path = os.pathsep.join(sys.path)
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", _CHILD, str(tmp_path), path, "a"], check=False, capture_output=True
    )
    assert done.returncode == -9, done.stderr
    witness = witness_in(tmp_path)
    assert refused(witness, asked(b"b", 0, 30)).alarm == "fork"
    assert refused(witness, asked(b"b", 30, 30)).status == 409
    witness.add(asked(b"a", 30, 30))


def test_two_at_once_do_not_sign_two_roots(tmp_path: Path) -> None:
    Memory(tmp_path)
    signed: list[bytes] = []

    def ask(branch: bytes) -> None:
        try:
            witness_in(tmp_path).add(asked(branch, 0, 30))
        except Refused:
            return
        signed.append(branch)

    threads = [threading.Thread(target=ask, args=(bytes([65 + i]),)) for i in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(signed) == 1


class Log:
    """What a log answers, and what it was brought."""

    def __init__(self, log: SmallLog) -> None:
        self.log = log
        self.size = len(log.leaves)
        self.brought: list[str] = []
        self.down = False

    def client(self) -> httpx.Client:
        return httpx.Client(transport=httpx.MockTransport(self._answer))

    def _answer(self, request: httpx.Request) -> httpx.Response:
        if self.down:
            return httpx.Response(503)
        if request.method == "POST":
            self.brought.append(request.content.decode())
            return httpx.Response(201)
        if request.url.path.endswith("/checkpoint"):
            row = next(c for c in self.log.checkpoints if c["size"] == self.size)
            return httpx.Response(200, text=row["note"])
        kept = kept_of(self.log.hashes()[: self.size])
        proof = hashes(consistency_spans(int(request.url.params["old"]), self.size), kept)
        return httpx.Response(200, json={"proof": [base64.b64encode(p).decode() for p in proof]})


def test_it_follows_a_log_and_brings_it_the_cosignature(tmp_path: Path) -> None:
    witness = witness_in(tmp_path)
    log = Log(small_log(5, 60)[0])
    for point in log.log.checkpoints:
        log.size = point["size"]
        follow(witness, LOG, log.client())
        follow(witness, LOG, log.client())
    assert len(log.brought) == len(log.log.checkpoints), "nothing new is not brought again"
    for text in log.brought:
        assert seen_at(read_note(text), WITNESS_KEY.verifier)
    log.size = log.log.checkpoints[0]["size"]
    with pytest.raises(Refused):
        follow(witness, LOG, log.client())
    assert [a.kind for a in witness.memory.alarms()] == ["roll-back"]


def test_a_log_that_answers_without_end_is_silent(tmp_path: Path) -> None:
    def endless(_: httpx.Request) -> httpx.Response:
        return httpx.Response(200, content=(b"a" * 65536 for _ in itertools.count()))

    with pytest.raises(Silent):
        follow(witness_in(tmp_path), LOG, httpx.Client(transport=httpx.MockTransport(endless)))


def test_a_full_disk_and_absurd_sizes_do_not_stop_it(tmp_path: Path) -> None:
    witness = witness_in(tmp_path)
    log, said, stop = Log(small_log(6, 20)[0]), list[str](), threading.Event()
    row = next(c for c in log.log.checkpoints if c["size"] == log.size)
    honest = row["note"]
    absurd = f"{LOG.origin}\n{'9' * 5000}\n{base64.b64encode(bytes(32)).decode()}\n"
    row["note"] = sign_note(absurd, LOG_KEY).encode()
    (tmp_path / "witness.db").rename(tmp_path / "away.db")

    def say(fault: str) -> None:
        said.append(fault)
        if len(said) == 1:  # no tables: as little to be written as on a full disk
            row["note"] = honest
        elif len(said) == 2:
            (tmp_path / "witness.db").unlink()
            (tmp_path / "away.db").rename(tmp_path / "witness.db")
            witness.now = stopping

    def stopping() -> int:
        stop.set()
        return 1_800_000_000

    keep_following(witness, 0, log.client(), stop, say)
    assert len(said) == 2, said
    assert len(log.brought) == 1


def test_what_was_not_taken_is_brought_again(tmp_path: Path) -> None:
    witness = witness_in(tmp_path)
    log = Log(small_log(6, 20)[0])
    witness.add(
        Asked(
            0, (), read_note(next(c for c in log.log.checkpoints if c["size"] == log.size)["note"])
        )
    )
    log.down = True
    with pytest.raises(Silent):
        follow(witness, LOG, log.client())
    log.down = False
    follow(witness, LOG, log.client())
    assert len(log.brought) == 1


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Witness, str]]:
    witness = witness_in(tmp_path)
    running = server(witness, ("127.0.0.1", 0), 3_600)
    thread = threading.Thread(target=running.serve_forever)
    thread.start()
    yield witness, f"http://127.0.0.1:{running.server_address[1]}"
    running.shutdown()
    running.server_close()
    thread.join()


def test_it_speaks_tlog_witness(served: tuple[Witness, str]) -> None:
    witness, url = served

    def post(content: bytes) -> httpx.Response:
        return httpx.post(f"{url}/add-checkpoint", content=content)

    first = post(body_of(asked(b"a", 0, 30)))
    assert first.status_code == 200
    assert first.text.startswith(f"— {WITNESS_KEY.name} ")
    conflict = post(body_of(asked(b"a", 0, 40)))
    assert (conflict.status_code, conflict.text) == (409, "30\n")
    assert conflict.headers["content-type"] == "text/x.tlog.size"
    assert post(body_of(asked(b"a", 30, 40))).status_code == 200
    assert post(body_of(asked(b"b", 40, 50))).status_code == 422
    for bad in (b"", b"old x\n\n", b"old 00\n\nx", b"old 0\nAAAA\n\nx", b"\xff", b"old 0\n\na\n"):
        assert post(bad).status_code == 400, bad
    assert httpx.post(f"{url}/else").status_code == 404
    shown = httpx.get(url)
    assert shown.headers["content-security-policy"].startswith("default-src 'none'")
    for word in ("见证", ORIGIN, "<td>40", "fork", "We have cosigned".lower()):
        assert word in shown.text
    kept = httpx.get(f"{url}/checkpoints/{quote(ORIGIN, safe='')}").text
    assert len(read_notes(kept)) == 1, "the latest; the log has taken none"
    assert httpx.get(f"{url}/checkpoints/none").status_code == 404
    assert witness.memory.heard(ORIGIN) is None


def test_its_page_tells_of_silence(served: tuple[Witness, str], tmp_path: Path) -> None:
    witness, url = served
    assert "无应答" in httpx.get(url).text
    witness.add(asked(b"a", 0, 30))
    assert "无应答" not in httpx.get(url).text
    later = Witness(WITNESS_KEY, (LOG,), Memory(tmp_path), lambda: 1_790_009_000)
    assert "无应答" in page(later, 3_600)


def test_its_notes_are_what_a_log_is_verified_with(tmp_path: Path) -> None:
    witness = witness_in(tmp_path)
    log = Log(small_log(8, 60)[0])
    for point in log.log.checkpoints:
        log.size = point["size"]
        follow(witness, LOG, log.client())
    notes = "".join(s.note.encode() for s in witness.memory.history(ORIGIN))
    log.log.cosignatures = [
        {
            "agency": "guihua",
            "size": int(text.split("\n")[1]),
            "witness": f"{WITNESS_KEY.name}+{WITNESS_KEY.key_id.hex()}",
            "line": read_note(text).signatures[-1].line(),
            "at": "2026-03-03T23:00:00.000000Z",
        }
        for text in log.brought
    ]
    trust = Trust((LOG_KEY.verifier,), (WITNESS_KEY.verifier,), tuple(read_notes(notes)))
    verdict = verify_log(rows_of(log.log), NOW, trust)
    assert verdict.ok, verdict.problems
    assert len(verdict.compared) == len(log.log.checkpoints)


def test_its_folder_is_text(tmp_path: Path) -> None:
    word = make_key(tmp_path / "w", "jijian.example/w1")
    key = read_key(tmp_path / "w")
    assert key.verifier.encode() == word
    assert key.verifier.kind == COSIGNATURE
    assert (tmp_path / "w" / "key").stat().st_mode & 0o077 == 0
    with pytest.raises(FileExistsError):
        make_key(tmp_path / "w", "jijian.example/w1")
    old = signer(ORIGIN, b"o").verifier.encode()
    logs = tmp_path / "w" / "logs.txt"
    logs.write_text(f"# ours\n{LOG_KEY.verifier.encode()} http://log.example/\n{old}\n")
    (log,) = read_logs(tmp_path / "w")
    assert (log.origin, log.url, len(log.keys)) == (ORIGIN, "http://log.example", 2)
    for bad in ("", "# none\n", "nonsense\n", f"{word} http://x\n"):
        logs.write_text(bad)
        with pytest.raises(NoteError):
            read_logs(tmp_path / "w")


@pytest.mark.soak
def test_kills_at_any_time_never_let_it_sign_two_roots(tmp_path: Path) -> None:
    path = os.pathsep.join(sys.path)
    signed: dict[int, set[str]] = {}

    def record(line: str) -> None:
        size, text = line.split(" ", 1)
        signed.setdefault(int(size), set()).add(text)

    for turn in range(60):
        with subprocess.Popen(  # noqa: S603 - our own interpreter
            [sys.executable, "-u", "-c", _GROWING, str(tmp_path), path, "ab"[turn % 2]],
            stdout=subprocess.PIPE,
            text=True,
        ) as child:
            assert child.stdout is not None
            for line, _ in zip(child.stdout, range(1 + turn % 7), strict=False):
                record(line.strip())
            child.kill()
            for line in child.stdout:
                if line.endswith("\n"):
                    record(line.strip())
    assert len(signed) > 50
    assert all(len(texts) == 1 for texts in signed.values())


_GROWING = """
import os, sys
from pathlib import Path
sys.path[:0] = sys.argv[2].split(os.pathsep)
from unit.witness.test_witness import ORIGIN, Refused, asked, witness_in
witness = witness_in(Path(sys.argv[1]))
branch = sys.argv[3].encode()
size = 11
while size < 250:
    latest = witness.memory.latest(ORIGIN)
    old = latest.point.size if latest else 0
    for start in {old, 0}:
        try:
            given = asked(branch, min(start, size), size)
            witness.add(given)
            print(size, given.note.text.split("\\n")[2])
        except Refused:
            pass
    size += 1
"""
