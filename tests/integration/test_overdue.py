"""The overdue list (超期清单): what is late, at whose step, and who sees it."""

from collections.abc import Iterable

import pytest
from support.evidence import facts_of
from support.office import MONDAY, VISIT, Office, caller
from support.scenarios import until

from zhiheng import facts as f
from zhiheng.errors import Refusal
from zhiheng.model.ids import CaseId
from zhiheng.queries.overdue import OverdueItem, overdue

_ALL = frozenset({"red", "yellow", "remind"})
_RED = frozenset({"red"})


def _listed(
    office: Office, who: str = "jiwei", signals: frozenset[str] = _RED, most: int = 200
) -> list[OverdueItem]:
    """Every page, one after the other."""
    found: list[OverdueItem] = []
    after = None
    with office.rt.db.reading() as connection:
        while True:
            page = overdue(office.rt, connection, caller(who), signals, most, after)
            found += page.items
            after = page.after
            if after is None:
                return found


def _clocks(items: Iterable[OverdueItem]) -> list[str]:
    return [i.clock for i in items]


def _late_visit(office: Office) -> CaseId:
    """The site visit is a day late; the case as a whole has all its time."""
    case = office.start()
    office.walk(case, "site_visit")
    office.clock.forward(days=4)
    return case


def test_one_late_step_is_red_for_that_step_though_the_case_is_in_time(office: Office) -> None:
    _late_visit(office)
    (red,) = _listed(office)
    assert (red.clock, red.name, red.signal) == ("site_visit@1:post", "现场踏勘", "red")
    assert (red.due, red.remaining, red.posts) == ("2026-03-05", -1, ("GH-c", "JC"))
    assert {"statutory", "promised"} <= {
        c.clock for c in facts_of(office, CaseId(red.case), f.ClockStarted)
    }


def test_a_limit_is_not_late_on_its_last_day_and_is_a_second_after_it(office: Office) -> None:
    case = office.start()
    office.walk(case, "site_visit")
    office.clock.now = MONDAY.replace(day=5, hour=15, minute=59, second=59)
    assert _listed(office) == []
    office.clock.forward(seconds=1)
    assert _clocks(_listed(office)) == ["site_visit@1:post"]


def test_what_was_done_late_is_no_longer_overdue_and_stays_on_record(office: Office) -> None:
    case = _late_visit(office)
    office.sign(case, "gh-2", "site_visit", VISIT, ("踏勘记录",))
    assert _clocks(_listed(office)) == ["site_visit@1:post"]
    office.sign(case, "jc-1", "site_visit")
    assert _listed(office) == []
    ended = {x.clock: x.late for x in facts_of(office, case, f.ClockEnded)}
    assert ended == {"intake@1:post": False, "site_visit@1:post": True}


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("jiwei", True),
        ("jz", True),
        ("dj", True),
        ("gh-k", True),
        ("gh-1", True),
        ("jc-1", True),
        ("jc-k", True),
        ("zh-1", False),
        ("zh-k", False),
    ],
)
def test_each_sees_what_waits_at_his_posts(office: Office, who: str, *, sees: bool) -> None:
    """A chief his section, a clerk his post, the heads and the supervisor everything."""
    _late_visit(office)
    assert bool(_listed(office, who)) is sees


def test_when_only_one_hand_is_missing_its_section_is_the_one_that_is_late(
    office: Office,
) -> None:
    case = _late_visit(office)
    office.sign(case, "gh-2", "site_visit", VISIT, ("踏勘记录",))
    assert [i.posts for i in _listed(office)] == [("JC",)]
    assert _clocks(_listed(office, "jc-2")) == ["site_visit@1:post"]
    assert _listed(office, "gh-1") == []


@pytest.mark.parametrize("who", ["yuanda", "sysadmin"])
def test_applicant_and_system_officer_see_no_list(office: Office, who: str) -> None:
    _late_visit(office)
    with pytest.raises(Refusal) as caught:
        _listed(office, who)
    assert (caught.value.rule, caught.value.status) == ("role-may-not", 403)


def test_who_holds_a_hearing_card_sees_the_hearing_that_is_late(office: Office) -> None:
    case = office.start()
    until("notice")(office, case)
    office.sign(case, "gh-2", "notice", {"objection": "hearing"}, ("批前公示", "听证时间告知书"))
    office.clock.forward(days=40)
    assert "hearing@1:statutory" in _clocks(_listed(office, "zh-k"))
    assert "hearing@1:statutory" not in _clocks(_listed(office, "zh-2"))


def test_a_provisional_day_never_turns_red(office: Office) -> None:
    """The calendar of 2027 is not out: what it says may change (design.md §9)."""
    office.clock.now = MONDAY.replace(month=12, day=28)
    case = office.start()
    office.walk(case, "site_visit")
    clocks = {c.clock: c for c in facts_of(office, case, f.ClockStarted)}
    assert clocks["statutory"].provisional
    office.clock.forward(days=60)
    listed = {i.clock: i.signal for i in _listed(office, signals=_ALL)}
    assert listed["statutory"] == "yellow"
    assert all(not clocks[i.clock].provisional for i in _listed(office))


def test_reminder_yellow_and_red_come_in_this_order(office: Office) -> None:
    case = office.start()
    office.walk(case, "site_visit")
    seen: dict[str, list[str]] = {}
    for _ in range(45):
        for item in _listed(office, signals=_ALL):
            seen.setdefault(item.clock, []).append(item.signal)
        office.clock.forward(days=1)
    order = ["remind", "yellow", "red"]
    for clock, signals in seen.items():
        assert [order.index(s) for s in signals] == sorted(map(order.index, signals)), clock
        assert signals[-1] == "red"


def test_pages_of_one_give_the_whole_list_in_order_to_whoever_may_see_it(
    office: Office,
) -> None:
    for _ in range(3):
        office.walk(office.start(), "site_visit")
        office.walk(office.start(), "archive")
        office.clock.forward(days=1)
    office.clock.forward(days=60)
    for who in ("jiwei", "gh-1", "zh-2", "jc-k"):
        whole = _listed(office, who, _ALL)
        assert whole
        assert _listed(office, who, _ALL, most=1) == whole
    dues = [i.due for i in _listed(office)]
    assert dues == sorted(dues)


def test_a_withdrawn_or_closed_case_is_on_no_list(office: Office) -> None:
    office.walk(office.start())
    office.clock.forward(days=365)
    assert _listed(office, signals=_ALL) == []
