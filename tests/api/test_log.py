"""The sealed log over HTTP: anybody can check it, only known witnesses can sign it."""

import base64
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from fastapi.testclient import TestClient
from sqlalchemy import select
from support.api_desk import Desk
from support.office import Office
from support.sealing import KEY, ORIGIN, log_of, seal_all, write

from zhiheng.audit.checkpoint import cosign, read_checkpoint, seen_at
from zhiheng.audit.note import (
    COSIGNATURE,
    Ed25519Signer,
    Note,
    check_author,
    read_note,
    read_verifier,
)
from zhiheng.audit.proofs import check_consistency, check_inclusion
from zhiheng.store import tables as t
from zhiheng_api.app import create_app
from zhiheng_api.key_file import add_key
from zhiheng_api.settings import Settings

WITNESS = Ed25519Signer(
    "jijian/witness", Ed25519PrivateKey.from_private_bytes(b"w" * 32), COSIGNATURE
)
STRANGER = Ed25519Signer("stranger", Ed25519PrivateKey.from_private_bytes(b"s" * 32), COSIGNATURE)


@pytest.fixture
def log_desk(office: Office, tmp_path: Path) -> Desk:
    """The service with one witness; what the sample wrote is sealed in small batches."""
    settings = Settings(data=tmp_path / "data", witnesses=WITNESS.verifier.encode())
    seal_all(office.rt.db, log_of(7))
    return Desk(office, create_app(settings, office.rt))


@pytest.fixture
def nobody(log_desk: Desk) -> Iterator[Any]:
    with log_desk.anybody() as client:
        yield client


def _sizes(desk: Desk) -> list[int]:
    with desk.office.rt.db.reading() as connection:
        query = select(t.checkpoint.c.size).order_by(t.checkpoint.c.size)
        return list(connection.execute(query).scalars())


def _proof(answer: Any) -> list[bytes]:
    return [base64.b64decode(step) for step in answer.json()["proof"]]


def test_anybody_checks_every_leaf_and_every_step_of_the_log(log_desk: Desk, nobody: Any) -> None:
    keys = nobody.get("/api/v1/log/key").json()
    assert keys == {
        "origin": ORIGIN,
        "suite": "sha256-ed25519",
        "keys": [KEY.vkey],
        "witnesses": [WITNESS.verifier.encode()],
    }
    points = {}
    for size in _sizes(log_desk):
        answer = nobody.get("/api/v1/log/checkpoint", params={"size": size})
        assert answer.headers["content-type"].startswith("text/plain")
        note = read_note(answer.text)
        check_author(note, read_verifier(KEY.vkey))
        points[size] = read_checkpoint(note.text)
        assert points[size].size == size
    newest = nobody.get("/api/v1/log/checkpoint").text
    last = read_checkpoint(read_note(newest).text)
    assert last == points[max(points)]
    for old, point in points.items():
        asked = {"old": old, "size": last.size}
        proof = _proof(nobody.get("/api/v1/log/consistency", params=asked))
        check_consistency(old, last.size, point.root, last.root, proof)
    with log_desk.office.rt.db.reading() as connection:
        leaves = connection.execute(select(t.log_leaf.c.idx, t.log_leaf.c.hash)).all()
    for idx, leaf in leaves:
        answer = nobody.get("/api/v1/log/inclusion", params={"leaf": leaf})
        assert (answer.json()["index"], answer.json()["size"]) == (idx, last.size)
        check_inclusion(bytes.fromhex(leaf), idx, last.size, _proof(answer), last.root)


_NOT_THERE = (
    ("checkpoint?size=3", 404, "no-such-checkpoint"),
    ("checkpoint?size=x", 422, "bad-request"),
    ("checkpoint?size=0", 422, "bad-request"),
    (f"inclusion?leaf={'0' * 64}", 404, "no-such-leaf"),
    (f"inclusion?leaf={'0' * 64}&size=99999", 422, "beyond-the-log"),
    ("inclusion?leaf=zz", 422, "bad-request"),
    ("consistency?old=5&size=3", 422, "beyond-the-log"),
    ("consistency?old=5&size=99999", 422, "beyond-the-log"),
    ("consistency?old=-1&size=3", 422, "bad-request"),
    (f"consistency?old=1&size={2**63}", 422, "bad-request"),
)


def test_what_is_not_in_the_log_is_a_problem(nobody: Any) -> None:
    for path, status, rule in _NOT_THERE:
        answer = nobody.get(f"/api/v1/log/{path}")
        assert (answer.status_code, answer.json()["rule"]) == (status, rule), path
        assert answer.headers["content-type"] == "application/problem+json"


