"""A database is verified from its raw rows; and its bundles lead to the sealed root."""

import json
import zipfile
from datetime import date
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import Connection, PrimaryKeyConstraint, UniqueConstraint, insert, select
from support.evidence import verdict_of
from support.office import AGENCY, Office
from support.sealed_log import AGENCY as OTHER
from support.sealed_log import PUBLISHED, WITNESS_KEY, SmallLog, latest, small_log
from support.tampering import NOW, acts, rows_of, spoiled
from typer.testing import CliRunner
from unit.audit.test_sealed_bundle import by_script

from zhiheng.audit.checkpoint import Checkpoint, cosign
from zhiheng.audit.log_rows import LogVerdict
from zhiheng.audit.log_verify import verify_log, verify_logs
from zhiheng.audit.merkle import new_nodes, root
from zhiheng.audit.note import Note, sign_note
from zhiheng.audit.trust import Trust
from zhiheng.errors import BadData
from zhiheng.queries.bundle import case_bundle, office_bundle
from zhiheng.queries.bundle_lines import Period, period_of
from zhiheng.store import tables as t
from zhiheng.store.whole_log import agencies, whole_log
from zhiheng_api.cli import app

TABLES = {
    "entries": t.entry,
    "leaves": t.log_leaf,
    "nodes": t.log_node,
    "checkpoints": t.checkpoint,
    "cosignatures": t.cosignature,
}
LOG, SEEN = small_log(11, 300)
SEERS = PUBLISHED.witnesses
TRUST = Trust(PUBLISHED.log, PUBLISHED.witnesses, tuple(SEEN))


def put(connection: Connection, log: SmallLog) -> None:
    """Write the rows; nothing else is in the database of that agency."""
    for name, table in TABLES.items():
        rows = getattr(log, name)
        if rows:
            connection.execute(insert(table), rows)
    for stream, (n, head) in log.heads.items():
        kind, _, name = stream.partition("/")
        if kind == "agency":
            connection.execute(insert(t.agency).values(id=name, n=n, head=head))
        else:
            # As a stream without a row of its own: a case has many columns that do not matter.
            row = {"agency": OTHER, "stream": stream, "n": n, "head": head}
            connection.execute(insert(t.access_head).values(row))


def look(office: Office, log: SmallLog, trust: Trust = TRUST) -> LogVerdict:
    """In a transaction that is undone."""
    with office.rt.db.writing() as connection:
        put(connection, log)
        return verify_log(whole_log(connection, OTHER), NOW, trust)


def test_the_rows_of_a_database_say_what_they_say_in_memory(office: Office) -> None:
    found = look(office, LOG)
    assert found == verify_log(rows_of(LOG), NOW, TRUST)
    assert found.ok


SOME_ACTS = (
    "change entries.agency",
    "change entries.body",
    "change leaves.hash",
    "delete of nodes",
    "change cosignatures.line",
    "cut the tail everywhere",
    "recompute all after a forged entry",
)
"""All of them are tried in memory (unit/audit/test_log_tampering.py), and here in the soak."""


def test_acts_in_a_database_are_found(office: Office) -> None:
    act = dict(acts())
    for name in SOME_ACTS:
        assert not look(office, spoiled(LOG, act[name], Random(name))).ok, name  # noqa: S311


@pytest.mark.soak
@pytest.mark.timeout(3_600)
def test_every_act_in_a_database_is_found(office: Office) -> None:
    done = 0
    for seed in range(3):
        for name, act in acts():
            other = spoiled(LOG, act, Random(f"{seed} {name}"))  # noqa: S311
            if _fits(other):
                assert not look(office, other).ok, (seed, name)
                done += 1
    assert done > 150


def _fits(log: SmallLog) -> bool:
    """A database would not take two rows of one key."""
    for name, table in TABLES.items():
        for key in table.constraints:
            if not isinstance(key, PrimaryKeyConstraint | UniqueConstraint):
                continue
            found = [tuple(row[c.name] for c in key.columns) for row in getattr(log, name)]
            if len(set(found)) < len(found):
                return False
    return True


def test_a_log_that_a_witness_saw_has_to_be_there(office: Office) -> None:
    with office.rt.db.reading() as connection:
        logs = [whole_log(connection, agency) for agency in agencies(connection)]
        found = verify_logs(logs, NOW, TRUST)
    assert [(x.agency, x.ok) for x in found] == [(AGENCY, True), ("", False)]
    assert "0 <" in found[-1].problems[0].message.en


