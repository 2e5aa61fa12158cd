"""The shipped permit: what law and roster ask of it, proved on the files themselves."""

from dataclasses import replace

import pytest
import yaml
from support import shipped
from support.shipped import DAY, PLANNING, chart_of

from zhiheng.model.chart import Chart, Meaning
from zhiheng.model.ids import ElementPath, PersonId, PostId, QualificationId
from zhiheng.model.limit import LimitKind, LimitUnit
from zhiheng.model.person import Roster
from zhiheng.verify.staffing import critical, staff

HOST = "hold_hearing/hearing_fix hold_hearing/hearing_hold hold_hearing/hearing_report"
OF_SYSTEM_CASES = {"xt-1", "aq-1", "sj-1"}
OF_THE_CITY_BUREAU = {"fz-1", "fz-2", "fz-k"}


@pytest.fixture(scope="module")
def chart() -> Chart:
    return chart_of("construction-permit")


@pytest.fixture(scope="module")
def roster() -> Roster:
    return shipped.roster()


def test_the_decision_is_due_twenty_working_days_after_acceptance(chart: Chart) -> None:
    """行政许可法 42-1, 82."""
    limits = {limit.kind: limit for limit in chart.limits}
    statutory = limits[LimitKind.STATUTORY]
    assert (statutory.n, statutory.unit) == (20, LimitUnit.WORKING_DAY)
    assert (statutory.start, statutory.end) == ("acceptance", "decision")
    assert limits[LimitKind.PROMISED].variable == "promised_days"
    days = chart.task(ElementPath("intake")).form["properties"]["promised_days"]
    assert (days["minimum"], days["maximum"]) == (1, statutory.n)


def test_the_posts_together_take_no_longer_than_the_statute_gives(chart: Chart) -> None:
    from_acceptance_to_decision = (
        "arrange", "site_visit", "notice", "first_review",
        "check", "deputy", "meeting", "sign", "decide",
    )  # fmt: skip
    spent = [
        limit.n or 0
        for path in from_acceptance_to_decision
        for limit in chart.task(ElementPath(path)).limits
        if limit.kind is LimitKind.POST
    ]
    assert len(spent) == len(from_acceptance_to_decision)
    assert sum(spent) == 20


@pytest.mark.parametrize(
    ("task", "days", "start", "article"),
    [
        ("intake", 5, "enter", "第三十二条第一款第四项"),
        ("serve", 10, "decision", "第四十四条"),
        ("publish", 20, "decision", "第二十六条"),
    ],
)
def test_limits_of_law_cite_their_article(
    chart: Chart, task: str, days: int, start: str, article: str
) -> None:
    (limit,) = chart.task(ElementPath(task)).limits
    assert limit.basis is not None
    assert (limit.n, limit.start, limit.basis.article) == (days, start, article)


def test_every_legal_effect_has_its_task(chart: Chart) -> None:
    effects = {o.means: task.path for task in chart.tasks for o in task.outcomes}
    assert effects == {
        Meaning.ACCEPTANCE: "intake",
        Meaning.SUPPLEMENT: "intake",
        Meaning.NON_ACCEPTANCE: "intake",
        Meaning.GRANT: "decide",
        Meaning.REFUSAL: "decide",
    }


@pytest.mark.parametrize(
    ("task", "paper", "when"),
    [
        ("intake", "受理通知书", "intake_result == 'accept'"),
        ("intake", "服务承诺书", "intake_result == 'accept'"),
        ("intake", "不受理告知书", "intake_result == 'not-needed'"),
        ("intake", "不予受理决定书", "intake_result == 'not-ours'"),
        ("meeting", "会议纪要", None),
        ("arrange", "评审时间告知书", "expert_review == 'required-by-law'"),
        ("notice", "听证告知书", "objection in ['told', 'hearing']"),
        ("hold_hearing/hearing_minutes", "听证笔录", None),
        ("sign", "初审报告", "sign_result == 'report'"),
        ("decide", "建设工程规划许可证", "decision == 'grant'"),
        ("decide", "不予许可决定书", "decision == 'refuse'"),
        ("serve", "送达回证", None),
    ],
)
def test_acts_leave_their_paper(chart: Chart, task: str, paper: str, when: str | None) -> None:
    rules = {d.name: d for d in chart.task(ElementPath(task)).documents}
    assert rules[paper].required
    assert rules[paper].when == when


def test_the_site_is_visited_by_two_with_cards_one_from_supervision(chart: Chart) -> None:
    """行政许可法 34-3; 003: together with 监察科."""
    hands = chart.task(ElementPath("site_visit")).sign_off
    assert hands is not None
    assert (hands.kind, hands.from_section, hands.qualification) == (
        "two-person",
        "JC",
        "enforcement-card",
    )


def apart(chart: Chart, one: str, other: str) -> bool:
    return any(
        {s.side(ElementPath(one)), s.side(ElementPath(other))} == {"a", "b"}
        for s in chart.separations
    )


@pytest.mark.parametrize(
    ("one", "others"),
    [
        ("intake", f"arrange expert_review site_visit notice {HOST} first_review deputy sign"),
        ("site_visit", "check"),
        ("first_review", "intake check deputy sign decide"),
        (HOST, "arrange expert_review site_visit first_review check deputy"),
    ],
)
def test_duties_that_may_not_meet_in_one_hand(chart: Chart, one: str, others: str) -> None:
    assert all(apart(chart, a, b) for a in one.split() for b in others.split())


