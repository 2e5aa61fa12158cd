"""默示受理: silence is acceptance only where nothing was told (许可法 32(4), 32(5))."""

from datetime import date

import pytest
from support.clocked import CLOCKED, deploy, flow, start_of, to
from support.evidence import facts_of, item, refused, replays
from support.office import Office

from zhiheng import facts as f
from zhiheng.commands.handling.handle import execute
from zhiheng.commands.limits.fire import FireTimer, law_of
from zhiheng.commands.sweeps.sweep import sweep
from zhiheng.errors import NotReady
from zhiheng.model.ids import AgencyId, CaseId, ElementPath

SUPPLEMENT = (
    '<userTask id="supplement" name="补正材料"><extensionElements>'
    '<zh:external party="applicant" /><zh:post post="GH-c" opinion="none" />'
    '<zh:basis law="某办法" article="第一条" /><zh:noLimit reason="告知书写明" />'
    "</extensionElements></userTask>"
    '<exclusiveGateway id="answered" default="answered-accepted" />'
)
_ACCEPT, _LACKS = (f'<zh:choice value="{x}" title="{x}" />' for x in ("accept", "lacks"))
_MEANS = 'value="accept" means="acceptance" />'
_NOTICE = '<zh:outcome variable="intake_result" value="lacks" means="supplement" />'
_JOIN = '<exclusiveGateway id="accepted" />'
_FLOWS = (
    flow("intake", "answered"),
    flow("answered", "supplement", "intake_result == 'lacks'"),
    flow("answered", "accepted"),
    flow("supplement", "intake"),
)
CHANGES = (
    (_ACCEPT, _ACCEPT + _LACKS),
    ('"enum": ["accept"]', '"enum": ["accept", "lacks"]'),
    (_MEANS, _MEANS + _NOTICE),
    (_JOIN, _JOIN + SUPPLEMENT),
    (flow("intake", "accepted"), "".join(_FLOWS)),
)


@pytest.fixture
def case(office: Office) -> CaseId:
    deploy(office, CLOCKED, *CHANGES)
    to(office, date(2026, 3, 2))
    return start_of(office, "clocked")


def _told(office: Office, case: CaseId) -> None:
    office.sign(case, "gh-1", "intake", {"intake_result": "lacks"}, supplement=("总平面图",))
    office.sign(case, "yuanda", "supplement", opinion=None)


def test_who_was_told_within_five_days_is_not_accepted_by_silence(
    office: Office, case: CaseId
) -> None:
    _told(office, case)
    to(office, date(2026, 5, 8))
    assert sweep(office.rt) == 0
    assert item(office, case).open_tasks == ("intake@2",)
    assert [x.told for x in facts_of(office, case, f.TimerArmed)] == [False, True]
    silence = FireTimer(case, ElementPath("silence"), 2)
    with refused(office, "timer-not-waiting", 409, recorded=False):
        execute(office.rt, law_of(AgencyId("jingyue")), silence)
    office.sign(case, "gh-1", "intake", {"intake_result": "accept"})
    (taken,) = facts_of(office, case, f.CaseAccepted)
    assert taken.on == "2026-05-08"
    replays(office, case)


def test_who_was_told_after_the_five_days_was_accepted_before(office: Office, case: CaseId) -> None:
    """The sweep was late; the law is not."""
    to(office, date(2026, 3, 10))
    with pytest.raises(NotReady, match="task-done"):
        office.sign(case, "gh-1", "intake", {"intake_result": "lacks"}, supplement=("总平面图",))
    (taken,) = facts_of(office, case, f.CaseAccepted)
    assert taken.on == "2026-03-02"
    replays(office, case)
