"""Separation beyond one case: applicant, project, agency; and two cases that race."""

import copy
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from support import variants
from support.evidence import facts_of, refused, replays
from support.office import ACCEPT, REPORT, VISIT, Office, caller
from support.processes import another, at_once
from support.scenarios import take_back

from zhiheng import facts as f
from zhiheng.commands.frame.receipt import Receipt
from zhiheng.commands.handling.handle import execute
from zhiheng.commands.handling.start import Start, start
from zhiheng.commands.signing.sign import Sign
from zhiheng.errors import Busy, Refusal
from zhiheng.model.ids import CaseId
from zhiheng.rules import policy
from zhiheng.store import tables as t

_LAST = '<zh:separation id="review-record"'
_PAPERS = ("受理通知书", "服务承诺书")


def deploy(office: Office, *attributes: str) -> None:
    """Who has accepted for an applicant reviews nothing of his, and so on."""
    rules = "\n".join(
        f'<zh:separation id="wide-{i}" {a} reason="跨件" />' for i, a in enumerate(attributes)
    )
    variants.load_roster(office, _four_clerks)
    variants.deploy(office, (_LAST, f"{rules}\n{_LAST}"))


def _four_clerks(data: dict[str, Any]) -> None:
    """So that no case is cornered by what its clerks have done in others."""
    first = variants.person(data, "gh-1")
    for who in ("gh-3", "gh-4"):
        data["persons"].append({**copy.deepcopy(first), "id": who, "name": f"科员{who}"})


def begin(office: Office, applicant: str = "yuanda", project: str | None = None) -> CaseId:
    command = Start("construction-permit", "某项目", applicant, "window", project=project)
    receipt = start(office.rt, caller("zh-1"), command)
    return CaseId(receipt.entry.stream.removeprefix("case/"))


def accept(office: Office, case: CaseId, who: str) -> object:
    return office.sign(case, who, "intake", ACCEPT, _PAPERS)


def visit(office: Office, case: CaseId, who: str) -> object:
    return office.sign(case, who, "site_visit", VISIT, ("踏勘记录",))


def test_who_accepted_for_an_applicant_reviews_no_other_case_of_his(office: Office) -> None:
    deploy(office, 'a="intake" b="site_visit" scope="applicant"')
    one, two, stranger = begin(office), begin(office), begin(office, "others")
    accept(office, one, "gh-1")
    for case in (two, stranger):
        accept(office, case, "gh-2")
    with refused(office, "separated-elsewhere", 403) as caught:
        visit(office, two, "gh-1")
    assert caught.value.facts["conflict"] == "intake"
    visit(office, stranger, "gh-1")
    for case in (one, two, stranger):
        replays(office, case)


def test_an_act_counts_no_longer_than_the_window(office: Office) -> None:
    deploy(office, 'a="intake" b="site_visit" scope="applicant" window="30"')
    one, two, three = begin(office), begin(office), begin(office)
    accept(office, one, "gh-1")
    office.clock.forward(days=20)
    for case in (two, three):
        accept(office, case, "gh-2")
    with refused(office, "separated-elsewhere", 403):
        visit(office, two, "gh-1")
    office.clock.forward(days=10)
    with refused(office, "separated-elsewhere", 403):
        visit(office, two, "gh-1")
    office.clock.forward(days=1)
    visit(office, two, "gh-1")
    four = begin(office)
    with refused(office, "separated-elsewhere", 403):  # now it is the visit that bars him
        accept(office, four, "gh-1")
    for case in (one, two, three):
        replays(office, case)


def test_one_project_is_told_from_another_and_must_be_named(office: Office) -> None:
    deploy(office, 'a="intake" b="site_visit" scope="project"')
    with refused(office, "project-missing", 422):
        begin(office)
    one, two = begin(office, project="远达花园"), begin(office, "others", project="远达花园")
    other = begin(office, project="邻里中心")
    accept(office, one, "gh-1")
    for case in (two, other):
        accept(office, case, "gh-2")
    with refused(office, "separated-elsewhere", 403):
        visit(office, two, "gh-1")
    visit(office, other, "gh-1")


def test_an_agency_scope_counts_every_case(office: Office) -> None:
    deploy(office, 'a="intake" b="site_visit" scope="agency"')
    one, two = begin(office), begin(office, "others")
    accept(office, one, "gh-1")
    accept(office, two, "gh-2")
    with refused(office, "separated-elsewhere", 403):
        visit(office, two, "gh-1")
    with refused(office, "separated-elsewhere", 403):
        visit(office, one, "gh-2")


def test_sections_differ_over_all_cases_of_an_applicant(office: Office) -> None:
    kind = 'kind="different-section" scope="applicant"'
    deploy(office, f'a="intake" b="archive" {kind}')
    one, two = begin(office), begin(office)
    accept(office, one, "gh-1")
    accept(office, two, "gh-2")
    with office.rt.db.reading() as connection:
        held = set(connection.execute(select(t.duty.c.person).where(t.duty.c.rule.like("%wide-0"))))
    assert {h.person for h in held} == {"gh-1", "gh-2", "section:GH"}
    replays(office, one)


