"""Who is told of what (提醒): rows of the entry itself, and read marks that prove nothing."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select
from support import joint
from support.evidence import count, entries, everything, refused, replays
from support.office import AGENCY, PATH, REVIEW, Office, caller

from zhiheng.commands.assignment.recusal import AskRecusal, DecideRecusal
from zhiheng.commands.assignment.transfer import Transfer
from zhiheng.commands.bureau.agency import execute_agency
from zhiheng.commands.cases.copy_to import CopyTo
from zhiheng.commands.cases.urge import Urge
from zhiheng.commands.cases.withdraw import Withdraw
from zhiheng.commands.handling.handle import execute
from zhiheng.commands.notices.mark_read import mark_read
from zhiheng.commands.personnel.leave_request import AskLeave
from zhiheng.commands.signing.take_back import TakeBack
from zhiheng.model.ids import CaseId, PersonId
from zhiheng.queries.notices import NoticeView, my_notices, unread_notices
from zhiheng.queries.replay import replay_notices
from zhiheng.runtime import Runtime
from zhiheng.store import tables as t
from zhiheng.store.db import Database
from zhiheng.store.log import stamp


def told(office: Office, case: str, since: int = 0) -> list[tuple[str, str]]:
    """Kind and recipient of each notice of a case after entry `since`, in order."""
    c = t.notice.c
    query = select(c.kind, c.recipient).where(c.agency == AGENCY, c.case_id == case, c.n > since)
    with office.rt.db.reading() as connection:
        rows = connection.execute(query.order_by(c.n, c.fact, c.recipient))
        return [(r.kind, r.recipient) for r in rows]


def seen(office: Office, who: str, *, unread: bool = False) -> list[NoticeView]:
    with office.rt.db.reading() as connection:
        return list(my_notices(office.rt, connection, caller(who), unread=unread).items)


def length(office: Office, case: CaseId) -> int:
    return len(entries(office, f"case/{case}"))


def test_a_step_that_opens_is_told_to_each_post_and_section_that_may_act(office: Office) -> None:
    case = office.start()
    assert ("task-opened", "post:GH-c") in told(office, case)
    before = length(office, case)
    _, who, values, papers = PATH[0]
    office.sign(case, who, "intake", values, papers)
    new = told(office, case, before)
    assert ("case-accepted", "party:yuanda") in new
    assert {to for kind, to in new if kind == "task-opened"} == {"post:GH-c", "section:JC"}
    assert [x.kind for x in seen(office, "jc-1")] == ["task-opened"]
    assert [x.kind for x in seen(office, "yuanda")] == ["case-accepted"]
    replays(office, case)


def test_who_holds_a_step_is_told_that_it_is_urged_or_transferred(office: Office) -> None:
    case = office.start()
    execute(office.rt, caller("yuanda"), Urge(case, "intake@1"))
    assert told(office, case)[-1] == ("task-urged", "post:GH-c")
    office.claim(case, "gh-1", "intake")
    execute(office.rt, caller("jiwei"), Urge(case, "intake@1"))
    assert told(office, case)[-1] == ("task-urged", "person:gh-1")
    execute(office.rt, caller("gh-1"), Transfer(case, "intake@1", PersonId("gh-2"), "手头件多"))
    assert told(office, case)[-1] == ("slot-transferred", "person:gh-2")
    replays(office, case)


def test_a_step_that_comes_back_is_told_to_who_had_signed_it(office: Office) -> None:
    case = office.start()
    office.walk(case, "first_review")
    before = length(office, case)
    office.sign(case, "gh-2", "first_review", {**REVIEW, "review_result": "fit"})
    office.sign(case, "gh-k", "check", {"check_result": "back"})
    assert ("task-returned", "person:gh-2") in told(office, case, before)
    replays(office, case)


def test_a_recusal_is_told_to_who_decides_and_then_to_both(office: Office) -> None:
    case = office.start()
    execute(office.rt, caller("jiwei"), AskRecusal(case, "gh-1", "other", "测试"))
    assert told(office, case)[-1] == ("recusal-asked", "decides-on:gh-1")
    kinds = {who: [x.kind for x in seen(office, who)] for who in ("gh-k", "jz", "gh-2", "gh-1")}
    assert "recusal-asked" in kinds["gh-k"]
    assert "recusal-asked" in kinds["jz"]
    assert "recusal-asked" not in kinds["gh-2"] + kinds["gh-1"]
    execute(office.rt, caller("jz"), DecideRecusal(case, 1, granted=True, reason="测试"))
    for who in ("gh-1", "jiwei"):
        assert seen(office, who)[0].kind == "recusal-decided"
    replays(office, case)


def test_a_task_that_nobody_may_do_is_told_to_the_supervisor(office: Office) -> None:
    case = office.start()
    for no, who in enumerate(("gh-1", "gh-2", "zh-1"), 1):
        execute(office.rt, caller("jiwei"), AskRecusal(case, who, "other", "测试"))
        execute(office.rt, caller("jz"), DecideRecusal(case, no, granted=True, reason="测试"))
    blocked = [x for x in told(office, case) if x[0] == "task-blocked"]
    assert blocked == [("task-blocked", "role:supervisor")]
    assert "task-blocked" in [x.kind for x in seen(office, "jiwei")]


def test_what_the_applicant_is_told_is_his_alone(office: Office) -> None:
    case = office.start()
    office.walk(case)
    kinds = [x.kind for x in reversed(seen(office, "yuanda"))]
    assert kinds == ["case-accepted", "decided", "case-closed"]
    everybody = [x.to for who in ("gh-1", "jz", "jiwei", "sysadmin") for x in seen(office, who)]
    assert "party:yuanda" not in everybody


def test_nobody_is_told_of_his_own_act(office: Office) -> None:
    case = office.start()
    office.claim(case, "gh-1", "intake")
    execute(office.rt, caller("yuanda"), Withdraw(case))
    new = told(office, case)
    assert ("case-withdrawn", "person:gh-1") in new
    assert [to for kind, to in new if kind == "case-closed"] == []


def test_leave_is_told_to_who_approves_it(office: Office) -> None:
    command = AskLeave(office.today, office.today, "leave")
    execute_agency(office.rt, caller("gh-1"), command)
    assert [x.kind for x in seen(office, "jz")] == ["leave-asked"]
    assert "leave-asked" not in [x.kind for x in seen(office, "gh-2")]
    with office.rt.db.writing() as connection:
        assert replay_notices(connection, AGENCY) == []
        connection.execute(t.notice.update().values(kind="decided"))
        assert len(replay_notices(connection, AGENCY)) == 4


def test_a_step_taken_back_keeps_what_people_were_told(office: Office) -> None:
    case = office.start()
    office.walk(case, "check")
    before = told(office, case)
    office.sign(case, "gh-k", "check", {"check_result": "agree"})
    assert ("task-opened", "post:DJ") in told(office, case)
    after = told(office, case)
    execute(office.rt, caller("gh-k"), TakeBack(case))
    assert told(office, case) == after != before
    replays(office, case)


def test_every_order_of_a_joint_review_replays_its_notices(office: Office) -> None:
    joint.deploy_joint(office)
    case = joint.start_joint(office)
    office.sign(case, "gh-1", "draft", {})
    joint.review(office, case, "office", "pass")
    joint.review(office, case, "deputy", "back")
    assert ("task-returned", "person:gh-1") in told(office, case)
    replays(office, case)


def test_notices_are_written_with_their_entry_or_not_at_all(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = office.start()
    before = everything(office)

    def fails(*_given: object) -> None:
        raise RuntimeError("the disk is gone")

    monkeypatch.setattr("zhiheng.commands.handling.handle.update_case", fails)
    with pytest.raises(RuntimeError):
        execute(office.rt, caller("jiwei"), Urge(case, "intake@1"))
    assert everything(office) == before


def test_nothing_is_lost_when_the_process_ends(office: Office, tmp_path: Path) -> None:
    case = office.start()
    execute(office.rt, caller("jiwei"), Urge(case, "intake@1"))
    before = [x.key for x in seen(office, "gh-1")]
    db = Database(office.url, AGENCY)
    again = Office(Runtime(db, tmp_path / "papers", office.clock), office.clock)
    try:
        assert [x.key for x in seen(again, "gh-1")] == before
        assert len(before) == 2
    finally:
        again.rt.db.close()


def test_a_read_mark_is_the_readers_own_and_touches_no_case(office: Office) -> None:
    case = office.start()
    (mine,) = seen(office, "gh-1")
    before = length(office, case)
    mark_read(office.rt, caller("gh-1"), [mine.key, mine.key])
    mark_read(office.rt, caller("gh-1"), [mine.key])
    assert seen(office, "gh-1", unread=True) == []
    assert len(seen(office, "gh-2", unread=True)) == 1
    assert seen(office, "gh-1")[0].read_at == stamp(office.clock.now)
    assert length(office, case) == before
    assert count(office, t.notice_read) == 1
    replays(office, case)


@pytest.mark.parametrize("who", ["zh-1", "jiwei", "yuanda", "sysadmin"])
def test_nobody_marks_what_was_told_to_others(office: Office, who: str) -> None:
    office.start()
    (notice,) = seen(office, "gh-1")
    with refused(office, "no-such-notice", 404, recorded=False):
        mark_read(office.rt, caller(who), [notice.key])


@pytest.mark.parametrize("key", ["", "x", "-/1/0", "-/one/0/person:gh-1", "-/1/0/person:nobody"])
def test_a_key_that_is_none_is_refused(office: Office, key: str) -> None:
    rule, status = ("no-such-notice", 404) if key.count("/") == 3 and "one" not in key else (
        "bad-request", 422
    )  # fmt: skip
    with refused(office, rule, status, recorded=False):
        mark_read(office.rt, caller("gh-1"), [key])


def test_a_new_holder_of_a_post_is_not_told_what_came_before_him(office: Office) -> None:
    """jc-1 holds his post from 2026-01-01 on, by the calendar of China."""
    row = {"agency": AGENCY, "case_id": "", "fact": 0, "recipient": "post:JC-c"}
    told_at = ("2025-12-31T15:59:59.999999Z", "2025-12-31T16:00:00.000000Z")
    office.clock.now = datetime(2026, 1, 5, tzinfo=UTC)
    with office.rt.db.writing() as connection:
        for n, at in enumerate(told_at, 9_001):
            connection.execute(t.notice.insert(), {**row, "n": n, "kind": "task-opened", "at": at})
        connection.commit()
    assert [x.at for x in seen(office, "jc-1")] == [told_at[1]]
    with refused(office, "no-such-notice", 404, recorded=False):
        mark_read(office.rt, caller("jc-1"), ["-/9001/0/post:JC-c"])


def test_notices_of_long_ago_are_no_longer_listed(office: Office) -> None:
    office.start()
    office.clock.forward(days=90)
    assert len(seen(office, "gh-1")) == 1
    office.clock.forward(seconds=1)
    assert seen(office, "gh-1") == []
    with office.rt.db.reading() as connection:
        assert unread_notices(office.rt, connection, caller("gh-1")) == 0


def test_a_page_of_notices_goes_on_where_the_one_before_ended(office: Office) -> None:
    for _ in range(7):
        office.start()
    with office.rt.db.reading() as connection:
        whole = my_notices(office.rt, connection, caller("gh-1")).items
        got: list[NoticeView] = []
        after = None
        while True:
            page = my_notices(office.rt, connection, caller("gh-1"), 3, after)
            got += page.items
            after = page.after
            if after is None:
                break
        assert tuple(got) == whole
        assert unread_notices(office.rt, connection, caller("gh-1")) == 7


def test_a_copy_is_told_to_who_gets_it(office: Office) -> None:
    case = office.start()
    office.claim(case, "gh-1", "intake")
    execute(office.rt, caller("gh-1"), CopyTo(case, (PersonId("zh-1"), PersonId("jz"))))
    assert told(office, case)[-2:] == [
        ("case-copied", "person:jz"),
        ("case-copied", "person:zh-1"),
    ]
