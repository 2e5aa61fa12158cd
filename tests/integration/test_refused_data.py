"""Data that cannot be taken, by rule and place; and every rule of the catalogue has its act."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from integration.test_refused_persons import CASES as PERSONS
from integration.test_refused_states import CASES as STATES
from support import spending, variants
from support.evidence import refused
from support.office import ACCEPT, CHECKLIST, REVIEW, VISIT, Office, caller
from support.scenarios import (
    PAPERS,
    Act,
    Scenario,
    absent,
    agency,
    apply,
    check,
    intake,
    sign,
    then,
    unclaim,
    until,
)

from zhiheng.check import Waiver
from zhiheng.commands.assignment.claim import Claim
from zhiheng.commands.bureau.agency import execute_agency
from zhiheng.commands.bureau.deploy import Deploy
from zhiheng.commands.bureau.load import LoadCalendar, LoadRoster, SetClock
from zhiheng.commands.bureau.parameters import ConfirmParameters, ProposeParameters
from zhiheng.commands.frame.receipt import Once
from zhiheng.commands.handling.handle import execute
from zhiheng.commands.signing.sign import Sign
from zhiheng.messages import CATALOGUE
from zhiheng.model.ids import CaseId

_KEY = Once("key-of-gh-1")


def _deep(levels: int) -> Any:
    return {"a": _deep(levels - 1)} if levels else "x"


def _decided(days: int) -> Act:
    def act(o: Office, c: CaseId) -> object:
        paper = ("建设工程规划许可证",)
        on = o.today + timedelta(days=days)
        return o.sign(c, "zh-1", "decide", {"decision": "grant"}, paper, occurred_on=on)

    return act


def _unknown_digest(o: Office, c: CaseId) -> object:
    command = Sign(c, "intake@1", values=ACCEPT, documents={"受理通知书": "0" * 64})
    return execute(o.rt, caller("gh-1"), command)


def _visit(**changes: Any) -> Act:
    return sign("gh-2", "site_visit", VISIT | changes, "踏勘记录")


def _start(values: Mapping[str, Any], title: str = "某项目") -> Act:
    return apply("yuanda", "yuanda", title, values=values)


def _deployed(reason: str | None = None, until: date = date(2027, 12, 31)) -> Act:
    """Deploy a variant that has warnings, each waived for the reason, or none at all."""
    waivers = () if reason is None else (Waiver("LNT013", reason, until),)
    return agency(
        "sysadmin", Deploy(variants.permit(('id="to_grant" name="准予"', 'id="to_grant"')), waivers)
    )


def _nothing_measured(o: Office, c: CaseId) -> None:
    o.sign(c, "gh-2", "site_visit", {**VISIT, "measured_distance": "0.00"}, ("踏勘记录",))


_OBJECTION = '<zh:variable name="objection"'
_DISTANCE = '<zh:variable name="measured_distance" type="decimal" scale="2" title="实测间距" '
_DIVIDES = (
    ("objection == 'recheck'", "1 / measured_distance &gt; 2"),
    (_OBJECTION, f'{_DISTANCE} writer="site_visit" />\n{_OBJECTION}'),
)
_NAN = float("nan")
_BIG = 10**30
_FREE_TEXT = (
    ('"title": "异议处理", "enum": ["none", "recheck", "hearing"]', '"title": "异议处理"'),
    ('name="objection" type="choice"', 'name="objection" type="text"'),
    (
        """        <zh:choice value="none" title="无异议" />
        <zh:choice value="recheck" title="复核现场" />
        <zh:choice value="hearing" title="举行听证" />
