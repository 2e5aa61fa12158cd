"""Whoever has the database in his hands is found, with what the witness has kept."""

import copy
from random import Random

import pytest
from support.sealed_log import PUBLISHED, SmallLog, latest, small_log
from support.tampering import NOW, Act, acts, change_row, rows_of, spoiled

from zhiheng.audit.log_rows import LogKind, LogVerdict
from zhiheng.audit.log_verify import verify_log
from zhiheng.audit.note import Note
from zhiheng.audit.trust import NOBODY, Trust

ACTS = tuple(acts())
LOG, SEEN = small_log(7, 300)


def look(log: SmallLog, seen: list[Note]) -> LogVerdict:
    return verify_log(rows_of(log), NOW, Trust(PUBLISHED.log, PUBLISHED.witnesses, tuple(seen)))


def test_an_honest_log_is_fine_and_what_is_not_sealed_is_told() -> None:
    verdict = look(LOG, SEEN)
    assert verdict.ok, verdict.problems
    assert (verdict.entries, verdict.size, verdict.unsealed) == (
        len(LOG.entries),
        len(LOG.leaves),
        2,
    )
    assert verdict.signed
    assert [c.witness for c in verdict.cosigned] == ["jijian.example/w"]
    assert len(LOG.nodes) == 1
    assert verify_log(rows_of(LOG), NOW, NOBODY).ok
    assert verify_log(rows_of(SmallLog()), NOW, NOBODY).ok


@pytest.mark.parametrize("seed", range(20))
def test_no_honest_log_is_accused(seed: int) -> None:
    log, seen = small_log(seed, 3 + seed * 5, seed % 4)
    assert look(log, seen).problems == ()


@pytest.mark.parametrize(("name", "act"), ACTS, ids=[name for name, _ in ACTS])
def test_every_act_is_found(name: str, act: Act) -> None:
    other = spoiled(LOG, act, Random(name))  # noqa: S311 - which row, not which key
    assert not look(other, SEEN).ok


def test_the_latest_note_is_enough_against_who_rewrites_and_signs_again() -> None:
    rewriting = [(name, act) for name, act in ACTS if "recompute" in name or "older" in name]
    assert len(rewriting) == 11
    for name, act in rewriting:
        other = spoiled(LOG, act, Random(name))  # noqa: S311
        found = look(other, [latest(SEEN)])
        assert {p.kind for p in found.problems} & {LogKind.REWRITTEN, LogKind.ROLLED_BACK}, name
        if "cosignatures gone" in name:
            # Which shows what the witness is for.
            assert verify_log(rows_of(other), NOW, PUBLISHED).ok


@pytest.mark.parametrize(
    ("table", "column", "place"),
    [
        ("entries", "body", "{stream} #{n}"),
        ("leaves", "hash", "leaf {idx}"),
        ("nodes", "hash", "node {level}/{idx}"),
        ("checkpoints", "root", "checkpoint {size}"),
        ("cosignatures", "line", "cosignature {size} {witness}"),
    ],
)
def test_the_place_is_named(table: str, column: str, place: str) -> None:
    other = copy.deepcopy(LOG)
    rows = getattr(other, table)
    row = rows[len(rows) // 2]
    change_row(row, table, column, Random(table))  # noqa: S311
    assert look(other, SEEN).first_bad == place.format(**row)


@pytest.mark.soak
def test_five_hundred_acts_and_a_thousand_honest_logs() -> None:
    done = 0
    for seed in range(12):
        log, seen = small_log(1_000 + seed, 300, seed % 4)
        assert look(log, seen).ok
        for name, act in ACTS:
            other = spoiled(log, act, Random(f"{seed} {name}"))  # noqa: S311
            assert not look(other, seen).ok, (seed, name)
            done += 1
    assert done >= 500
    for seed in range(1_000):
        log, seen = small_log(seed, 3 + seed % 90, seed % 4)
        assert look(log, seen).problems == (), seed
