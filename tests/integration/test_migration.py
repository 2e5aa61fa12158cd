"""迁移: a running case goes over to another version only with its whole history, or not at all."""

from support import together
from support.evidence import entries, facts_of, item, replays, rule_of_refusal
from support.office import PATH, Office, caller
from support.versions import (
    FINER,
    OTHER_CHIEF,
    RENAMED,
    SECOND_CHECK,
    approve,
    deploy,
    dry_run,
    migrate,
)

from zhiheng import facts as f
from zhiheng.commands.assignment.delegate import Delegate
from zhiheng.commands.handling.handle import execute
from zhiheng.commands.signing.add_signer import AddSigner
from zhiheng.model.ids import CaseId, PersonId
from zhiheng.queries.cases import case_file
from zhiheng.queries.timeline import timeline

_NAMES = {"first_review": "initial_review"}


def go_on(office: Office, case: CaseId, since: str, names: dict[str, str] | None = None) -> None:
    """To the end of the favourable path."""
    paths = [t for t, *_ in PATH]
    for task, who, values, papers in PATH[paths.index(since) :]:
        office.sign(case, who, (names or {}).get(task, task), values, papers)


def at(office: Office, until: str) -> CaseId:
    case = office.start()
    office.walk(case, until)
    return case


def test_a_case_that_has_not_come_so_far_passes_the_new_step(office: Office) -> None:
    case = at(office, "first_review")
    office.claim(case, "gh-2", "first_review")
    version = deploy(office, SECOND_CHECK)
    assert dry_run(office, version)[case].rule is None
    approve(office, version)
    migrate(office, case)
    assert item(office, case).version == version
    replays(office, case)
    for task, who, values, papers in PATH[4:6]:
        office.sign(case, who, task, values, papers)
    assert item(office, case).open_tasks == ("second_check@1",)
    office.sign(case, "zh-k", "second_check", {}, ("复核意见",))
    go_on(office, case, "deputy")
    assert item(office, case).status == "closed"
    replays(office, case)


def test_a_case_that_has_passed_the_place_stays_on_its_version(office: Office) -> None:
    case = at(office, "deputy")
    version = deploy(office, SECOND_CHECK)
    told = dry_run(office, version)[case]
    assert told.rule == "history-differs"
    assert told.why is not None
    assert "second_check" in told.why.zh
    approve(office, version)
    with rule_of_refusal("history-differs", 409):
        migrate(office, case)
    go_on(office, case, "deputy")
    assert (item(office, case).status, item(office, case).version) == ("closed", 1)
    replays(office, case)


def test_steps_keep_their_signatures_under_another_name(office: Office) -> None:
    case = at(office, "check")
    version = deploy(office, RENAMED)
    assert dry_run(office, version)[case].rule == "history-differs"
    approve(office, version, _NAMES)
    migrate(office, case)
    office.rt.live.evict(case)
    replays(office, case)
    live = office.rt.live.get(case)
    with office.rt.db.reading() as connection:
        file = case_file(office.rt, connection, caller("jiwei"), case)
        view = office.rt.agency(connection, "jingyue")
    assert live is None or set(live.state.acted) >= {"initial_review"}
    assert view.roster is not None
    assert "初审意见" in {s.task_name for s in timeline(file, view.roster, full=True)}
    signed = [x.task for x in facts_of(office, case, f.SlotSigned)]
    assert "first_review" in signed, "the log itself is not touched"
    go_on(office, case, "check", _NAMES)
    replays(office, case)


def test_who_checked_after_may_not_review_what_he_checked(office: Office) -> None:
    case = at(office, "check")
    approve(office, deploy(office, RENAMED), _NAMES)
    migrate(office, case)
    office.sign(case, "gh-k", "check", {"check_result": "back"})
    assert item(office, case).open_tasks == ("initial_review@2",)
    with rule_of_refusal("different-person", 403):
        office.sign(case, "gh-k", "initial_review", {})


def test_a_claim_is_not_lost_to_another_post(office: Office) -> None:
    case = at(office, "check")
    version = deploy(office, OTHER_CHIEF)
    assert dry_run(office, version)[case].rule == "slots-differ"
    approve(office, version)
    with rule_of_refusal("slots-differ", 409):
        migrate(office, case)


def test_a_value_is_not_read_as_another_kind(office: Office) -> None:
    early, late = at(office, "first_review"), at(office, "check")
    version = deploy(office, FINER)
    told = dry_run(office, version)
    assert (told[early].rule, told[late].rule) == (None, "variable-lost")