def test_a_taken_back_act_still_counts_in_the_other_case(office: Office) -> None:
    deploy(office, 'a="notice" b="intake" scope="applicant"')
    one, two = begin(office), begin(office)
    office.walk(one, "notice")
    office.sign(one, "gh-2", "notice", {"objection": "none"}, ("批前公示",))
    take_back("gh-2")(office, one)
    with refused(office, "separated-elsewhere", 403):
        accept(office, two, "gh-2")
    replays(office, one)
    office.sign(one, "gh-3", "notice", {"objection": "none"}, ("批前公示",))
    replays(office, one)


def _sure(act: Callable[[], object]) -> object:
    for _ in range(40):
        try:
            return act()
        except Busy:
            time.sleep(0.05)
        except Refusal as refusal:
            return refusal
    raise AssertionError("never got the lock")


def _race(office: Office, other: Office, rounds: int) -> list[str]:
    """In each round one clerk accepts one case and visits another of the same applicant."""
    found: list[str] = []
    for i in range(rounds):
        applicant = f"party-{i}"
        one, two = begin(office, applicant), begin(office, applicant)
        accept(office, two, "gh-2")
        papers = {n: office.paper(n) for n in (*_PAPERS, "踏勘记录")}
        acts = [
            (office, Sign(one, "intake@1", opinion="同意", values=ACCEPT,
                          documents={n: papers[n] for n in _PAPERS})),
            (other, Sign(two, "site_visit@1", opinion="同意", values=VISIT,
                         documents={"踏勘记录": papers["踏勘记录"]})),
        ]  # fmt: skip
        answers = at_once(
            [partial(_sure, partial(execute, o.rt, caller("gh-1"), c)) for o, c in acts]
        )
        assert sum(isinstance(a, Receipt) for a in answers) == 1, answers
        found += [a.rule for a in answers if isinstance(a, Refusal)]
        for case in (one, two):
            replays(office, case)
    return found


def test_of_two_cases_of_one_applicant_that_race_only_one_passes(
    office: Office, tmp_path: Path
) -> None:
    deploy(office, 'a="intake" b="site_visit" scope="applicant"')
    with another(office, tmp_path / "documents") as other:
        assert set(_race(office, other, 6)) == {"separated-elsewhere"}


def test_the_database_lets_only_one_pass_even_where_the_rule_sees_nothing(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deploy(office, 'a="intake" b="site_visit" scope="applicant"')
    blind = tuple(r for r in policy.POLICY if r.__name__ != "separated")
    monkeypatch.setattr(policy, "POLICY", blind)
    with another(office, tmp_path / "documents") as other:
        assert set(_race(office, other, 4)) == {"duty-backstop"}


def test_a_soft_separation_lets_through_and_leaves_a_trace(office: Office) -> None:
    deploy(office, 'a="notice" b="archive" force="soft"')
    case = begin(office)
    office.walk(case, "archive")
    assert facts_of(office, case, f.DutiesMet) == []
    variants.load_roster(office, _also("gh-2", "zh-1"))
    office.sign(case, "gh-2", "archive", {}, ("案卷目录",))
    met = facts_of(office, case, f.DutiesMet)
    assert [(x.task, x.person, x.conflict) for x in met] == [("archive", "gh-2", "notice")]
    replays(office, case)


def _also(who: str, colleague: str) -> Callable[[dict[str, Any]], None]:
    """Give somebody a colleague's post beside his own."""

    def change(data: dict[str, Any]) -> None:
        _four_clerks(data)
        post = variants.person(data, colleague)["holdings"][0]["post"]
        held = variants.person(data, who)["holdings"]
        held.append({"post": post, "since": "2026-01-01"})

    return change


_PUBLISHER = {"same-person": "gh-2", "not-kin": "gh-1"}
"""Who may not publish what gh-1 has accepted."""


@pytest.mark.parametrize("kind", _PUBLISHER)
def test_each_kind_refuses_by_its_own_rule(office: Office, kind: str) -> None:
    deploy(office, f'a="intake" b="publish" kind="{kind}"')
    case = begin(office)
    office.walk(case, "publish")
    with refused(office, kind, 403):
        office.sign(case, _PUBLISHER[kind], "publish", {}, ("总平面图公布稿",))
    replays(office, case)


def test_a_colleague_of_the_section_that_accepted_may_not_archive(office: Office) -> None:
    deploy(office, 'a="intake" b="archive" kind="different-section"')
    case = begin(office)
    office.walk(case, "archive")
    variants.load_roster(office, _also("gh-2", "zh-1"))
    with refused(office, "different-section", 403):
        office.sign(case, "gh-2", "archive", {}, ("案卷目录",))
    office.sign(case, "zh-1", "archive", {}, ("案卷目录",))
    replays(office, case)


def test_an_equal_of_who_checked_may_not_approve_it(office: Office) -> None:
    deploy(office, 'a="check" b="sign" kind="higher-grade"')
    case = begin(office)
    office.walk(case, "sign")
    variants.load_roster(office, _also("zh-k", "jz"))
    with refused(office, "higher-grade", 403):
        office.sign(case, "zh-k", "sign", REPORT, ("初审报告",))
    office.sign(case, "jz", "sign", REPORT, ("初审报告",))
    replays(office, case)
