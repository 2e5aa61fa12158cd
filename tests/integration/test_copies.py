"""抄送, 阅知 and 已阅: known to others, acted on by none of them, and lost by nothing."""

from typing import Literal

import pytest
from support import joint
from support.evidence import count, entries, facts_of, item, refused, replays
from support.office import PATH, Office, caller

from zhiheng import facts as f
from zhiheng.commands.assignment.recusal import AskRecusal, DecideRecusal
from zhiheng.commands.cases.acknowledge import Acknowledge
from zhiheng.commands.cases.copy_to import CopyTo
from zhiheng.commands.handling.handle import execute
from zhiheng.model.ids import CaseId, PersonId
from zhiheng.queries.cases import case_file
from zhiheng.queries.copies import copies
from zhiheng.queries.timeline import timeline
from zhiheng.store import tables as t


def copy(
    office: Office,
    case: CaseId,
    who: str,
    *to: str,
    kind: Literal["copy", "circulate"] = "copy",
    note: str = "",
) -> None:
    command = CopyTo(case, tuple(PersonId(p) for p in to), kind, note)
    execute(office.rt, caller(who), command)


def read(office: Office, case: CaseId, who: str, no: int = 1) -> None:
    execute(office.rt, caller(who), Acknowledge(case, no))


def unread(office: Office, case: CaseId) -> list[tuple[int, str]]:
    with office.rt.db.reading() as connection:
        found = copies(office.rt, connection, caller("jiwei"), case)
    return [(c.no, r.person) for c in found for r in c.receivers if r.read_at is None]


@pytest.fixture
def held(office: Office) -> tuple[Office, CaseId]:
    """gh-1 holds the intake."""
    case = office.start()
    office.claim(case, "gh-1", "intake")
    return office, case


def test_a_copy_is_on_record_and_its_note_is_not(held: tuple[Office, CaseId]) -> None:
    office, case = held
    copy(office, case, "gh-1", "zh-1", "jc-1", note="请知悉")
    (sent,) = facts_of(office, case, f.CaseCopied)
    assert (sent.copy, sent.kind, sent.by, sent.receivers) == (1, "copy", "gh-1", ("zh-1", "jc-1"))
    assert "请知悉" not in str(entries(office, f"case/{case}"))
    with office.rt.db.reading() as connection:
        file = case_file(office.rt, connection, caller("zh-1"), case)
        roster = office.rt.agency(connection, "jingyue").roster
    assert roster is not None
    name = {p: roster.persons[PersonId(p)].name for p in ("zh-1", "jc-1")}
    (told,) = timeline(file, roster, full=True)[-1].effect
    assert told == f"抄送：{name['zh-1']}、{name['jc-1']}（请知悉）"
    replays(office, case)


def test_who_has_signed_a_step_may_copy_after_it_is_done(office: Office) -> None:
    case = office.start()
    office.walk(case, "site_visit")
    copy(office, case, "gh-1", "zh-1")
    assert unread(office, case) == [(1, "zh-1")]


@pytest.mark.parametrize("who", ["gh-2", "zh-1", "jz"])
def test_who_has_nothing_to_do_with_a_case_does_not_pass_it_round(
    held: tuple[Office, CaseId], who: str
) -> None:
    office, case = held
    with refused(office, "may-not-copy", 403):
        copy(office, case, who, "jc-1")


@pytest.mark.parametrize("who", ["yuanda", "jiwei", "sysadmin"])
def test_only_officers_copy(held: tuple[Office, CaseId], who: str) -> None:
    office, case = held
    with refused(office, "role-may-not", 403):
        copy(office, case, who, "jc-1")


@pytest.mark.parametrize("to", ["gh-1", "nobody", "yuanda"])
def test_a_copy_goes_to_another_member_of_the_bureau(held: tuple[Office, CaseId], to: str) -> None:
    office, case = held
    with refused(office, "no-such-person", 422):
        copy(office, case, "gh-1", to)


def test_a_copy_goes_to_somebody(held: tuple[Office, CaseId]) -> None:
    office, case = held
    with refused(office, "copy-receivers", 422):
        copy(office, case, "gh-1")