def test_before_anything_is_sealed_there_is_no_checkpoint(small_desk: Desk) -> None:
    nobody = small_desk.anybody()
    for path in ("checkpoint", f"inclusion?leaf={'0' * 64}", "consistency?old=0&size=0"):
        assert nobody.get(f"/api/v1/log/{path}").json()["rule"] == "no-such-checkpoint"
    assert nobody.get("/api/v1/log/key").json()["keys"] == []


def test_a_witness_signs_a_checkpoint_and_everybody_gets_it(nobody: Any) -> None:
    note = read_note(nobody.get("/api/v1/log/checkpoint").text)
    signed = Note(note.text, (cosign(note.text, WITNESS, 1_800_000_000),))
    for _ in range(2):
        answer = nobody.post("/api/v1/log/cosignature", content=signed.encode())
        assert (answer.status_code, answer.json()) == (200, {"witnesses": [WITNESS.name]})
    later = Note(note.text, (cosign(note.text, WITNESS, 1_900_000_000),))
    nobody.post("/api/v1/log/cosignature", content=later.encode())
    found = read_note(nobody.get("/api/v1/log/checkpoint").text)
    assert len(found.signatures) == 2
    assert seen_at(found, WITNESS.verifier) == 1_800_000_000, "the first one stays"
    check_author(found, read_verifier(KEY.vkey))


def test_what_no_known_witness_signed_is_refused(nobody: Any) -> None:
    note = read_note(nobody.get("/api/v1/log/checkpoint").text)
    origin, size, root, _ = note.text.split("\n")
    other = "\n".join((origin, size, ("B" if root[0] == "A" else "A") + root[1:], ""))
    forged = cosign(note.text, WITNESS, 5)
    sent = {
        Note(note.text, (cosign(note.text, STRANGER, 5),)).encode(): (403, "not-a-witness"),
        note.encode(): (403, "not-a-witness"),
        Note(other, (cosign(other, WITNESS, 5),)).encode(): (422, "checkpoint-not-ours"),
        Note(note.text + "more\n", (forged,)).encode(): (422, "checkpoint-not-ours"),
        "nonsense": (422, "note-fault"),
        "": (422, "note-fault"),
        b"\xff\xfe": (422, "note-fault"),
    }
    for body, (status, rule) in sent.items():
        answer = nobody.post("/api/v1/log/cosignature", content=body)
        assert (answer.status_code, answer.json()["rule"]) == (status, rule)
    assert len(read_note(nobody.get("/api/v1/log/checkpoint").text).signatures) == 1


def test_whoever_asks_without_end_is_slowed_down(sqlite_office: Office, tmp_path: Path) -> None:
    app = create_app(Settings(data=tmp_path, log_reads_per_minute=3), sqlite_office.rt)
    nobody = Desk(sqlite_office, app).anybody()
    answers = [nobody.get("/api/v1/log/key").status_code for _ in range(5)]
    assert answers == [200, 200, 200, 429, 429]


def test_a_service_that_has_the_key_seals_by_itself(office: Office, tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, seal_seconds=0.01, sweep_seconds=0)
    add_key(settings.key_path)
    assert settings.key_path.stat().st_mode & 0o077 == 0
    with TestClient(create_app(settings, office.rt)) as client:
        until = time.monotonic() + 20
        answer = client.get("/api/v1/log/checkpoint")
        while answer.status_code != 200 and time.monotonic() < until:
            time.sleep(0.01)
            answer = client.get("/api/v1/log/checkpoint")
        (vkey,) = client.get("/api/v1/log/key").json()["keys"]
        check_author(read_note(answer.text), read_verifier(vkey))


def test_lag_is_told_and_a_sealing_that_stands_still_makes_unready(
    office: Office, tmp_path: Path
) -> None:
    desk = Desk(office, create_app(Settings(data=tmp_path), office.rt))
    nobody = desk.anybody()
    office.clock.forward(days=1)
    assert nobody.get("/health/ready").status_code == 200, "nobody has begun to seal"
    assert _figure(nobody, "zhiheng_unsealed_events") > 10
    seal_all(office.rt.db, log_of())
    assert _figure(nobody, "zhiheng_unsealed_events") == 0
    assert _figure(nobody, "zhiheng_seal_lag_seconds") == 0
    assert nobody.get("/health/ready").status_code == 200
    office.start()
    office.clock.forward(seconds=4)
    assert nobody.get("/health/ready").status_code == 200
    office.clock.forward(seconds=2)
    assert _figure(nobody, "zhiheng_seal_lag_seconds") == 6
    assert _figure(nobody, "zhiheng_unsealed_events") == 1
    assert nobody.get("/health/ready").json()["faults"] == ["sealing"]
    seal_all(office.rt.db, log_of())
    assert nobody.get("/health/ready").status_code == 200


