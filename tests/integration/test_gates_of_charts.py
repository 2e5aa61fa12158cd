"""Gates of the law on charts and on the course of a case: deployment, supplement, return, log.

docs/gates.md names each test here beside its gate.
"""

import re
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import delete, select, update
from support import variants
from support.evidence import agency_verdict, facts_of, item, refused, replays
from support.office import ACCEPT, CHECKLIST, REVIEW, Office, caller
from support.scenarios import supplement_told, withdraw

from zhiheng import facts as f
from zhiheng.check import Waiver
from zhiheng.commands.bureau.agency import execute_agency
from zhiheng.commands.bureau.deploy import Deploy
from zhiheng.errors import ChartRefused
from zhiheng.store import tables as t
from zhiheng.store.append_only import unprotect

_WAIVED = tuple(
    Waiver(rule, "测试", date(2027, 12, 31))
    for rule in ("COL001", "WSP003", *(f"LNT{n:03}" for n in range(60)))
)


def _not_deployed(office: Office, rule: str, *changes: tuple[str, str]) -> None:
    """However much is waived."""
    with refused(office, "chart-refused", 422) as caught:
        execute_agency(office.rt, caller("sysadmin"), Deploy(variants.permit(*changes), _WAIVED))
    error = caught.value
    assert isinstance(error, ChartRefused)
    assert rule in {finding.rule for finding in error.findings}


def _without(pattern: str, by: str = "") -> tuple[str, str]:
    """The first place of the permit chart that fits, put otherwise."""
    found = re.search(pattern, variants.PERMIT, re.DOTALL)
    assert found is not None
    return found[0], by


def test_a_second_supplement_names_nothing_new(office: Office) -> None:
    case = office.start()
    supplement_told(office, case)
    checklist = {**CHECKLIST, "land_papers": False, "design_scheme": False}
    with refused(office, "supplement-once", 409):
        office.sign(case, "gh-1", "intake", {"checklist": checklist}, ("补正告知书",),
                    supplement=("土地使用证明", "建设工程设计方案"))  # fmt: skip
    replays(office, case)


def test_a_second_supplement_may_name_again_what_is_still_missing(office: Office) -> None:
    case = office.start()
    supplement_told(office, case)
    checklist = {**CHECKLIST, "land_papers": False}
    office.sign(case, "gh-1", "intake", {"checklist": checklist}, ("补正告知书",),
                supplement=("土地使用证明",))  # fmt: skip
    replays(office, case)


def test_a_step_without_an_actor_is_not_deployed(office: Office) -> None:
    post = '<zh:post post="GH-k" opinion="required" />'
    lane = '<zh:post post="GH-k" />'
    _not_deployed(office, "BPM061", (post, ""), (lane, ""))


def test_a_step_with_neither_limit_nor_a_reason_for_none_is_not_deployed(office: Office) -> None:
    _not_deployed(office, "BPM060", _without(r'<zh:limit kind="post" n="4"[^>]*/>'))


def test_limits_of_the_steps_that_exceed_the_statute_are_not_deployed(office: Office) -> None:
    visit = _without(r'(?<=<bpmn:userTask id="site_visit").*?<zh:limit kind="post" n="\d+"')
    _not_deployed(office, "SLA001", (visit[0], re.sub(r'n="\d+"$', 'n="30"', visit[0])))


def test_a_power_without_its_basis_is_not_deployed(office: Office) -> None:
    bases = re.findall(r"\n      <zh:basis [^>]*/>", variants.PERMIT)
    _not_deployed(office, "LNT009", *((found, "") for found in bases))


def test_an_answer_that_is_not_in_writing_is_not_deployed(office: Office) -> None:
    paper = _without(r'<zh:document name="不予受理通知书"[^>]*/>')
    _not_deployed(office, "LNT014", paper)


def test_a_high_risk_step_that_one_person_does_alone_is_not_deployed(office: Office) -> None:
    archive = _without(
        r'(?<=<bpmn:userTask id="archive").*?inherent="\w+"',
    )
    high = (archive[0], re.sub(r'inherent="\w+"$', 'inherent="high"', archive[0]))
    _not_deployed(office, "LNT016", high)


def test_a_risk_without_a_measure_is_not_deployed(office: Office) -> None:
    measure = _without(r'<zh:measure text="由科长另行审核"[^>]*/>')
    _not_deployed(office, "BPM014", measure)


def test_a_measure_that_nothing_realises_is_not_deployed(office: Office) -> None:
    _not_deployed(
        office,
        "LNT040",
        ('guard="hearing_gate" confirm="true"', 'guard="hearing_gate"'),
    )