def test_a_note_has_an_end(held: tuple[Office, CaseId]) -> None:
    office, case = held
    with refused(office, "content-too-large", 422):
        copy(office, case, "gh-1", "zh-1", note="长" * 501)


def test_who_gets_a_copy_may_not_act_by_it(held: tuple[Office, CaseId]) -> None:
    office, case = held
    copy(office, case, "gh-1", "gh-k")
    with refused(office, "not-a-candidate", 403):
        office.claim(case, "gh-k", "intake")


def test_who_stands_aside_gets_no_copy_sends_none_and_reads_none(office: Office) -> None:
    case = office.start()
    office.claim(case, "gh-1", "intake")
    copy(office, case, "gh-1", "zh-1")
    recuse(office, case, "zh-1")
    with refused(office, "copy-to-recused", 403):
        copy(office, case, "gh-1", "zh-1")
    with refused(office, "recused", 403):
        read(office, case, "zh-1")
    recuse(office, case, "gh-1")
    with refused(office, "recused", 403):
        copy(office, case, "gh-1", "jc-1")


def recuse(office: Office, case: CaseId, who: str) -> None:
    execute(office.rt, caller("jiwei"), AskRecusal(case, who, "other", "测试"))
    no = len(facts_of(office, case, f.RecusalAsked))
    execute(office.rt, caller("jz"), DecideRecusal(case, no, granted=True, reason="测试"))


def test_only_who_got_it_says_once_that_he_has_read_it(held: tuple[Office, CaseId]) -> None:
    office, case = held
    copy(office, case, "gh-1", "zh-1")
    with refused(office, "not-copied", 403):
        read(office, case, "jc-1")
    with refused(office, "not-copied", 403):
        read(office, case, "zh-1", 2)
    read(office, case, "zh-1")
    with refused(office, "copy-read", 409):
        read(office, case, "zh-1")
    assert facts_of(office, case, f.CopyRead) == [f.CopyRead(copy=1, person="zh-1")]
    replays(office, case)


def test_a_circulation_shows_who_has_not_read_it(held: tuple[Office, CaseId]) -> None:
    office, case = held
    copy(office, case, "gh-1", "zh-1", "jc-1", "dj", kind="circulate")
    read(office, case, "jc-1")
    assert unread(office, case) == [(1, "dj"), (1, "zh-1")]
    read(office, case, "zh-1")
    read(office, case, "dj")
    assert unread(office, case) == []
    replays(office, case)


def test_a_copy_books_nobody_and_moves_no_limit(held: tuple[Office, CaseId]) -> None:
    office, case = held
    kinds = (t.slot, t.clock, t.duty)
    before = [count(office, x) for x in kinds]
    copy(office, case, "gh-1", "gh-2")
    read(office, case, "gh-2")
    assert [count(office, x) for x in kinds] == before
    _, _, values, papers = PATH[0]
    office.sign(case, "gh-1", "intake", values, papers)


@pytest.mark.parametrize("back", list(joint.REVIEWERS))
def test_a_refusal_in_a_joint_review_loses_no_copy(office: Office, back: str) -> None:
    """steedos-platform#6985: 驳回 in a 会签 lost what had been circulated."""
    joint.deploy_joint(office)
    case = joint.start_joint(office)
    office.sign(case, "gh-1", "draft", {})
    others = [n for n in joint.REVIEWERS if n != back]
    joint.review(office, case, others[0], "pass")
    copy(office, case, joint.REVIEWERS[others[0]], "jc-1", "zh-2", kind="circulate")
    read(office, case, "jc-1")
    joint.review(office, case, back, "back")
    assert item(office, case).open_tasks == ("draft@2",)
    assert unread(office, case) == [(1, "zh-2")]
    read(office, case, "zh-2")
    assert unread(office, case) == []
    replays(office, case)


def test_a_copy_can_be_read_after_the_case_has_ended(office: Office) -> None:
    case = office.start()
    office.walk(case)
    copy(office, case, "gh-1", "jc-2", kind="circulate")
    read(office, case, "jc-2")
    assert unread(office, case) == []
    replays(office, case)