def _figure(client: Any, name: str) -> float:
    found = re.search(rf"^{name} (\S+)$", client.get("/metrics").text, re.MULTILINE)
    assert found is not None
    return float(found[1])


def test_a_receipt_shows_what_covers_it_to_who_has_the_hash(log_desk: Desk) -> None:
    office, nobody = log_desk.office, log_desk.anybody()
    case = office.start()
    receipt = office.claim(case, "gh-1", "intake")
    waiting = nobody.get(f"/receipts/{receipt.hash}")
    assert waiting.status_code == 200
    assert "尚未封存" in waiting.text
    officer = log_desk.person("gh-1")
    page = officer.get(f"/cases/{case}/receipts/2")
    assert receipt.hash in page.text
    assert "尚未封存" in page.text
    seal_all(office.rt.db, log_of())
    page = nobody.get(f"/receipts/{receipt.hash}")
    assert ORIGIN in page.text
    assert "<svg" not in page.text, "no code for an address that the house has not set"
    sly = nobody.get(f"/receipts/{receipt.hash}", headers={"Host": "evil.example"})
    assert "evil.example" not in sly.text
    assert case not in page.text, "the hash says nothing of the case"
    found = nobody.get(f"/receipts/{receipt.hash}/proof")
    assert "attachment" in found.headers["content-disposition"]
    point = read_checkpoint(read_note(found.json()["checkpoint"]).text)
    check_inclusion(
        bytes.fromhex(receipt.hash), found.json()["index"], point.size, _proof(found), point.root
    )


def test_a_receipt_of_a_case_is_for_who_may_see_it(small_desk: Desk) -> None:
    case = small_desk.office.start()
    assert small_desk.person("yuanda").get(f"/cases/{case}/receipts/1").status_code == 200
    assert small_desk.person("yuanda").get(f"/cases/{case}/receipts/2").status_code == 404
    assert small_desk.person("sysadmin").get(f"/cases/{case}/receipts/1").status_code == 404
    answer = small_desk.anybody().get(f"/cases/{case}/receipts/1", follow_redirects=False)
    assert answer.headers["location"] == "/login"


def test_an_applicant_looks_his_receipts_up_by_number_and_code(small_desk: Desk) -> None:
    office, nobody = small_desk.office, small_desk.anybody()
    case = office.start()
    other = office.start("远达花园2号楼")
    own = small_desk.person("yuanda").get(f"/cases/{case}").text
    code = re.findall(r"<code>([0-9a-f]{20})</code>", own)[0]
    with office.rt.db.reading() as connection:
        hashes = select(t.entry.c.hash).where(t.entry.c.stream == f"case/{case}")
        (digest,) = connection.execute(hashes).scalars()
    found = nobody.post("/receipts", data={"case": case, "code": code})
    assert digest in found.text
    assert "远达" not in found.text
    for wrong in (
        {"case": other, "code": code},
        {"case": case, "code": ""},
        {"case": "", "code": ""},
    ):
        answer = nobody.post("/receipts", data=wrong)
        assert answer.status_code == 404
        assert digest not in answer.text
    assert code not in small_desk.person("gh-1").get(f"/cases/{case}").text


def test_a_cosigned_checkpoint_is_preferred_on_a_receipt(log_desk: Desk, nobody: Any) -> None:
    db = log_desk.office.rt.db
    with db.writing() as connection:
        write(connection, "case/a", 1)
        connection.commit()
    seal_all(db, log_of())
    with db.reading() as connection:
        leaf = select(t.log_leaf.c.hash).where(t.log_leaf.c.stream == "case/a")
        digest = connection.execute(leaf).scalar_one()
    first = nobody.get(f"/receipts/{digest}/proof").json()["size"]
    with db.writing() as connection:
        write(connection, "case/a", 2)
        connection.commit()
    seal_all(db, log_of())
    assert nobody.get(f"/receipts/{digest}/proof").json()["size"] == first
    note = read_note(nobody.get("/api/v1/log/checkpoint").text)
    signed = Note(note.text, (cosign(note.text, WITNESS, 5),))
    nobody.post("/api/v1/log/cosignature", content=signed.encode())
    assert nobody.get(f"/receipts/{digest}/proof").json()["size"] == first + 1


@pytest.mark.parametrize("words", ["x", KEY.vkey, f"{WITNESS.verifier.encode()},x"])
def test_a_wrong_witness_key_stops_the_service_from_starting(words: str) -> None:
    with pytest.raises(ValueError, match="witness"):
        Settings(witnesses=words)