def test_a_half_signed_meeting_goes_over_whole(office: Office) -> None:
    """Peers lose it: those who have voted need not vote again, and nobody votes twice."""
    case = together.to_meeting(office)
    together.convene(office, case)
    office.clock.forward(days=1)
    together.attend(office, case)
    together.vote(office, case, "dj", "agree")
    together.vote(office, case, "gh-k", "against", "间距不足")
    approve(office, deploy(office, RENAMED), _NAMES)
    migrate(office, case)
    replays(office, case)
    office.rt.live.evict(case)
    with rule_of_refusal("voted-already", 409):
        together.vote(office, case, "dj", "against", "再想想")
    for who in ("zh-k", "jc-k", "jz"):
        together.vote(office, case, who, "agree")
    resolved = facts_of(office, case, f.MeetingResolved)[-1]
    assert (resolved.agree, resolved.against) == (4, 1)
    replays(office, case)


def test_limits_added_signers_and_delegations_are_carried(office: Office) -> None:
    case = at(office, "check")
    office.claim(case, "gh-k", "check")
    execute(office.rt, caller("gh-k"), AddSigner(case, "check@1", PersonId("jc-k"), "理由"))
    execute(office.rt, caller("gh-k"), Delegate(case, "check@1", PersonId("zh-k"), "理由"))
    approve(office, deploy(office, RENAMED), _NAMES)
    before = office.rt.live.get(case)
    assert before is not None
    clocks = {c.clock: c.due for c in before.state.clocks.values()}
    migrate(office, case)
    after = office.rt.live.get(case)
    assert after is not None
    assert {c.clock: c.due for c in after.state.clocks.values()} == clocks
    own, added = after.state.open["check@1"].slots
    assert (own.assignee, own.delegate, added.named) == ("gh-k", "zh-k", "jc-k")
    replays(office, case)


def test_a_step_taken_back_before_stays_taken_back(office: Office) -> None:
    case = at(office, "check")
    office.sign(case, "gh-k", "check", {"check_result": "agree"})
    from zhiheng.commands.signing.take_back import TakeBack  # noqa: PLC0415 - only here

    execute(office.rt, caller("gh-k"), TakeBack(case))
    approve(office, deploy(office, RENAMED), _NAMES)
    migrate(office, case)
    replays(office, case)
    assert item(office, case).open_tasks == ("check@1",)
    go_on(office, case, "check", _NAMES)
    assert ("deputy", 2) in {(x.task, x.visit) for x in facts_of(office, case, f.SlotSigned)}
    replays(office, case)


def test_it_goes_over_again_to_a_third_version(office: Office) -> None:
    case = at(office, "first_review")
    approve(office, deploy(office, RENAMED), _NAMES)
    migrate(office, case)
    both = SECOND_CHECK.replace(b"first_review", b"reviewed_first")
    approve(office, deploy(office, both), {"initial_review": "reviewed_first"})
    migrate(office, case, 2)
    replays(office, case)
    assert item(office, case).open_tasks == ("reviewed_first@1",)
    markings = [x.markings for x in facts_of(office, case, f.CaseMigrated)]
    moves = len(facts_of(office, case, f.TokensMoved))
    assert [len(m) for m in markings] == [moves, moves]


def test_nothing_goes_over_that_was_not_approved_nor_back(office: Office) -> None:
    case = at(office, "check")
    deploy(office, RENAMED)
    with rule_of_refusal("no-such-migration", 409):
        migrate(office, case)
    approve(office, 2, _NAMES)
    migrate(office, case)
    for again in (1,):
        with rule_of_refusal("migrated-already", 409):
            migrate(office, case, again)
    approve(office, 1)
    with rule_of_refusal("migrated-already", 409):
        migrate(office, case, 2)


def test_no_person_migrates_a_case(office: Office) -> None:
    from zhiheng.commands.cases.migrate import Migrate  # noqa: PLC0415 - only here

    case = at(office, "check")
    approve(office, deploy(office, RENAMED), _NAMES)
    for who in ("sysadmin", "jz", "jiwei", "yuanda"):
        with rule_of_refusal("role-may-not", 403):
            execute(office.rt, caller(who), Migrate(case, 1))
    assert not [e for e in entries(office, f"case/{case}") if e.command == "migrate"]


def test_a_map_sends_no_two_steps_to_one(office: Office) -> None:
    deploy(office, RENAMED)
    with rule_of_refusal("names-meet", 422):
        approve(office, 2, {"first_review": "x", "check": "x"})
