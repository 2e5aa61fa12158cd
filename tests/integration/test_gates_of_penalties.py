"""Gates of the Penalty Law: notice, defence, hearing, legal review, meeting, and the amount.

docs/gates.md names each test here beside its gate. A chart with a way round the notice is
not deployed; a lawful one holds the rest while it runs.
"""

from dataclasses import replace

import pytest
from support import penalty
from support.evidence import item, refused, replays
from support.office import Office, caller
from support.together import sit_at

from zhiheng.commands.bureau.agency import execute_agency
from zhiheng.errors import ChartRefused


def _not_deployed(office: Office, rule: str, *changes: tuple[str, str]) -> None:
    with refused(office, "chart-refused", 422) as caught:
        execute_agency(office.rt, caller("sysadmin"), penalty.deployment(*changes))
    error = caught.value
    assert isinstance(error, ChartRefused)
    assert rule in {finding.rule for finding in error.findings}


def test_no_penalty_is_decided_without_notice(office: Office) -> None:
    _not_deployed(office, "LNT025", ('name="处罚告知"', 'name="整理材料"'))


def test_no_penalty_is_decided_before_the_defence_was_heard(office: Office) -> None:
    case = penalty.opened(office)
    penalty.walk(office, case, "defence")
    with refused(office, "no-such-task", 404):
        penalty.decide(office, case, "10000.00")
    assert item(office, case).open_tasks == ("defence@1",)


def test_where_a_hearing_is_asked_for_none_is_decided_before_its_minutes(office: Office) -> None:
    case = penalty.opened(office)
    penalty.walk(office, case, "hearing", heard=True, answer="hearing")
    for task in ("legal", "impose"):
        with refused(office, "no-such-task", 404):
            office.sign(case, "gh-k" if task == "legal" else "jz", task)
    with refused(office, "document-missing", 409):
        office.sign(case, "zh-k", "hearing")
    replays(office, case)


def test_none_is_decided_without_a_passed_legal_review_after_the_hearing(office: Office) -> None:
    case = penalty.opened(office)
    penalty.walk(office, case, "legal", heard=True, answer="hearing")
    papers = ("法制审核意见书",)
    office.sign(case, "gh-k", "legal", {"legal_result": "back"}, papers)
    assert item(office, case).open_tasks == ("investigate@2",)
    with refused(office, "no-such-task", 404):
        penalty.decide(office, case, "10000.00")


def test_a_chart_whose_legal_review_comes_before_the_hearing_is_told(office: Office) -> None:
    """Warned of (LNT027), and not in force unless somebody waives it by name and for a time."""
    swapped = (
        ('sourceRef="answered" targetRef="hearing"', 'sourceRef="answered" targetRef="legal"'),
        ('sourceRef="hearing" targetRef="legal"', 'sourceRef="legal" targetRef="hearing"'),
        ('sourceRef="legal" targetRef="reviewed"', 'sourceRef="hearing" targetRef="reviewed"'),
    )
    command = penalty.deployment(*swapped)
    without = tuple(w for w in command.waivers if w.rule != "LNT027")
    with refused(office, "warnings-unwaived", 422) as caught:
        execute_agency(office.rt, caller("sysadmin"), replace(command, waivers=without))
    assert {x.rule for x in caught.value.findings} == {"LNT027"}


def test_who_investigated_does_not_review_the_law(office: Office) -> None:
    case = penalty.opened(office)
    penalty.also(office, "jc-1", "GH-k")
    penalty.walk(office, case, "legal")
    with refused(office, "different-person", 403):
        office.sign(case, "jc-1", "legal", {"legal_result": "pass"}, ("法制审核意见书",))


def test_who_reviewed_the_law_does_not_decide(office: Office) -> None:
    case = penalty.opened(office)
    penalty.also(office, "gh-k", "JZ")
    penalty.walk(office, case, "impose")
    with refused(office, "different-person", 403):
        penalty.decide(office, case, "10000.00", who="gh-k")


def test_a_grave_penalty_is_decided_by_the_heads_together(office: Office) -> None:
    case = penalty.opened(office)
    penalty.walk(office, case, "impose", grave="yes")
    assert item(office, case).open_tasks == ("meeting@1",)
    with refused(office, "no-such-task", 404):
        penalty.decide(office, case, "10000.00")
    sit_at(office, case, "meeting", ("讨论记录",))
    penalty.decide(office, case, "10000.00")


def test_a_grave_penalty_that_slipped_past_the_meeting_is_held(office: Office) -> None:
    """The gateway is drawn wrong; the risk checkpoint still asks for the meeting's record."""
    wrong = ("grave == 'yes' or noticed_fine &lt; 5000)", "noticed_fine &lt; 5000)")
    case = penalty.opened(office, wrong)
    penalty.walk(office, case, "impose", grave="yes")
    with refused(office, "risk-undischarged", 409) as caught:
        penalty.decide(office, case, "10000.00")
    assert caught.value.facts["by"] == "meeting"


def test_after_a_defence_the_fine_is_not_higher(office: Office) -> None:
    case = penalty.opened(office)
    penalty.walk(office, case, "impose")
    with refused(office, "risk-undischarged", 409) as caught:
        penalty.decide(office, case, "10000.01")
    assert caught.value.facts["measure"] == "申辩后不得加重"
    penalty.decide(office, case, "10000.00")
    replays(office, case)


def test_new_facts_start_the_notice_again_and_only_then_may_the_fine_be_higher(
    office: Office,
) -> None:
    case = penalty.opened(office)
    penalty.walk(office, case, "legal", answer="new-facts")
    assert item(office, case).open_tasks == ("investigate@2",)
    penalty.walk_on(office, case, "investigate", "impose", noticed_fine="15000.00")
    penalty.decide(office, case, "15000.00")


@pytest.mark.parametrize("fine", ["20000.01", "99999.00"])
def test_no_fine_is_above_the_statutory_maximum(office: Office, fine: str) -> None:
    """A hard stop: no note, no level and no meeting lifts it."""
    case = penalty.opened(office)
    penalty.walk(office, case, "impose", grave="yes", noticed_fine=fine)
    sit_at(office, case, "meeting", ("讨论记录",))
    with refused(office, "risk-undischarged", 409) as caught:
        penalty.decide(office, case, fine)
    assert caught.value.facts["measure"] == "不得超过法定上限"
    key = {"fine.2": "经集体研究"}
    with refused(office, "not-to-confirm", 422):
        office.sign(case, "jz", "impose", {"fine": fine}, ("处罚决定书",), confirmations=key)


def test_below_the_minimum_only_on_a_ground_of_article_32_and_by_the_meeting(
    office: Office,
) -> None:
    bare = penalty.opened(office)
    penalty.walk(office, bare, "impose", noticed_fine="4000.00")
    sit_at(office, bare, "meeting", ("讨论记录",))
    with refused(office, "risk-undischarged", 409) as caught:
        penalty.decide(office, bare, "4000.00")
    assert caught.value.facts["measure"] == "低于下限须有减轻情形"
    alone = penalty.another(office)
    penalty.walk(office, alone, "impose", mitigation="ground-32")
    with refused(office, "risk-undischarged", 409) as caught:
        penalty.decide(office, alone, "4000.00")
    assert caught.value.facts["by"] == "meeting"
    case = penalty.another(office)
    penalty.walk(office, case, "impose", noticed_fine="4000.00", mitigation="ground-32")
    sit_at(office, case, "meeting", ("讨论记录",))
    penalty.decide(office, case, "4000.00")