def test_the_bureau_meeting_is_of_its_leaders_and_the_head_votes_last(chart: Chart) -> None:
    """003: 局务会审; 001-4: approval as resolved."""
    meeting = chart.task(ElementPath("meeting")).collective
    assert meeting is not None
    assert (meeting.chair, meeting.members) == ("JZ", ("DJ", "GH-k", "ZH-k", "JC-k"))
    assert meeting.notice >= 1
    follows = chart.task(ElementPath("sign")).follows
    assert {(f.resolved, f.variable, f.value) for f in follows} == {
        ("pass", "sign_result", "report"),
        ("pass", "report_opinion", "approve"),
        ("reject", "sign_result", "report"),
        ("reject", "report_opinion", "refuse"),
    }


def test_the_recorder_of_the_meeting_decides_nothing(chart: Chart) -> None:
    """Nor does he review; who reviewed the case neither votes nor records."""
    meeting = chart.task(ElementPath("meeting"))
    assert (meeting.post, meeting.opinion) == ("ZH-c", "none")
    apart = [s.a for s in chart.separations if s.side(meeting.path)]
    assert apart == [{ElementPath("first_review")}]


@pytest.mark.parametrize("task", ["first_review", "check", "deputy", "sign"])
def test_each_level_writes_its_opinion(chart: Chart, task: str) -> None:
    assert chart.task(ElementPath(task)).opinion == "required"


def test_every_variable_that_a_gateway_reads_must_be_filled_in(chart: Chart) -> None:
    for variable in chart.variables.values():
        form = chart.task(variable.writer).form
        if variable.name not in ("promised_days", "meeting_result", "report_opinion"):
            assert variable.name in form["required"]
    sign = chart.task(ElementPath("sign")).form
    assert sign["if"] == {"properties": {"sign_result": {"const": "report"}}}
    assert sign["then"] == {"required": ["report_opinion"]}


def test_eleven_persons_carry_a_case_through(chart: Chart, roster: Roster) -> None:
    bureau = roster.persons.keys() - OF_SYSTEM_CASES - OF_THE_CITY_BUREAU
    assert len(bureau) == 11
    found = staff(chart, roster, DAY)
    assert found.unstaffed == ()
    outside = {a.task for a in found.assigned if a.person not in bureau}
    assert outside <= {p for p in chart.nodes if p.startswith("hold_hearing/")}
    assert {a.task for a in found.assigned} == {task.path for task in chart.tasks}
    assert all(a.acting_for is None for a in found.assigned)


def test_five_of_them_cannot_be_missed_without_stand_ins(chart: Chart, roster: Roster) -> None:
    assert set(critical(chart, roster, DAY)) == {
        *("jz", "dj", "gh-k", "gh-1", "gh-2"),
        "fz-k",  # who admits a hearing
    }


def test_with_stand_ins_anybody_can_be_missed(chart: Chart, roster: Roster) -> None:
    for person in roster.persons:
        found = staff(chart, roster, DAY, frozenset({person}))
        assert found.unstaffed == ()
        assert person not in {a.person for a in found.assigned}


def test_when_a_clerk_is_away_the_other_does_not_take_both_sides(
    chart: Chart, roster: Roster
) -> None:
    """003 has two clerks a section: B comes from another section (notes/domain.md §1 warning 5)."""
    found = staff(chart, roster, DAY, frozenset({PersonId("gh-2")}))
    who = {a.task: (a.person, a.acting_for) for a in found.assigned}
    assert who[ElementPath("intake")] == ("gh-1", None)
    assert who[ElementPath("first_review")] == ("zh-1", "gh-2")


def test_one_clerk_a_section_is_not_enough(chart: Chart, roster: Roster) -> None:
    few = {p: x for p, x in roster.persons.items() if p not in ("gh-2", "zh-2", "jc-2")}
    kept = {k: v for k, v in roster.stand_ins.items() if k[1] in few}
    found = staff(chart, replace(roster, persons=few, stand_ins=kept), DAY)
    review = {"arrange", "expert_review", "site_visit", "notice", "hearing_request"}
    assert set(found.unstaffed) >= {*review, "first_review"}


def test_only_the_city_bureau_reviews_the_law_and_two_of_ours_may_host(roster: Roster) -> None:
    def having(card: str) -> set[str]:
        return {p.id for p in roster.persons.values() if p.card(QualificationId(card), DAY)}

    assert having("legal-review") == {"fz-1", "fz-2"} <= OF_THE_CITY_BUREAU
    assert having("hearing-host") - OF_THE_CITY_BUREAU == {"jc-k", "zh-k"}
    assert having("enforcement-card") == {"gh-1", "gh-2", "jc-1", "jc-2", "jc-k", "zh-1"}


def test_every_post_of_the_chart_is_held(chart: Chart, roster: Roster) -> None:
    posts = {task.post for task in chart.tasks} | {lane.post for lane in chart.lanes}
    for post in posts - {None}:
        assert list(roster.holders(PostId(str(post)), DAY))


def test_each_person_has_one_account(roster: Roster) -> None:
    data = yaml.safe_load((PLANNING / "jingyue.accounts.yaml").read_text("utf-8"))
    accounts = data["accounts"]
    logins = [account["login"] for account in accounts]
    assert len(set(logins)) == len(logins)
    assert {a["person"]: a["name"] for a in accounts if "person" in a} == {
        p.id: p.name for p in roster.persons.values()
    }
    others = {a["login"]: a["role"] for a in accounts if a["role"] != "officer"}
    assert others == {
        "xt-1": "system",
        "aq-1": "security",
        "sj-1": "audit",
        "yuanda": "applicant",
        "jiwei": "supervisor",
        "sysadmin": "system",
    }
