"""The sample bureau at work: short ways to do in a test what people do by HTTP."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from zhiheng.commands.assignment.claim import Claim
from zhiheng.commands.bureau.agency import execute_agency
from zhiheng.commands.frame.receipt import Once, Receipt
from zhiheng.commands.handling.handle import execute
from zhiheng.commands.handling.start import Start, start
from zhiheng.commands.personnel.absence import RecordAbsence
from zhiheng.commands.signing.sign import RecordResult, Sign, SupplementNotice
from zhiheng.errors import Refusal
from zhiheng.model.caller import Caller, Role
from zhiheng.model.ids import AccountId, AgencyId, CaseId, ElementPath, PartyId, PersonId
from zhiheng.rules.risk import measures
from zhiheng.runtime import Runtime
from zhiheng.store import tables as t

AGENCY = AgencyId("jingyue")
MONDAY = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
"""2026-03-02 09:00 in China, a Monday."""

CHECKLIST = {"application_form": True, "land_papers": True, "design_scheme": True}
ACCEPT = {
    "checklist": CHECKLIST,
    "intake_result": "accept",
    "promised_days": 15,
    "expert_review": "none",
}
VISIT = {"location": "净月大街以东、远达路以北", "measured_distance": "26.40", "photos": 12}
REVIEW = {
    "plot_ratio": "1.80",
    "plot_ratio_limit": "2.00",
    "building_height": "18.60",
    "building_height_limit": "24.00",
    "spacing": "26.40",
    "spacing_limit": "25.00",
    "green_rate": "35.50",
    "green_rate_limit": "35.00",
    "parking_spaces": 96,
    "parking_spaces_limit": 90,
    "storeys": 6,
    "storeys_limit": 6,
    "review_result": "fit",
}

REPORT = {"sign_result": "report", "report_opinion": "approve"}
NOTES: Mapping[str, Mapping[str, str]] = {"notice": {"P11-notice.1": "已核对：无人要求听证"}}
"""What the signers of the favourable path confirm, by task."""

PATH: tuple[tuple[str, str, Mapping[str, Any], tuple[str, ...]], ...] = (
    ("intake", "gh-1", ACCEPT, ("受理通知书", "服务承诺书")),
    ("site_visit", "gh-2", VISIT, ("踏勘记录",)),
    ("site_visit", "jc-1", {}, ()),
    ("notice", "gh-2", {"objection": "none"}, ("批前公示",)),
    ("first_review", "gh-2", REVIEW, ()),
    ("check", "gh-k", {"check_result": "agree"}, ()),
    ("deputy", "dj", {"deputy_result": "agree"}, ()),
    ("sign", "jz", REPORT, ("初审报告",)),
    ("decide", "zh-1", {"decision": "grant"}, ("建设工程规划许可证",)),
    ("publish", "gh-1", {}, ("总平面图公布稿",)),
    ("serve", "gh-1", {}, ("送达回证",)),
    ("archive", "zh-2", {}, ("案卷目录",)),
)
"""The favourable path: task, who signs, form, papers."""


@dataclass
class Clock:
    """A clock that tests move."""

    now: datetime = MONDAY

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **delta: float) -> None:
        """Move on."""
        self.now += timedelta(**delta)


def caller(login: str, *, confirmed: bool = True) -> Caller:
    """The account of that login, just authenticated."""
    if login == "yuanda":
        return Caller(
            AGENCY, AccountId(login), Role.APPLICANT, party=PartyId(login), confirmed=confirmed
        )
    if login == "jiwei":
        return Caller(AGENCY, AccountId(login), Role.SUPERVISOR, confirmed=confirmed)
    if login == "sysadmin":
        return Caller(AGENCY, AccountId(login), Role.SYSTEM, confirmed=confirmed)
    return Caller(
        AGENCY, AccountId(login), Role.OFFICER, person=PersonId(login), confirmed=confirmed
    )


@dataclass
class Office:
    """A runtime on some database, and its clock."""

    rt: Runtime
    clock: Clock = field(default_factory=Clock)
    url: str = ""

    def start(self, title: str = "远达花园1号楼", key: str | None = None) -> CaseId:
        """The applicant hands in."""
        command = Start("construction-permit", title, "yuanda", "online")
        receipt = start(self.rt, caller("yuanda"), command, Once(key))
        return CaseId(receipt.entry.stream.removeprefix("case/"))

    def paper(self, name: str) -> str:
        """Store a paper."""
        return self.rt.documents.put(f"{name}（测试）".encode())

    def sign(
        self,
        case: CaseId,
        who: str,
        task: str,
        values: Mapping[str, Any] | None = None,
        papers: tuple[str, ...] = (),
        once: Once = Once(),  # noqa: B008 - frozen
        **more: Any,
    ) -> Receipt:
        """Sign a task, `name` or `name@visit`; an outside act is dated today."""
        given = {"opinion": "同意", **more}
        task_id = task if "@" in task else f"{task}@{self.visit(case, task)}"
        shared: dict[str, Any] = {
            "case": case,
            "task": task_id,
            "values": values or {},
            "documents": {n: self.paper(n) for n in papers},
            "confirmations": self.notes(case, task_id.partition("@")[0]),
            **given,
        }
        kind: type[Sign] = Sign
        if "supplement" in more:
            kind = SupplementNotice
        elif task_id.startswith("decide") or (task_id.startswith("supplement") and who != "yuanda"):
            kind = RecordResult
            shared.setdefault("occurred_on", self.today)
        return execute(self.rt, caller(who), kind(**shared), once)

    def notes(self, case: CaseId, task: str) -> dict[str, str]:
        """A note for each measure of the task that its signer must confirm."""
        row = t.case_file.c
        with self.rt.db.reading() as connection:
            query = select(row.chart).where(row.agency == AGENCY, row.id == case)
            digest = connection.execute(query).scalar_one_or_none()
            if digest is None:
                return {}
            chart = self.rt.chart(connection, AGENCY, digest).chart
        node = chart.nodes.get(ElementPath(task))
        if node is None or node.task is None:
            return {}
        return {key: "已核对（测试）" for key, _, _, m in measures(node.task) if m.confirm}

    def claim(self, case: CaseId, who: str, task: str) -> Receipt:
        """Claim a task."""
        return execute(self.rt, caller(who), Claim(case, f"{task}@{self.visit(case, task)}"))

    def leave(self, who: str, days: int = 5, by: str = "jz") -> Receipt:
        """Somebody goes on approved leave from today."""
        until = self.today + timedelta(days=days)
        command = RecordAbsence(PersonId(who), self.today, until, "leave")
        return execute_agency(self.rt, caller(by), command)

    def walk(self, case: CaseId, until: str | None = None) -> None:
        """Go along the favourable path, up to but not into the task `until`, `meeting` included."""
        for task, who, values, papers in PATH:
            if task == until:
                return
            if task == "deputy" and until == "meeting":
                self.sign(case, who, task, {"deputy_result": "meeting"})
                return
            self.sign(case, who, task, values, papers)

    def visit(self, case: CaseId, task: str) -> int:
        """The newest visit of a task."""
        slot = t.slot.c
        with self.rt.db.reading() as connection:
            found = connection.execute(
                select(func.max(slot.visit)).where(
                    slot.agency == AGENCY, slot.case_id == case, slot.task == task
                )
            )
            return found.scalar_one() or 1

    @property
    def today(self) -> date:
        """The day in China."""
        return (self.clock.now + timedelta(hours=8)).date()


def rule_of(error: BaseException) -> str:
    """The rule that refused."""
    assert isinstance(error, Refusal), error
    return error.rule
