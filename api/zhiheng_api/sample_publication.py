"""The sample's charts are published as any bureau's are: by a system case, with all its hands."""

import json

from zhiheng import facts as f
from zhiheng.commands.frame.receipt import Receipt
from zhiheng.commands.handling.handle import execute
from zhiheng.commands.handling.start import Start, start
from zhiheng.commands.signing.sign import Sign
from zhiheng.model.caller import Caller, Role
from zhiheng.model.ids import AccountId, AgencyId, CaseId, PersonId
from zhiheng.queries.disclosure.draft import draft_of
from zhiheng.runtime import Runtime

_AGREED = "同意"
_ROLES = {"xt-1": Role.SYSTEM, "aq-1": Role.SECURITY}


def publish_sample(rt: Runtime, agency: AgencyId, key: str) -> None:
    """Drafted by the system officer, examined, signed by the head and the security officer."""
    with rt.db.reading() as connection:
        paper = draft_of(rt, connection, rt.agency(connection, agency), key).paper
    started = Start("publication", "公开版发布（示例）", agency, "window")
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


def _sign(rt: Runtime, agency: AgencyId, who: str, command: Sign) -> Receipt:
    return execute(rt, _hand(agency, who), command)


def _hand(agency: AgencyId, who: str) -> Caller:
    role = _ROLES.get(who, Role.OFFICER)
    return Caller(agency, AccountId(who), role, person=PersonId(who), confirmed=True)
