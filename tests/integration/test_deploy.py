"""Deploying a chart: only what can be read, proved and staffed; refused with the places."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from support import variants
from support.evidence import facts_of, item, refused, replays
from support.office import Office, caller
from support.scenarios import PAPERS

from zhiheng import facts as f
from zhiheng.commands.bureau.agency import execute_agency
from zhiheng.store import tables as t

Change = tuple[str, str]

_GATEWAY = '<bpmn:exclusiveGateway id="after_intake"'
_RUNS = '<bpmn:scriptTask id="s"><bpmn:script>import os</bpmn:script></bpmn:scriptTask>'
_SCRIPT = (_GATEWAY, _RUNS + _GATEWAY)
_DTD = (
    "<bpmn:definitions ",
    '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><bpmn:definitions ',
)
_BAD: dict[str, Change] = {
    "a script": _SCRIPT,
    "a DTD": _DTD,
    "an undeclared name": ("check_result == 'agree'", "check_ergebnis == 'agree'"),
    "a call": ("check_result == 'agree'", "len(check_result) == 5"),
    "a dunder": ("check_result == 'agree'", "check_result.__class__ == 'agree'"),
    "a flow to nowhere": ('sourceRef="intake" targetRef="after_intake"',
                          'sourceRef="intake" targetRef="nowhere"'),
    "a separation of an unknown step": ('b="deputy sign" reason="受理的人不决定"',
                                        'b="deputy signn" reason="受理的人不决定"'),
    "an unknown element of ours": ("<zh:noLimit ", "<zh:nolimit "),
    "a task without a post": ('<zh:post post="GH-k" opinion="required" />', ""),
    "a broken form": ('"title": "收件登记",', '"title": "收件登记"'),
    "a pattern in a form": ('"maxLength": 2000}', '"pattern": "(a+)+$"}'),
    "an outside reference in a form": ('"maxLength": 2000}', '"$ref": "http://x/y"}'),
    "a repeated id": ('id="deputy" name', 'id="check" name'),
}  # fmt: skip


_PAPER = '\n        <zh:document name="批前公示"'
_FIVE = 'kind="post" n="5" unit="working-day"'
_PUBLICATION = f'{_FIVE} start="enter" end="leave" roll="none" />{_PAPER}'


@pytest.mark.parametrize("fault", _BAD)
def test_a_chart_with_a_fault_is_refused_with_its_place_and_cure(
    office: Office, fault: str
) -> None:
    before = _charts(office)
    with refused(office, "chart-refused", 422) as caught:
        execute_agency(office.rt, caller("sysadmin"), variants.deployment(_BAD[fault]))
    found = caught.value.findings
    assert found
    assert all(x.message.zh and x.message.en and x.cure.zh and x.cure.en for x in found)
    assert any(x.line for x in found)
    assert _charts(office) == before


def test_posts_that_together_take_longer_than_the_statute_gives_are_refused(
    office: Office,
) -> None:
    """许可法 42: each post in time and the case late would be the chart's fault."""
    slow = ('kind="post" n="3" unit="working-day"', 'kind="post" n="8" unit="working-day"')
    with refused(office, "chart-refused", 422) as caught:
        execute_agency(office.rt, caller("sysadmin"), variants.deployment(slow))
    (late,) = caught.value.findings
    assert (late.rule, late.elements[0]) == ("SLA001", "site_visit")
    assert "合计21个工作日，比法定时限20个工作日多1个工作日" in late.message.zh


def test_mixed_units_are_compared_by_the_agencys_own_calendar(office: Office) -> None:
    days = (_PUBLICATION, 'kind="post" n="20" unit="day"' + _PUBLICATION.removeprefix(_FIVE))
    with refused(office, "chart-refused", 422) as caught:
        execute_agency(office.rt, caller("sysadmin"), variants.deployment(days))
    (late,) = caught.value.findings
    assert late.rule == "SLA001"
    assert "受理的，各岗位用满时限到" in late.message.zh


def test_a_step_without_limit_on_the_way_needs_a_waiver(office: Office) -> None:
    bare = (f"<zh:limit {_PUBLICATION}", f'<zh:noLimit reason="由地方规定" />{_PAPER}')
    with refused(office, "warnings-unwaived", 422) as caught:
        execute_agency(office.rt, caller("sysadmin"), variants.deployment(bare))
    assert [(x.rule, x.elements) for x in caught.value.findings] == [("SLA004", ("notice",))]


def _charts(office: Office) -> int:
    with office.rt.db.reading() as connection:
        kept = connection.execute(select(t.artifact.c.digest).where(t.artifact.c.kind == "chart"))
        return len(kept.all())


def _no_cards(data: dict[str, Any]) -> None:
    for record in data["persons"]:
        record.pop("cards", None)


