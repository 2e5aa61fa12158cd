"""Records of interference and complaints in the sample bureau, and who may read them."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from support.evidence import chained
from support.office import AGENCY, Office, caller
from zhiheng.commands.frame.receipt import Receipt
from zhiheng.commands.reports.answer_complaint import AnswerComplaint
from zhiheng.commands.reports.complain import Complain
from zhiheng.commands.reports.record_interference import RecordInterference
from zhiheng.commands.reports.report import execute_report
from zhiheng.errors import NotVisible
from zhiheng.model.caller import Caller
from zhiheng.model.ids import CaseId
from zhiheng.queries.bundle import report_bundle
from zhiheng.queries.reports import ReportItem, report, reports
from zhiheng.store.reports import report_differences

SECRET = "县里某某打来电话，请快批远达"
EVERYBODY = (
    "gh-1",
    "gh-2",
    "gh-k",
    "jc-1",
    "jc-k",
    "zh-1",
    "dj",
    "jz",
    "jiwei",
    "yuanda",
    "sysadmin",
)


def record(office: Office, case: CaseId, who: str = "gh-1", **changed: str) -> str:
    """Somebody was approached; the id of his record."""
    given = {"kind": "pleading", "by": "某某", "what": SECRET, "answer": "按程序办", **changed}
    return _id(execute_report(office.rt, caller(who), RecordInterference(case, **given)))


def complain(office: Office, case: CaseId, task: str = "intake@1", about: str = "") -> str:
    command = Complain(case, task, "窗口让我多跑了三趟", about)
    return _id(execute_report(office.rt, caller("yuanda"), command))


def answer(office: Office, one: str, who: str | Caller = "jiwei") -> Receipt:
    command = AnswerComplaint(one, upheld=True, reason="已约谈，今后一次告知")
    asking = caller(who) if isinstance(who, str) else who
    return execute_report(office.rt, asking, command)


def _id(receipt: Receipt) -> str:
    return receipt.entry.stream.rpartition("/")[2]


def listed(office: Office, who: str | Caller) -> list[ReportItem]:
    asking = caller(who) if isinstance(who, str) else who
    with office.rt.db.reading() as connection:
        return reports(office.rt, connection, asking)


def readers(office: Office, one: str) -> set[str]:
    """Who of the bureau finds it in a list and can open it."""
    found = {who for who in EVERYBODY if one in [x.id for x in listed(office, who)]}
    for who in EVERYBODY:
        with office.rt.db.reading() as connection:
            if who in found:
                assert report(office.rt, connection, caller(who), one).id == one
                continue
            with pytest.raises(NotVisible, match="no-such-report"):
                report(office.rt, connection, caller(who), one)
            with pytest.raises(NotVisible, match="no-such-report"):
                report_bundle(office.rt, connection, caller(who), one)
    return found


def agrees(office: Office) -> None:
    chained(office)
    with office.rt.db.reading() as connection:
        assert report_differences(connection, AGENCY) == []


def inside(bundle: bytes) -> bytes:
    """All files of a zip, one after the other."""
    with ZipFile(BytesIO(bundle)) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())
