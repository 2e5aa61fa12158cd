"""拿回: one's own last step, while nobody has touched the next, and not what went out."""

import pytest
from support import variants
from support.evidence import facts_of, item, refused, replays
from support.office import REPORT, REVIEW, VISIT, Office, caller
from support.scenarios import take_back, until

from zhiheng import facts as f
from zhiheng.commands.assignment.unclaim import Unclaim
from zhiheng.commands.handling.handle import execute
from zhiheng.commands.signing.take_back import TakeBack
from zhiheng.queries.cases import case_file
from zhiheng.queries.timeline import run_sheet, timeline

_AGREE = {"check_result": "agree"}


def test_a_step_taken_back_is_open_again_as_if_it_had_not_been_signed(office: Office) -> None:
    case = office.start()
    office.walk(case, "check")
    assert item(office, case).open_tasks == ("check@1",)
    execute(office.rt, caller("gh-2"), TakeBack(case))
    assert item(office, case).open_tasks == ("first_review@1",)
    replays(office, case)
    other = {**REVIEW, "plot_ratio": "1.70"}
    office.sign(case, "gh-2", "first_review", other)
    office.sign(case, "gh-k", "check", _AGREE)
    assert item(office, case).open_tasks == ("deputy@1",)
    replays(office, case)


def test_an_answer_written_for_the_step_as_it_was_does_not_count_for_the_step_as_it_is(
    office: Office,
) -> None:
    """The chief read the first review, it was taken back and changed, and his form comes in."""
    case = office.start()
    office.walk(case, "check")
    execute(office.rt, caller("gh-2"), TakeBack(case))
    with refused(office, "task-done", 409):
        office.sign(case, "gh-k", "check@1", _AGREE)
    office.sign(case, "gh-2", "first_review", {**REVIEW, "plot_ratio": "1.70"})
    assert item(office, case).open_tasks == ("check@2",)
    with refused(office, "task-done", 409):
        office.sign(case, "gh-k", "check@1", _AGREE)
    office.sign(case, "gh-k", "check@2", _AGREE)
    replays(office, case)


def test_who_took_his_signature_back_is_still_barred_on_the_other_side(office: Office) -> None:
    """He has seen and judged the matter: only taking back does not undo that."""
    free = ('b="deputy sign" reason="受理的人不决定"', 'b="sign" reason="受理的人不决定"')
    review_by_anyone = ('a="intake" b="expert_review site_visit notice hearing first_review"',
                        'a="notice" b="first_review"')  # fmt: skip
    variants.deploy(office, free, review_by_anyone)
    variants.load_roster(office, variants.with_a_third_clerk)
    case = office.start()
    office.walk(case, "notice")
    office.sign(case, "gh-2", "notice", {"objection": "none"}, ("批前公示",))
    execute(office.rt, caller("gh-2"), TakeBack(case))
    office.sign(case, "gh-1", "notice", {"objection": "none"}, ("批前公示",))
    with refused(office, "different-person", 403) as caught:
        office.sign(case, "gh-2", "first_review", REVIEW)
    assert caught.value.facts["conflict"] == "notice"
    replays(office, case)


def test_the_second_of_two_takes_back_his_own_signature_and_the_first_stays(
    office: Office,
) -> None:
    case = office.start()
    office.walk(case, "notice")
    execute(office.rt, caller("jc-1"), TakeBack(case))
    assert item(office, case).open_tasks == ("site_visit@1",)
    with refused(office, "content-is-fixed", 409):
        office.sign(case, "jc-2", "site_visit", VISIT, ("踏勘记录",))
    office.sign(case, "jc-2", "site_visit")
    signed = facts_of(office, case, f.SlotSigned)
    visits = [(x.person, x.content) for x in signed if x.task == "site_visit"]
    assert [p for p, _ in visits] == ["gh-2", "jc-1", "jc-2"]
    assert len({c for _, c in visits}) == 1
    replays(office, case)


@pytest.mark.parametrize("rounds", [1, 3])
def test_back_and_forth_leaves_log_executor_and_tables_agreed(office: Office, rounds: int) -> None:
    case = office.start()
    office.walk(case, "check")
    for _ in range(rounds):
        execute(office.rt, caller("gh-2"), TakeBack(case))
        office.sign(case, "gh-2", "first_review", REVIEW)
    office.sign(case, "gh-k", "check", {"check_result": "back"})
    execute(office.rt, caller("gh-k"), TakeBack(case))
    replays(office, case)
    office.rt.live.evict(case)
    office.sign(case, "gh-k", "check", _AGREE)
    for task, who, values, papers in (
        ("deputy", "dj", {"deputy_result": "agree"}, ()),
        ("sign", "jz", REPORT, ("初审报告",)),
        ("decide", "zh-1", {"decision": "grant"}, ("建设工程规划许可证",)),
        ("publish", "gh-1", {}, ("总平面图公布稿",)),
        ("serve", "gh-1", {}, ("送达回证",)),
        ("archive", "zh-2", {}, ("案卷目录",)),
    ):
        office.sign(case, who, task, values, papers)
    assert item(office, case).outcome == "grant"
    replays(office, case)


def test_one_branch_of_two_is_taken_back_without_the_other(office: Office) -> None:
    case = office.start()
    office.walk(case, "publish")
    office.sign(case, "gh-1", "publish", {}, ("总平面图公布稿",))
    execute(office.rt, caller("gh-1"), TakeBack(case))
    assert item(office, case).open_tasks == ("publish@1", "serve@1")
    office.sign(case, "gh-1", "serve", {}, ("送达回证",))
    with refused(office, "not-your-step", 403):
        take_back("zh-2")(office, case)
    office.sign(case, "gh-1", "publish", {}, ("总平面图公布稿",))
    assert item(office, case).open_tasks == ("archive@1",)
    replays(office, case)


def test_a_claim_given_back_has_touched_the_step_all_the_same(office: Office) -> None:
    case = office.start()
    until("check")(office, case)
    office.claim(case, "gh-k", "check")
    execute(office.rt, caller("gh-k"), Unclaim(case, "check@1"))
    with refused(office, "taken-up", 409):
        take_back("gh-2")(office, case)


def test_the_time_line_shows_the_step_struck_out_and_the_run_sheet_shows_it_once(
    office: Office,
) -> None:
    case = office.start()
    office.walk(case, "check")
    execute(office.rt, caller("gh-2"), TakeBack(case))
    office.sign(case, "gh-2", "first_review", REVIEW)
    with office.rt.db.reading() as connection:
        file = case_file(office.rt, connection, caller("jiwei"), case)
        view = office.rt.agency(connection, "jingyue")
    assert view.roster is not None
    assert view.calendar is not None
    steps = timeline(file, view.roster, full=True)
    assert [s.command for s in steps if s.voided] == ["sign"]
    rows = run_sheet(file, view.roster, view.calendar, office.clock())
    reviews = [r for r in rows if r.task == "first_review"]
    assert [(r.visit, r.persons) for r in reviews] == [(1, ["白栖梧"])]
    assert [r.visit for r in rows if r.task == "check"] == [2]