""",
        "",
    ),
)

_BY_DEPUTY = ('<zh:post post="JZ"', '<zh:post post="DJ"')
_NO_TENDER = ("amount &gt;= tender_bound", "amount &gt;= tender_bound * 9")
_OPTIONAL = (
    ('"required": ["amount", "supplier"]', '"required": ["supplier"]'),
    ("amount &gt;= tender_bound", "supplier == 'x'"),
    ('key="supplier" />', 'key="supplier" when="supplier != \'y\'" />'),
)
_MEETING = [
    {**spending.PARAMETERS["ladders"][0],
     "rungs": [{"grade": "head", "below": "500000"}, {"grade": "collective"}]}
]  # fmt: skip
_purchases: dict[CaseId, CaseId] = {}
"""The purchase that belongs to a scenario's own case."""


def _spending(*changes: Any, **other: Any) -> Act:
    def before(o: Office, _: CaseId) -> None:
        spending.bring_into_force(o, spending.parameters(**other))
        flat = [c for x in changes for c in (x if isinstance(x[0], tuple) else (x,))]
        spending.deploy(o, *flat)

    return before


def _buy(values: Mapping[str, Any]) -> Act:
    def before(o: Office, c: CaseId) -> None:
        _purchases[c] = spending.purchase_of(o, values)

    return before


def _bought(amount: str) -> Act:
    return lambda o, _: o.sign(spending.purchase(o, amount, "甲"), "jz", "approve")


def _approve(who: str) -> Act:
    return lambda o, c: o.sign(_purchases[c], who, "approve")


def _propose(o: Office, _: CaseId) -> None:
    execute_agency(o.rt, caller("sysadmin"), ProposeParameters(spending.PARAMETERS))


def _confirm_own(o: Office, _: CaseId) -> object:
    with o.rt.db.reading() as connection:
        proposed = o.rt.agency(connection, spending.SECOND.agency).state.proposed
    assert proposed is not None
    return execute_agency(o.rt, caller("sysadmin"), ConfirmParameters(proposed.digest))


