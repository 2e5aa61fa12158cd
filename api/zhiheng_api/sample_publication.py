"""The sample's charts are published as any bureau's are: by a system case, with all its hands."""

import json

from zhiheng import facts as f
from zhiheng.commands.frame.receipt import Receipt
from zhiheng.commands.handling.handle import execute
from zhiheng.commands.handling.start import Start, start
from zhiheng.commands.signing.sign import Sign
from zhiheng.edition.project import public_edition
from zhiheng.edition.written import edition_digest
from zhiheng.model.caller import Caller, Role
from zhiheng.model.ids import AccountId, AgencyId, CaseId, PersonId
from zhiheng.runtime import Runtime

_AGREED = "同意"
_ROLES = {"xt-1": Role.SYSTEM, "aq-1": Role.SECURITY}


def publish_all(rt: Runtime, agency: AgencyId) -> None:
    """Every chart that is public by its own word; one system case for each."""
    with rt.db.reading() as connection:
        running = rt.agency(connection, agency).state.charts
        charts = [rt.chart(connection, agency, v[-1].digest).chart for v in running.values()]
    for chart in charts:
        if chart.power.edition == "public":
            publish_sample(rt, agency, chart.key)


def publish_sample(rt: Runtime, agency: AgencyId, key: str) -> None:
    """Drafted by the system officer, examined, signed by the head and the security officer.

    The draft is filed without asking for its faults beforehand, as a person would: that would
    double what a first start waits for, and the release proves the edition and refuses by itself.
    """
    paper, name = _drafted(rt, agency, key)
    started = Start("publication", f"{name}公开版发布（示例）", agency, "window")
    receipt = start(rt, _hand(agency, "xt-1"), started)
    case = CaseId(receipt.entry.stream.removeprefix("case/"))
    filed = {"公开版清单": rt.documents.put(json.dumps(paper).encode())}
    drafted, passed = {"summary": "首次公开"}, {"check_result": "pass"}
    _sign(rt, agency, "xt-1", Sign(case, "draft@1", None, _AGREED, drafted, filed))
    _sign(rt, agency, "zh-k", Sign(case, "check@1", None, _AGREED, passed))
    released = {"release_result": "release"}
    first = _sign(rt, agency, "jz", Sign(case, "release@1", None, _AGREED, released))
    content = next(x.content for x in first.entry.facts if isinstance(x, f.SlotSigned))
    _sign(rt, agency, "aq-1", Sign(case, "release@1", None, _AGREED, content=content))


def _drafted(rt: Runtime, agency: AgencyId, key: str) -> tuple[dict[str, str], str]:
    """The list (公开版清单) and the name of its chart."""
    with rt.db.reading() as connection:
        version = rt.agency(connection, agency).state.charts[key][-1].digest
        chart = rt.chart(connection, agency, version).chart
    edition = edition_digest(public_edition(chart))
    paper = {"do": "publish", "chart": key, "version": version, "edition": edition}
    return paper, chart.name


def _sign(rt: Runtime, agency: AgencyId, who: str, command: Sign) -> Receipt:
    return execute(rt, _hand(agency, who), command)


def _hand(agency: AgencyId, who: str) -> Caller:
    role = _ROLES.get(who, Role.OFFICER)
    return Caller(agency, AccountId(who), role, person=PersonId(who), confirmed=True)
