"""加签、委派 and what comes after: nobody is left stuck by who was taken into a step."""

from typing import Any

import pytest
from support import variants
from support.evidence import facts_of, item, refused, replays
from support.office import PATH, Office, caller

from zhiheng import facts as f
from zhiheng.commands.assignment.delegate import Delegate, ReportBack
from zhiheng.commands.assignment.recusal import AskRecusal
from zhiheng.commands.handling.handle import execute
from zhiheng.commands.signing.add_signer import AddSigner, RemoveSigner
from zhiheng.model.ids import CaseId, PersonId
from zhiheng.queries.incidents import incidents


def add(office: Office, case: CaseId, who: str, person: str, task: str = "check@1") -> None:
    execute(office.rt, caller(who), AddSigner(case, task, PersonId(person), "涉及综合管理"))


def remove(office: Office, case: CaseId, who: str, slot: int = 2) -> None:
    execute(office.rt, caller(who), RemoveSigner(case, "check@1", slot, "已不能签署"))


def check(office: Office, case: CaseId, who: str) -> None:
    _, _, values, papers = next(x for x in PATH if x[0] == "check")
    office.sign(case, who, "check", values if who == "gh-k" else {}, papers)


@pytest.fixture
def checking(office: Office) -> tuple[Office, CaseId]:
    """gh-k holds the check."""
    case = office.start()
    office.walk(case, "check")
    office.claim(case, "gh-k", "check")
    return office, case


def _three_clerks(data: dict[str, Any]) -> None:
    """Nobody of another section stands in for them."""
    variants.with_a_third_clerk(data)
    data["stand_ins"] = []


@pytest.fixture
def intake(office: Office) -> tuple[Office, CaseId]:
    """gh-1 holds the intake; who signs it may not review, and two clerks are left for that."""
    variants.load_roster(office, _three_clerks)
    case = office.start()
    office.claim(case, "gh-1", "intake")
    return office, case


def test_all_who_were_added_count_together(intake: tuple[Office, CaseId]) -> None:
    office, case = intake
    add(office, case, "gh-1", "gh-2", "intake@1")
    with refused(office, "would-corner", 409):
        add(office, case, "gh-1", "gh-3", "intake@1")


def test_who_prepares_a_step_counts_before_he_has_reported(intake: tuple[Office, CaseId]) -> None:
    office, case = intake
    execute(office.rt, caller("gh-1"), Delegate(case, "intake@1", PersonId("gh-2"), "请先看"))
    with refused(office, "would-corner", 409):
        add(office, case, "gh-1", "gh-3", "intake@1")
    execute(office.rt, caller("gh-2"), ReportBack(case, "intake@1", "已看，齐全"))
    with refused(office, "would-corner", 409):
        add(office, case, "gh-1", "gh-3", "intake@1")


def test_an_assignment_found_before_somebody_came_in_is_not_relied_on(
    intake: tuple[Office, CaseId],
) -> None:
    """He may have had a later place in it; whoever claims is looked ahead for anew."""
    office, case = intake
    assert _assured(office, case) is not None
    add(office, case, "gh-1", "gh-2", "intake@1")
    assert _assured(office, case) is None


def _assured(office: Office, case: CaseId) -> object:
    live = office.rt.live.get(case)
    assert live is not None
    return live.assured


@pytest.mark.parametrize("who", ["dj", "jz"])
def test_a_superior_takes_away_an_added_signer_who_is_gone(
    checking: tuple[Office, CaseId], who: str
) -> None:
    """Or the step would wait for ever once its own signer is gone as well."""
    office, case = checking
    add(office, case, "gh-k", "zh-k")
    check(office, case, "gh-k")
    with refused(office, "not-yours", 403):
        remove(office, case, who)
    office.leave("zh-k")
    with refused(office, "not-yours", 403):
        remove(office, case, "jc-k")
    remove(office, case, who)
    assert item(office, case).open_tasks == ("deputy@1",)
    replays(office, case)


def test_an_added_signer_who_stands_aside_blocks_the_step_no_longer_than_he_is_on_it(
    checking: tuple[Office, CaseId],
) -> None:
    office, case = checking
    add(office, case, "gh-k", "zh-k")
    aside = AskRecusal(case, "zh-k", "kin-interest", "系当事人的姐夫")
    execute(office.rt, caller("zh-k"), aside)
    assert facts_of(office, case, f.TaskBlocked)
    assert [x.task for x in _incidents(office)] == ["check"]
    remove(office, case, "gh-k")
    assert _incidents(office) == []
    replays(office, case)


def _incidents(office: Office) -> list[Any]:
    with office.rt.db.reading() as connection:
        return list(incidents(office.rt, connection, caller("jiwei")))