@pytest.mark.parametrize(
    ("change", "name"),
    [
        (variants.one_clerk_a_section, "现场踏勘"),
        (lambda d: variants.without(d, "gh-k", "zh-k", "jc-k"), "科长审核"),
        (_no_cards, "现场踏勘"),
    ],
    ids=["one clerk a section", "no chief", "no cards"],
)
def test_a_bureau_that_cannot_staff_a_chart_lawfully_does_not_get_it(
    office: Office, change: Callable[[dict[str, Any]], None], name: str
) -> None:
    variants.load_roster(office, change)
    with refused(office, "unstaffable", 409) as caught:
        execute_agency(office.rt, caller("sysadmin"), variants.deployment(("核发（初审）", "核发")))
    assert name in caught.value.facts["tasks"]


def test_the_exact_bytes_of_a_chart_are_kept_and_a_case_runs_on_its_own_version(
    office: Office,
) -> None:
    first = office.start()
    waived = variants.deployment(('n="3" unit="working-day"', 'n="2" unit="working-day"'))
    execute_agency(office.rt, caller("sysadmin"), waived)
    second = office.start()
    for case in (first, second):
        office.walk(case, "notice")
        replays(office, case)
    assert (item(office, first).version, item(office, second).version) == (1, 2)
    limits = [
        next(c.n for c in facts_of(office, x, f.ClockStarted) if c.task == "site_visit")
        for x in (first, second)
    ]
    assert limits == [3, 2]
    with office.rt.db.reading() as connection:
        digest = item(office, second).chart
        kept = connection.execute(
            select(t.artifact.c.body).where(t.artifact.c.digest == digest)
        ).scalar_one()
    assert bytes(kept) == waived.xml


_GATE = ("objection == 'recheck'", "measured_distance &lt; 25.10")
_OBJECTION = '<zh:variable name="objection"'
_DISTANCE = '<zh:variable name="measured_distance" type="decimal" scale="2" title="实测间距" '
_DECLARED = (_OBJECTION, f'{_DISTANCE} writer="site_visit" />\n{_OBJECTION}')


@pytest.mark.parametrize(
    ("measured", "opens"),
    [
        ("25.10", "first_review@1"),
        ("25.1", "first_review@1"),
        ("25.09", "site_visit@2"),
        ("25.11", "first_review@1"),
        ("3.00", "site_visit@2"),
        ("100", "first_review@1"),
        ("25.10000000000000000000000000", "first_review@1"),
    ],
)
def test_a_decimal_is_compared_exactly_not_as_text_nor_as_a_float(
    office: Office, measured: str, opens: str
) -> None:
    variants.deploy(office, _GATE, _DECLARED)
    case = office.start()
    office.sign(case, "gh-1", "intake", _ACCEPT, PAPERS)
    visit = {"location": "东", "measured_distance": measured, "photos": 1}
    office.sign(case, "gh-2", "site_visit", visit, ("踏勘记录",))
    office.sign(case, "jc-1", "site_visit")
    office.sign(case, "gh-2", "notice", {"objection": "none"}, ("批前公示",))
    assert item(office, case).open_tasks == (opens,)
    replays(office, case)


def test_a_decimal_with_more_places_than_declared_is_refused_not_rounded(office: Office) -> None:
    variants.deploy(office, _GATE, _DECLARED)
    case = office.start()
    office.sign(case, "gh-1", "intake", _ACCEPT, PAPERS)
    visit = {"location": "东", "measured_distance": "25.099", "photos": 1}
    with refused(office, "wrong-value", 422) as caught:
        office.sign(case, "gh-2", "site_visit", visit, ("踏勘记录",))
    assert caught.value.pointer == "/values/measured_distance"


_DATE_GATE = ("objection == 'recheck'", "notice_until &gt;= '2026-10-01'")
_UNTIL = '<zh:variable name="notice_until" type="date" title="公示结束" writer="notice" />'
_DATE_DECLARED = (_OBJECTION, f"{_UNTIL}\n{_OBJECTION}")
_DATE_REQUIRED = ('"required": ["objection"],', '"required": ["objection", "notice_until"],')


@pytest.mark.parametrize(
    ("until", "opens"),
    [
        ("2026-09-30", "first_review@1"),
        ("2026-10-01", "site_visit@2"),
        ("2026-10-02", "site_visit@2"),
        ("0999-12-31", "first_review@1"),
    ],
)
def test_a_date_is_compared_as_a_date(office: Office, until: str, opens: str) -> None:
    variants.deploy(office, _DATE_GATE, _DATE_DECLARED, _DATE_REQUIRED)
    case = office.start()
    office.walk(case, "notice")
    values = {"objection": "none", "notice_until": until}
    office.sign(case, "gh-2", "notice", values, ("批前公示",))
    assert item(office, case).open_tasks == (opens,)
    replays(office, case)


_ACCEPT = {
    "checklist": {"application_form": True, "land_papers": True, "design_scheme": True},
    "intake_result": "accept",
    "promised_days": 15,
    "expert_review": "none",
}