def seal(office: Office, log: SmallLog, size: int | None = None) -> Note:
    """Seal what the sample bureau has written, or its first entries; seen by the witness."""
    e = t.entry.c
    with office.rt.db.writing() as connection:
        rows = connection.execute(
            select(e.stream, e.n, e.hash).where(e.agency == AGENCY).order_by(e.stream, e.n)
        ).all()[:size]
        leaves = [bytes.fromhex(r.hash) for r in rows]
        held = {(0, i): leaf for i, leaf in enumerate(leaves)}

        def kept(level: int, first: int, count: int) -> list[bytes]:
            return [held[level, i] for i in range(first, first + count)]

        for level, idx, digest in new_nodes(0, len(leaves), kept):
            held[level, idx] = digest
            row = {"agency": AGENCY, "level": level, "idx": idx, "hash": digest.hex()}
            connection.execute(insert(t.log_node).values(row))
        connection.execute(
            insert(t.log_leaf),
            [
                {"agency": AGENCY, "idx": i, "stream": r.stream, "n": r.n, "hash": r.hash}
                for i, r in enumerate(rows)
            ],
        )
        point = Checkpoint(log.key.name, len(leaves), root(len(leaves), kept))
        note = sign_note(point.text(), log.key)
        row = {"agency": AGENCY, "size": point.size, "at": NOW}
        connection.execute(
            insert(t.checkpoint).values(**row, root=point.root.hex(), note=note.encode())
        )
        seen = cosign(note.text, WITNESS_KEY, 1_790_000_000)
        by = f"{seen.name}+{seen.key_id.hex()}"
        connection.execute(insert(t.cosignature).values(**row, witness=by, line=seen.line()))
        key = {"agency": AGENCY, "vkey": log.key.verifier.encode(), "suite": "sha256-ed25519"}
        connection.execute(insert(t.seal_key).values(**key, size=point.size, at=NOW))
        connection.commit()
    return Note(note.text, (*note.signatures, seen))


def test_bundles_of_a_case_and_of_a_period_are_vouched_for(office: Office, tmp_path: Path) -> None:
    case = office.start()
    office.claim(case, "gh-1", "intake")
    seal(office, SmallLog())
    after = office.start()
    with office.rt.db.reading() as connection:
        one = case_bundle(office.rt, connection, AGENCY, case, full=True, witnesses=SEERS)
        his = case_bundle(office.rt, connection, AGENCY, case, full=False, witnesses=SEERS)
        late = case_bundle(office.rt, connection, AGENCY, after, full=True, witnesses=SEERS)
        today = Period(office.today, office.today)
        day = office_bundle(office.rt, connection, AGENCY, today, witnesses=SEERS)
        none = office_bundle(
            office.rt, connection, AGENCY, Period(date(2001, 1, 1), date(2001, 1, 2))
        )
    for content in (one, his, late, day):
        verdict = verdict_of(content, tmp_path)
        assert verdict.ok, verdict.problems
        assert verdict.vouched is not None
        assert len(verdict.vouched.cosigned) == 1
        assert verdict.absent == () or content is his
    assert verdict_of(one, tmp_path).vouched.unsealed == 0  # type: ignore[union-attr]
    assert verdict_of(late, tmp_path).vouched.unsealed == 1  # type: ignore[union-attr]
    assert verdict_of(none, tmp_path).entries == 0
    with pytest.raises(BadData):
        period_of(date(2026, 3, 2), date(2026, 3, 1))


def test_a_period_that_begins_and_ends_within_streams_is_chained(
    office: Office, tmp_path: Path
) -> None:
    case = office.start()
    office.clock.forward(days=1)
    office.claim(case, "gh-1", "intake")
    seal(office, SmallLog())
    with office.rt.db.reading() as connection:
        for first, last in ((date(1990, 1, 1), office.today), (office.today, date(2100, 1, 1))):
            content = office_bundle(office.rt, connection, AGENCY, Period(first, last))
            verdict = verdict_of(content, tmp_path)
            assert verdict.ok, verdict.problems


def test_the_command_verifies_a_database_and_makes_bundles(
    sqlite_office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = sqlite_office
    monkeypatch.setenv("ZHIHENG_DATA", str(tmp_path))
    monkeypatch.setenv("ZHIHENG_WITNESSES", PUBLISHED.witnesses[0].encode())
    case = office.start()
    note = seal(office, SmallLog())
    office.start()
    kept = tmp_path / "seen.txt"
    kept.write_text(note.encode(), encoding="utf-8")
    keys = ["--key", PUBLISHED.log[0].encode(), "--witness", PUBLISHED.witnesses[0].encode()]

    def run(*arguments: str) -> tuple[int, str]:
        done = CliRunner().invoke(app, ["audit", *arguments])
        return done.exit_code, done.stdout

    code, said = run("verify", office.url, *keys, "--checkpoint", str(kept), "--json")
    told = json.loads(said)
    assert (code, told["ok"], told["first_bad"]) == (0, True, None)
    assert told["logs"][0]["compared"] == [int(note.text.split("\n")[1])]
    assert told["logs"][0]["unsealed"] == 1
    assert "通过" in run("verify", office.url, *keys)[1]
    kept.write_text(latest(SEEN).encode(), encoding="utf-8")
    assert run("verify", office.url, "--checkpoint", str(kept))[0] == 1, "another root"
    out = tmp_path / "b.zip"
    for more in ([], ["--since", "2026-01-01", "--until", "2027-01-01"], ["--case", str(case)]):
        assert run("bundle", "--database", office.url, "--out", str(out), *more)[0] == 0
        code, said = run("verify", str(out), *keys, "--json")
        assert (code, json.loads(said)["checkpoint"]["origin"]) == (0, PUBLISHED.log[0].name)
    assert (
        run("bundle", "--database", office.url, "--since", "2027-01-01", "--until", "2026-01-01")[0]
        == 2
    )
    with zipfile.ZipFile(out) as archive:
        archive.extractall(tmp_path / "folder")
    assert by_script(tmp_path / "folder", keys[1], keys[3])