CASES: dict[str, list[Scenario]] = {
    "opinion-required": [
        Scenario(422, sign("gh-2", "first_review", REVIEW, opinion=given), until("first_review"))
        for given in (None, "", " \n\t\u3000")
    ],
    "float": [
        Scenario(422, _visit(measured_distance=26.4), until("site_visit")),
        Scenario(422, _visit(photos=12.0), until("site_visit")),
        Scenario(422, _visit(measured_distance=_NAN), until("site_visit")),
        Scenario(422, _visit(extra=[{"deep": float("inf")}]), until("site_visit")),
    ],
    "form-fault": [
        Scenario(422, intake(promised_days=21)),
        Scenario(422, intake(promised_days=0)),
        Scenario(422, intake(promised_days=_BIG)),
        Scenario(422, intake(promised_days=True)),
        Scenario(422, intake(promised_days="15")),
        Scenario(422, intake(expert_review=None)),
        Scenario(422, intake(typename="datetime")),
        Scenario(422, intake(intake_result="waved-through")),
        Scenario(422, intake(checklist={"application_form": True, "land_papers": True})),
        Scenario(422, intake(checklist={**CHECKLIST, "land_papers": "yes"})),
        Scenario(422, sign("gh-1", "intake", {}, *PAPERS)),
        Scenario(422, _visit(measured_distance="26,40"), until("site_visit")),
        Scenario(422, _visit(measured_distance="1e3"), until("site_visit")),
        Scenario(422, _visit(measured_distance="NaN"), until("site_visit")),
        Scenario(422, _visit(measured_distance="9" * 60), until("site_visit")),
        Scenario(422, _visit(photos=None), until("site_visit")),
        Scenario(
            422,
            sign("gh-2", "notice", {"objection": "none", "notice_from": "2026-02-30"}, "批前公示"),
            until("notice"),
        ),
    ],
    "wrong-value": [
        Scenario(
            422,
            sign("gh-2", "notice", {"objection": "\x07"}, "批前公示"),
            until("notice"),
            _FREE_TEXT,
        ),
    ],
    "no-form": [
        Scenario(422, sign("gh-1", "publish", {"a": "b"}, "总平面图公布稿"), until("publish")),
    ],
    "too-deep": [
        Scenario(422, intake(checklist=_deep(9))),
        Scenario(422, intake(extra=[[[[[[[[[["x"]]]]]]]]]])),
    ],
    "content-too-large": [Scenario(422, _start({"a": "字" * 100_000}))],
    "not-canonical": [
        Scenario(422, _start({"area": 1.5})),
        Scenario(422, _start({"area": _NAN})),
        Scenario(422, _start({"area": _BIG})),
        Scenario(422, _start({"half": "\ud800"})),
        Scenario(422, _start({"\ud800": "half"})),
        Scenario(422, _start({"deep": _deep(80)})),
        Scenario(422, _start({"composed": "e\u0301"})),
        Scenario(422, _visit(remarks="half of it: \udc00"), until("site_visit")),
        Scenario(422, sign("gh-2", "first_review", REVIEW, opinion="\ud800"),
                 until("first_review")),
        Scenario(422, agency("sysadmin", LoadRoster({"agency": "jingyue", "name": "\ud800"}))),
    ],
    "key-reused": [
        Scenario(
            422,
            unclaim("gh-1", "intake@1", _KEY),
            lambda o, c: execute(o.rt, caller("gh-1"), Claim(c, "intake@1"), _KEY),
        ),
    ],
    "unknown-document": [
        Scenario(422, sign("gh-1", "intake", ACCEPT, *PAPERS, "会议纪要")),
    ],
    "document-not-stored": [Scenario(422, _unknown_digest)],
    "promise-missing": [Scenario(422, intake(promised_days=None))],
    "promise-too-long": [
        Scenario(422, intake(promised_days=21), chart=(('"maximum": 20}', '"maximum": 30}'),)),
        Scenario(422, intake(promised_days=0),
                 chart=(('"minimum": 1, "maximum": 20}', '"minimum": 0}'),)),
    ],
    "supplement-items": [
        Scenario(422, sign("gh-1", "intake",
                           {"checklist": CHECKLIST, "intake_result": "supplement"}, "补正告知书")),
        Scenario(422, sign("gh-1", "intake", {"checklist": CHECKLIST}, "补正告知书",
                           supplement=("图", ""))),
        Scenario(422, sign("gh-1", "intake", {"checklist": CHECKLIST}, "补正告知书",
                           supplement=tuple(f"第{i}项" for i in range(31)))),
    ],
    "personal-in-clear": [
        Scenario(422, sign("gh-1", "intake",
                           {"checklist": CHECKLIST, "intake_result": "supplement"}, "补正告知书",
                           supplement=("土地证", "手机13900000000的授权书"))),
        Scenario(422, apply("yuanda", "yuanda", project="11010119900307765X自建房")),
    ],
    "supplement-without-notice": [
        Scenario(422, sign("gh-2", "first_review", REVIEW, supplement=("再补一份",)),
                 until("first_review")),
    ],
    "external-step": [
        Scenario(422, sign("zh-1", "decide", {"decision": "grant"}, "建设工程规划许可证",
                           occurred_on=None), until("decide")),
    ],
    "not-external": [
        Scenario(422, lambda o, c: o.sign(c, "gh-1", "intake", ACCEPT, PAPERS,
                                          occurred_on=o.today)),
    ],
    "not-yet-happened": [Scenario(422, _decided(1), until("decide"))],
    "title": [
        Scenario(422, apply("yuanda", "yuanda", title))
        for title in ("", " ", "长" * 201, "a\x00b", "\ud800", "两\n行")
    ],
    "no-such-person": [Scenario(422, absent("nobody", by="jz"))],
    "bad-days": [
        Scenario(422, absent("gh-1", by="jz", since=-1)),
        Scenario(422, absent("gh-1", by="jz", since=3, until=2)),
        Scenario(422, absent("gh-1", by="jz", until=400)),
    ],
    "bad-reason": [Scenario(422, absent("gh-1", by="jz", reason="golf"))],
    "roster-fault": [
        Scenario(422, agency("sysadmin", LoadRoster({"agency": "jingyue"}))),
    ],
    "calendar-fault": [Scenario(422, agency("sysadmin", LoadCalendar({"years": "all"})))],
    "chart-refused": [
        Scenario(422, agency("sysadmin", Deploy(b"<x/>"))),
        Scenario(422, agency("sysadmin", Deploy(b""))),
        Scenario(422, agency("sysadmin", Deploy(b"\x00\xff"))),
    ],
    "warnings-unwaived": [Scenario(422, _deployed())],
    "waiver-reason": [
        Scenario(422, _deployed(reason=" ")),
        Scenario(422, _deployed(reason="长" * 501)),
    ],
    "waiver-expired": [Scenario(422, _deployed(reason="试", until=date(2026, 3, 1)))],
    "undecided": [
        Scenario(
            409,
            sign("gh-2", "notice", {"objection": "none"}, "批前公示"),
            then(until("site_visit"), _nothing_measured, sign("jc-1", "site_visit", {})),
            _DIVIDES,
        ),
    ],
    "amount-missing": [
        Scenario(422, _approve("jz"), then(_spending(_OPTIONAL), _buy({"supplier": "甲公司"}))),
        Scenario(422, _approve("jz"), then(_spending(), _buy({"amount": "1.00", "supplier": " "}))),
    ],
    "amount-not-positive": [
        Scenario(422, _approve("jz"), then(_spending(), _buy({"amount": amount, "supplier": "甲"})))
        for amount in ("0.00", "-1.00")
    ],
    "parameters-fault": [
        Scenario(422, agency("sysadmin", ProposeParameters({"parameters": [{"name": "x"}]}))),
        Scenario(422, agency("sysadmin", ProposeParameters({"ladder": []}))),
    ],
    "parameters-in-force": [
        Scenario(409, agency("sysadmin", ProposeParameters(spending.PARAMETERS)),
                 lambda o, _: spending.bring_into_force(o)),
    ],
    "no-such-proposal": [Scenario(409, agency("sysadmin", ConfirmParameters("0" * 64)))],
    "own-proposal": [Scenario(403, _confirm_own, _propose)],
    "parameter-missing": [
        Scenario(409, _approve("jz"), then(_spending(), _buy({"amount": "1.00", "supplier": "甲"}),
                 lambda o, _: spending.bring_into_force(o, spending.parameters(ladders=[])))),
        Scenario(409, _approve("jz"), then(_spending(), _buy({"amount": "1.00", "supplier": "甲"}),
                 lambda o, _: spending.bring_into_force(o, {"note": "空"}))),
    ],
    "above-authority": [
        Scenario(403, _approve("dj"), then(_spending(_BY_DEPUTY),
                 _buy({"amount": "300000.00", "supplier": "甲"}))),
    ],
    "above-person-limit": [
        Scenario(403, _approve("dj"), then(_spending(_BY_DEPUTY),
                 _buy({"amount": "200000.01", "supplier": "甲"}))),
    ],
    "above-the-ladder": [
        Scenario(409, _approve("jz"), then(_spending(_NO_TENDER),
                 _buy({"amount": "500000.00", "supplier": "甲"}))),
    ],
    "collective-amount": [
        Scenario(409, _approve("jz"), then(_spending(_NO_TENDER, ladders=_MEETING),
                 _buy({"amount": "500000.00", "supplier": "甲"}))),
    ],
    "split-amount": [
        Scenario(403, _approve("jz"), then(_spending(), _bought("300000.00"),
                 _buy({"amount": "300000.00", "supplier": "甲"}))),
    ],
    "risk-undischarged": [
        Scenario(409, sign("gh-2", "notice", {"objection": "none"}, "批前公示", confirmations={}),
                 until("notice")),
    ],
    "not-to-confirm": [
        Scenario(422, sign("gh-1", "intake", ACCEPT, *PAPERS,
                           confirmations={"P09-intake.1": "已列全"})),
    ],
    "note-missing": [
        Scenario(422, sign("gh-2", "notice", {"objection": "none"}, "批前公示",
                           confirmations={"P11-notice.1": " "}), until("notice")),
    ],
    "clock-goes-back": [
        Scenario(422, agency("sysadmin", SetClock(99)), agency("sysadmin", SetClock(100))),
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "scenario"),
    [pytest.param(r, s, id=f"{r}-{i}") for r, found in CASES.items() for i, s in enumerate(found)],
)
def test_data_that_cannot_be_taken_is_refused_by_rule(
    office: Office, rule: str, scenario: Scenario
) -> None:
    check(office, rule, scenario)