def test_a_high_risk_has_a_responsible_person(office: Office) -> None:
    nobody = ('inherent="high" residual="medium" post="DJ"', 'inherent="high" residual="medium"')
    command = Deploy(variants.permit(nobody), tuple(w for w in _WAIVED if w.rule != "LNT020"))
    with refused(office, "warnings-unwaived", 422) as caught:
        execute_agency(office.rt, caller("sysadmin"), command)
    assert {x.rule for x in caught.value.findings} == {"LNT020"}


def test_running_cases_keep_the_old_version(office: Office) -> None:
    old = office.start()
    office.walk(old, "check")
    variants.deploy(office, ("核发（初审）", "核发"))
    new = office.start()
    assert [item(office, c).version for c in (old, new)] == [1, 2]
    office.sign(old, "gh-k", "check", {"check_result": "agree"})
    charts = {c: facts_of(office, c, f.CaseStarted)[0].chart for c in (old, new)}
    assert charts[old] != charts[new]
    replays(office, old)


def test_the_log_holds_start_evidence_review_decision_and_service(office: Office) -> None:
    case = office.start()
    office.walk(case)
    assert facts_of(office, case, f.CaseStarted)
    signed = {x.task for x in facts_of(office, case, f.SlotSigned)}
    assert {"site_visit", "first_review", "sign", "decide", "serve"} <= signed
    assert facts_of(office, case, f.Decided)
    assert {"踏勘记录", "送达回证"} <= {x.name for x in facts_of(office, case, f.DocumentFiled)}


@pytest.mark.parametrize("act", ["change", "delete"])
def test_an_entry_that_was_changed_or_taken_out_is_found(
    office: Office, tmp_path: Path, act: str
) -> None:
    case = office.start()
    office.walk(case, "check")
    assert agency_verdict(office, tmp_path).ok
    row = (t.entry.c.stream == f"case/{case}", t.entry.c.n == 2)
    with office.rt.db.writing() as connection:
        unprotect(connection)  # as who owns the database can
        if act == "delete":
            connection.execute(delete(t.entry).where(*row))
        else:
            body = connection.execute(select(t.entry.c.body).where(*row)).scalar_one()
            other = body.replace(b"gh-1", b"gh-2")
            assert other != body
            connection.execute(update(t.entry).where(*row).values(body=other))
        connection.commit()
    assert not agency_verdict(office, tmp_path).ok


def test_return_is_a_way_of_the_chart(office: Office) -> None:
    case = office.start()
    office.walk(case, "check")
    office.sign(case, "gh-k", "check", {"check_result": "back"})
    assert item(office, case).open_tasks == ("first_review@2",)
    office.sign(case, "gh-2", "first_review", REVIEW)
    replays(office, case)


def test_withdrawal_is_a_verb_of_its_own(office: Office) -> None:
    case = office.start()
    office.sign(case, "gh-1", "intake", ACCEPT, ("受理通知书", "服务承诺书"))
    withdraw()(office, case)
    assert item(office, case).status == "withdrawn"
    replays(office, case)


def test_a_year_without_notice_gives_a_provisional_day(office: Office) -> None:
    office.clock.now = office.clock.now.replace(month=12, day=14)
    case = office.start()
    office.walk(case, "site_visit")
    clocks = [x for x in facts_of(office, case, f.ClockStarted) if x.kind == "statutory"]
    assert [(x.due[:4], x.provisional) for x in clocks] == [("2027", True)]


_DRAWN = Path(__file__).resolve().parents[1] / "unit/lint/charts"
"""Charts that break one rule each."""


def test_no_compulsory_execution_without_the_bodys_own_demand(office: Office) -> None:
    with refused(office, "chart-refused", 422) as caught:
        chart = (_DRAWN / "LNT028.bad.bpmn").read_bytes()
        execute_agency(office.rt, caller("sysadmin"), Deploy(chart, _WAIVED))
    assert "LNT028" in {finding.rule for finding in caught.value.findings}


def test_no_demolition_without_announcement(office: Office) -> None:
    """Warned of, so not in force unless somebody waives it by name; a lawful chart is."""
    others = tuple(w for w in _WAIVED if w.rule != "LNT029")
    with refused(office, "warnings-unwaived", 422) as caught:
        execute_agency(office.rt, caller("sysadmin"), Deploy(_staffed("LNT029.bad"), others))
    assert {x.rule for x in caught.value.findings} == {"LNT029"}
    execute_agency(office.rt, caller("sysadmin"), Deploy(_staffed("LNT029.good"), others))


def _staffed(name: str) -> bytes:
    """The chart with posts of the bureau."""
    text = (_DRAWN / f"{name}.bpmn").read_text(encoding="utf-8")
    for drawn, post in (("A", "JC-c"), ("B", "GH-k"), ("C", "JZ"), ("L", "ZH-k")):
        text = text.replace(f'post="{drawn}"', f'post="{post}"')
    return text.encode()
