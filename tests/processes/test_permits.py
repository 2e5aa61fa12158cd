"""The three permits of the bureau: what law asks of each of them alike, on the files themselves."""

from typing import Any

import pytest
from support.shipped import DAY, PLANNING, chart_of, roster

from zhiheng.chart_files import assembled
from zhiheng.check import check_chart
from zhiheng.model.chart import Meaning
from zhiheng.model.finding import Severity
from zhiheng.model.guards import GUARDS
from zhiheng.model.ids import ElementPath
from zhiheng.model.limit import ClockEffect
from zhiheng.verify.staffing import critical, staff

PERMITS = ("site-opinion", "land-permit", "construction-permit")
OF_THE_CITY = {"fz-1", "fz-2", "fz-k"}


@pytest.mark.parametrize("name", PERMITS)
def test_nothing_is_wrong_with_it_and_the_roster_can_do_it(name: str) -> None:
    found = check_chart(assembled(PLANNING / f"{name}.bpmn"), roster=roster())
    assert [f for f in found.findings if f.severity is not Severity.INFO] == []


@pytest.mark.parametrize("name", PERMITS)
def test_with_stand_ins_anybody_can_be_missed_and_without_them_these_cannot(name: str) -> None:
    """The staffing lines of the tables: JZ, DJ, GHk and both clerks; who admits a hearing."""
    chart = chart_of(name)
    hearing = {"fz-k"} if name != "land-permit" else set()
    assert set(critical(chart, roster(), DAY)) == {"jz", "dj", "gh-k", "gh-1", "gh-2", *hearing}
    for person in roster().persons:
        assert staff(chart, roster(), DAY, frozenset({person})).unstaffed == ()


@pytest.mark.parametrize("name", PERMITS)
def test_the_posts_and_the_city_bureau_make_up_the_twenty_days(name: str) -> None:
    found = check_chart(assembled(PLANNING / f"{name}.bpmn"))
    limit: dict[str, Any] = found.certificate["deadlines"]["limits"][0]
    (city,) = chart_of(name).task(ElementPath("decide")).limits
    assert (limit["allowed"], limit["taken"] + (city.n or 0)) == (20, 20)


@pytest.mark.parametrize("name", PERMITS)
def test_silence_accepts_and_the_papers_follow(name: str) -> None:
    """许可法 32(4), 32-2."""
    node = chart_of(name).nodes[ElementPath("silence")]
    assert node.attached_to == "intake"
    assert node.clock is not None
    assert (node.clock.effect, node.clock.means) == (ClockEffect.DEEMED, Meaning.ACCEPTANCE)
    papers = {d.name: d for d in chart_of(name).task(ElementPath("late_papers")).documents}
    assert papers["受理通知书"].required


@pytest.mark.parametrize("name", PERMITS)
def test_the_clock_stops_only_where_the_law_requires_the_step(name: str) -> None:
    """许可法 45: not for a review of the bureau's own, not for who explains or revises."""
    stopping = {
        task.path: task.clock.when
        for task in chart_of(name).tasks
        if task.clock is not None and not task.path.startswith("hold_hearing/")
    }
    told = {"site-opinion": "interest == 'told'", "construction-permit": "objection == 'told'"}
    review = {
        "site-opinion": "review_result == 'experts-by-law'",
        "construction-permit": "expert_review == 'required-by-law'",
    }
    expected = {"hearing_request": told.get(name), "expert_review": review.get(name)}
    assert stopping == (expected if name != "land-permit" else {})
    inside = [t for t in chart_of(name).tasks if t.path.startswith("hold_hearing/")]
    assert all(t.clock is not None and t.clock.document == "听证告知书" for t in inside)


@pytest.mark.parametrize("name", ["site-opinion", "construction-permit"])
def test_no_host_has_reviewed_the_application(name: str) -> None:
    """许可法 48-1(3)."""
    chart = chart_of(name)
    hosts = ("hearing_fix", "hearing_notify", "hearing_hold", "hearing_report")
    for host in hosts:
        for other in ("site_visit", "notice", "expert_review", "first_review", "check", "deputy"):
            sides = [
                {s.side(ElementPath(f"hold_hearing/{host}")), s.side(ElementPath(other))}
                for s in chart.separations
            ]
            assert {"a", "b"} in sides, (host, other)


@pytest.mark.parametrize("name", PERMITS)
def test_every_risk_has_measures_that_something_keeps(name: str) -> None:
    risks = [(t.path, r) for t in chart_of(name).tasks for r in t.risks]
    assert len(risks) >= 25
    for path, risk in risks:
        assert risk.measures, (path, risk.id)
        assert all(m.guard in GUARDS for m in risk.measures)
        assert risk.id.rpartition("-")[2] == path.rpartition("/")[2]
    high = {path for path, r in risks if r.inherent == "high" and "/" not in path}
    assert {"site_visit", "check", "deputy", "meeting", "sign", "decide"} <= high


@pytest.mark.parametrize("name", PERMITS)
def test_titles_are_chinese(name: str) -> None:
    def titles(form: Any) -> list[str]:
        own = [form["title"]] if "title" in form else []
        return own + [x for f in form.get("properties", {}).values() for x in titles(f)]

    for task in chart_of(name).tasks:
        for title in titles(task.form):
            assert any("\u4e00" <= c <= "\u9fff" for c in title), (task.path, title)