@pytest.mark.parametrize(
    ("values", "pointer"),
    [
        ({**VISIT, "measured_distance": 26.4}, "/values/measured_distance"),
        ({**VISIT, "a/b~c": [1, {"d": 0.5}]}, "/values/a~1b~0c/1/d"),
        ({**VISIT, "photos": 0}, "/values/photos"),
        ({k: v for k, v in VISIT.items() if k != "location"}, "/values/location"),
        ({**VISIT, "remarks": "\ud800"}, "/values/remarks"),
    ],
)
def test_a_fault_in_a_form_is_pointed_to(
    office: Office, values: dict[str, Any], pointer: str
) -> None:
    case = office.start()
    office.walk(case, "site_visit")
    rule = "float" if any(isinstance(v, float | list) for v in values.values()) else "form-fault"
    rule = "not-canonical" if values.get("remarks") else rule
    with refused(office, rule, 422) as caught:
        office.sign(case, "gh-2", "site_visit", values, ("踏勘记录",))
    assert caught.value.pointer == pointer


def test_every_rule_of_the_catalogue_is_reached_by_an_act_or_is_named_here_with_its_place() -> None:
    by_http = {
        "bad-login", "not-logged-in", "cross-site", "sample-password",
        "body-too-large", "not-json", "bad-request", "empty-document", "too-many-requests",
        "no-such-page", "no-such-method", "storage-full",
        "no-such-checkpoint", "no-such-leaf", "beyond-the-log", "note-fault",
        "checkpoint-not-ours", "not-a-witness", "no-such-receipt",  # tests/api/test_log.py
        "no-risk-register",  # tests/api/test_register.py
    }  # fmt: skip
    elsewhere = {
        "timer-not-due", "timer-provisional", "timer-not-waiting",  # test_timers.py
        "calendar-taken", "stop-without-notice", "no-such-clock", "no-extension",
        "extension-level", "extension-length", "extended-already",
        "extension-too-late",  # test_clock_effects.py
        "above-maximum", "below-minimum", "less-than-due", "off-benchmark", "heavier-than-noticed",
        "surcharge-too-high", "surcharge-not-announced", "filled-by-table",
        "outside-the-table",  # test_gates_of_discretion.py
        "table-input-missing", "bound-missing", "table-answers-otherwise",  # test_decisions.py
        "past-last-day", "event-too-soon", "no-event-day",  # test_counting_back.py
        "forbidden-hour", "forbidden-day", "make-up-day-not-released",  # test_gates_of_clocks.py
        "may-not-urge", "urged-lately", "transfer-of-stand-in", "verb-reason",  # test_verbs.py
        "no-added-signer", "signers-enough", "signer-of-the-chart", "content-first",
        "delegated-out", "delegation-of-another", "not-delegated", "report-missing",
        "nothing-delegated", "may-not-reassign", "holder-is-there", "not-held",  # test_signers.py
        "suspended", "bad-suspension-ground", "bad-suspension-end", "own-asking", "leader-grants",
        "suspension-asked", "no-such-suspension", "suspension-over", "not-suspended",
        "holds-no-step",  # test_suspension.py
        "not-one-matter", "merger-asked", "no-such-merger", "merge-decided", "merge-suspended",
        "merge-into-older", "merge-separated",  # test_merger.py
        "merge-recused", "merge-amounts",  # test_merger_gates.py
        "no-such-migration", "migrated-already", "history-differs", "slots-differ",
        "timers-differ", "variable-lost", "migration-stuck", "names-meet",  # test_migration.py
        "fewer-hands",  # test_migration_gates.py
        "case-stopped", "nothing-to-repair",  # test_repair.py
        "erase-running", "erased-before", "erase-related",  # test_erasing.py
        "draw-pending", "draw-empty", "draw-few-persons", "no-such-draw", "draw-made",
        "draw-not-due",  # test_draw.py, test_draw_persons.py
        "draw-fault",  # test_draw_faults.py
        "report-text", "report-kind",  # test_reports.py
        "no-such-report", "complaint-open", "complaint-answered",
        "not-a-complaint",  # test_complaints.py
        "may-not-copy", "copy-receivers", "copy-to-recused", "not-copied",
        "copy-read",  # test_copies.py
        "no-such-notice",  # test_notices.py
        "duty-backstop",  # test_refused_persons
        "busy",  # test_races
        "agency-exists", "agency-not-ready", "clock-is-real", "no-such-agency",  # test_agency
        "not-on-the-chart",  # the marking: unit tests of the executor
        "before-the-step", "dated-by-us",  # test_outside_acts
        "nothing-to-draw", "too-large-to-draw",  # tests/api/test_check
        "rounds-used",  # test_rounds
        "different-section", "same-person", "higher-grade", "not-kin", "separated-elsewhere",
        "project-missing",  # test_separation_scopes
        "recused", "own-recusal", "may-not-decide-recusal", "recusal-needs-minutes",
        "recusal-known", "recusal-decided", "no-such-recusal", "recusal-reason", "bad-ground",
        "relations-fault",  # test_recusal
        "nobody-left", "critical-without-b", "not-away", "may-not-end-leave",
        "not-his-stand-in",  # test_leave
        "check-before-done",  # test_cross_check
        "sign-in-order", "digest-unnamed", "one-session", "password-spent", "nothing-to-amend",
        "first-amends",  # test_dual
        "no-meeting-decides", "not-convened", "convened-already", "members-by-post", "members-few",
        "chair-missing", "topics", "notice-short", "not-the-day", "member-recused",
        "not-a-member", "member-away", "no-quorum", "present-already", "presence-first",
        "resolved-already", "not-present", "voted-already", "reason-required", "chair-last",
        "chair-only", "no-way-back", "not-resolved", "not-who-presided", "not-the-outcome",
        "not-as-resolved",  # test_meeting
        "would-corner",  # test_look_ahead
        "leave-stops-case",  # test_staffing_again
        "needs-system-case", "in-operation", "operation-not-ready", "operation-not-asked",
        "officers-overlap", "account-not-waiting",  # test_three_officers
        "command-changed", "roster-locks-out", "command-unreadable",
        "not-published", "edition-not-in-force", "nothing-drafted",  # test_system_*
        "edition-withheld", "edition-untrue", "edition-differs",
        "edition-leaks",  # test_publication
        "limit-ended", "warning-not-due",  # test_warnings.py
        "not-the-keeper",  # test_works_when_jingyue.py
        "no-such-card", "card-not-yours", "card-not-open", "card-text", "card-fault",
        "card-known", "own-card", "card-in-time",  # test_cards.py
        "signature-needs-key", "signature-missing", "signature-wrong", "signature-unreadable",
        "key-not-registered", "key-suite", "key-proof", "key-known",
        "key-unknown",  # tests/api/test_actor_signature.py
        "no-such-entry", "not-judged",  # tests/api/test_audit_doors.py
        "no-cosigned-checkpoint",  # tests/api/test_witnessed.py
        "slots-taken",  # a backstop: a task whose slots are all signed is complete
    }  # fmt: skip
    reached = set(CASES) | set(STATES) | set(PERSONS)
    assert reached | by_http | elsewhere == set(CATALOGUE)
