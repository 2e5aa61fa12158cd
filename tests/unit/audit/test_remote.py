"""A log behind a URL, judged by what it shows and by what its witness has kept."""

from collections.abc import Sequence

from support.sealed_log import LOG_KEY, PUBLISHED, WITNESS_KEY, SmallLog, kept_of, small_log

from zhiheng.audit.merkle import consistency_spans, hashes
from zhiheng.audit.note import COSIGNATURE, Note, Verifier, read_note
from zhiheng.audit.remote import RemoteVerdict, judge_remote
from zhiheng.audit.trust import Trust


def _shown(log: SmallLog, trust: Trust) -> RemoteVerdict:
    """Verified by its newest checkpoint, which no witness has had the time to see."""

    def prove(old: int, size: int) -> Sequence[bytes]:
        return hashes(consistency_spans(old, size), kept_of(log.hashes()[:size]))

    return judge_remote(read_note(log.checkpoints[-1]["note"]), (), trust, prove)


def test_a_log_that_grew_since_the_witness_came_by_is_fine() -> None:
    log, kept = small_log(3)
    shown = _shown(log, Trust(PUBLISHED.log, PUBLISHED.witnesses, tuple(kept)))
    assert shown.ok, shown.problems
    assert shown.cosigned == ()
    assert len(shown.compared) == len(kept)


def test_a_witness_who_is_named_must_have_seen_something_of_it() -> None:
    log, kept = small_log(3)
    assert not _shown(log, PUBLISHED).ok
    unsigned = Note(kept[0].text, kept[0].signatures[:1])
    assert not _shown(log, Trust(PUBLISHED.log, PUBLISHED.witnesses, (unsigned,))).ok
    other, _ = small_log(4)
    assert not _shown(other, Trust(PUBLISHED.log, PUBLISHED.witnesses, tuple(kept))).ok


def test_what_a_log_calls_itself_steers_no_terminal() -> None:
    log, _ = small_log(3)
    evil = Verifier("w\x1b[2J\u202e", COSIGNATURE, WITNESS_KEY.verifier.public)
    shown = _shown(log, Trust((LOG_KEY.verifier,), (evil,)))
    assert all(p.zh.isprintable() and p.en.isprintable() for p in shown.problems)
    assert not shown.ok
