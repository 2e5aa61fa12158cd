"""Every planning chart can be published as it ships and says what a published item must."""

from dataclasses import replace
from typing import Any

import pytest
from support.shipped import chart_files, chart_of

from zhiheng.edition.gaps import gaps
from zhiheng.edition.project import public_edition
from zhiheng.edition.proof import edition_faults
from zhiheng.model.chart import Chart
from zhiheng.model.guide import NO_GUIDE, RemedyKind
from zhiheng.model.ids import ElementPath
from zhiheng.model.limit import LimitKind

PLANNING = tuple(chart_files("planning"))
PERMITS = tuple(key for key in PLANNING if "许可" in chart_of(key).power.category)
INVENTED = "（示例，虚构）"


def missing(chart: Chart) -> set[str]:
    return {gap.zh for gap in gaps(public_edition(chart))}


@pytest.mark.parametrize("key", PLANNING)
def test_nothing_is_missing_and_nothing_untrue(key: str) -> None:
    """许可法 5-2, 30; 处罚法 5-3, 39: what is not published is no basis."""
    chart = chart_of(key)
    assert chart.power.edition == "public"
    edition = public_edition(chart)
    assert [gap.zh for gap in gaps(edition)] == []
    assert [fault.zh for fault in edition_faults(chart, edition)] == []


@pytest.mark.parametrize("key", PLANNING)
def test_the_article_that_gives_the_power_can_be_read_there(key: str) -> None:
    assert any(basis.text for basis in chart_of(key).bases)


@pytest.mark.parametrize("key", PLANNING)
def test_places_and_hours_are_marked_as_invented(key: str) -> None:
    places = chart_of(key).guide.places
    assert all(place.address.endswith(INVENTED) for place in places)
    assert all(place.hours.endswith(INVENTED) for place in places)


@pytest.mark.parametrize("key", PLANNING)
def test_both_remedies_tell_their_days_and_articles(key: str) -> None:
    """复议法 20, 24: sixty days, the government; 行诉法 46: six months, the court."""
    told = [(r.kind, r.text, r.basis and r.basis.article) for r in chart_of(key).guide.remedies]
    (review,) = [x for x in told if x[0] is RemedyKind.RECONSIDERATION]
    assert ("六十日内" in review[1], "人民政府" in review[1]) == (True, True)
    assert review[2] == "第二十条、第二十四条"
    suits = [x for x in told if x[0] is RemedyKind.LAWSUIT]
    assert any("六个月内" in x[1] and x[2] == "第四十六条" for x in suits)


def test_an_order_under_the_land_law_is_sued_in_fifteen_days() -> None:
    """土地管理法 83, a special limit (行诉法 46)."""
    remedies = chart_of("demolition").guide.remedies
    (land,) = [r for r in remedies if r.basis and r.basis.law == "中华人民共和国土地管理法"]
    assert (land.kind, "十五日内" in land.text) == (RemedyKind.LAWSUIT, True)


@pytest.mark.parametrize("key", PERMITS)
def test_the_window_checks_the_papers_that_are_published_and_no_others(key: str) -> None:
    """许可法 30: all papers, and none beside (P02)."""
    chart = chart_of(key)
    form = chart.task(ElementPath("intake")).form
    assert form is not None
    checklist: Any = form["properties"]["checklist"]
    asked = [(v["title"], k in checklist["required"]) for k, v in checklist["properties"].items()]
    told = [(paper.name, paper.required) for paper in chart.guide.materials]
    if key == "construction-permit":  # its guide says the papers in the words of 规划法 40-2
        asked, told = ([("", x[1]) for x in papers] for papers in (asked, told))
    assert told == asked


@pytest.mark.parametrize("key", PLANNING)
def test_a_chart_without_its_guide_has_gaps(key: str) -> None:
    bare = replace(chart_of(key), guide=NO_GUIDE)
    told = {"行使主体", "办理地点与时间", "责任事项", "追责情形", "救济途径"}
    applied_for = {"受理条件", "申请材料"} if key in PERMITS else set()
    assert missing(bare) == told | applied_for


@pytest.mark.parametrize(
    ("key", "asked"),
    [
        ("site-opinion", {"法定时限", "承诺时限"}),
        ("penalty", {"法定时限"}),
        ("demolition", set()),
        ("patrol", set()),
    ],
)
def test_days_are_asked_for_where_the_law_sets_them_or_somebody_applies(
    key: str, asked: set[str]
) -> None:
    """许可法 42; 处罚法 60 (ninety days); 强制法 and 规划法 53 set none on the whole case."""
    assert missing(replace(chart_of(key), limits=())) == asked


def test_who_answers_for_a_risk_is_told_where_no_post_of_the_bureau_does() -> None:
    edition = public_edition(chart_of("site-opinion"))
    told = {(n.id, risk.post) for n, step in edition.steps for risk in step.risks}
    assert ("decide", "市规划局") in told
    assert ("hold_hearing/hearing_report", "听证：主持人") in told


def test_a_penalty_promises_nothing() -> None:
    """Nobody applies for it; what it has is the law's."""
    edition = public_edition(chart_of("penalty"))
    assert {limit.kind for limit in edition.limits} == {LimitKind.STATUTORY}
