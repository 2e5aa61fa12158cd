"""System cases (系统事项) in short: started, drafted, checked and released."""

import json
from typing import Any

import yaml

from support.office import AGENCY, Office
from support.permit_chart import PERMIT_FILE
from zhiheng import facts as f
from zhiheng.commands.frame.receipt import NO_KEY, Once, Receipt
from zhiheng.commands.handling.handle import execute
from zhiheng.commands.handling.start import Start, start
from zhiheng.commands.signing.sign import Sign
from zhiheng.model.caller import Caller, Role
from zhiheng.model.ids import AccountId, CaseId, PersonId
from zhiheng.share import share
from zhiheng.state.agency import AgencyState

PAPERS = {
    "chart-release": "流程图文件",
    "calendar-change": "日历文件",
    "parameter-change": "参数文件",
    "roster-change": "花名册文件",
    "relation-change": "名单文件",
    "waiver": "豁免申请",
    "repair": "修复方案",
    "migration": "迁移方案",
    "publication": "公开版清单",
    "erasure": "删除申请",
}
"""Key of the chart -> the paper that its command is made of."""
CHECKERS = {"publication": "zh-k"}
"""Who checks, where it is not the legal post."""
_ROLES = {"xt-1": Role.SYSTEM, "aq-1": Role.SECURITY, "sj-1": Role.AUDIT}


def hand(login: str, *, confirmed: bool = True) -> Caller:
    """The account of a person of the roster, one of the three officers or any other."""
    role = _ROLES.get(login, Role.OFFICER)
    return Caller(AGENCY, AccountId(login), role, person=PersonId(login), confirmed=confirmed)


def permit() -> bytes:
    """The permit of the tests, as it is in force in their bureau."""
    return PERMIT_FILE.read_bytes()


def roster() -> Any:
    """The shipped roster, as JSON."""
    found = yaml.safe_load((share("processes") / "planning/jingyue.roster.yaml").read_bytes())
    return json.loads(json.dumps(found, default=str))


def calendar() -> Any:
    """The shipped calendar."""
    return json.loads((share("processes") / "calendar/china.json").read_bytes())


def changed(*changes: tuple[str, str]) -> bytes:
    """The permit with each old text replaced: by itself, only its name."""
    xml = permit().decode()
    for old, new in changes or (("核发（初审）", "核发（初审，修订）"),):
        assert old in xml, old
        xml = xml.replace(old, new)
    return xml.encode()


def with_newcomer() -> bytes:
    """The shipped roster with one person more."""
    found = roster()
    found["persons"].append({"id": "new", "name": "新人（测试）"})
    return json.dumps(found).encode()


def agency(office: Office) -> AgencyState:
    """The agency as it is now."""
    with office.rt.db.reading() as connection:
        return office.rt.agency(connection, AGENCY).state


def in_force(office: Office, key: str = "construction-permit") -> list[f.ChartDeployed]:
    """The versions of a chart, the last of which is in force."""
    return agency(office).charts[key]


def begin(office: Office, key: str, who: str = "xt-1") -> CaseId:
    """Start a case."""
    receipt = start(office.rt, hand(who), Start(key, f"{key}（测试）", AGENCY, "window"))
    return CaseId(receipt.entry.stream.removeprefix("case/"))


def act(
    office: Office,
    case: CaseId,
    who: str,
    task: str,
    values: dict[str, Any] | None = None,
    once: Once = NO_KEY,
    **more: Any,
) -> Receipt:
    """Sign a step."""
    task_id = f"{task}@{office.visit(case, task)}"
    given = {"opinion": "同意", **more}
    return execute(office.rt, hand(who), Sign(case, task_id, values=values or {}, **given), once)


def draft(office: Office, key: str, paper: bytes, case: CaseId | None = None) -> CaseId:
    """Start a case and draft it, or draft it once more."""
    case = case or begin(office, key)
    papers = {PAPERS[key]: office.rt.documents.put(paper)}
    act(office, case, "xt-1", "draft", {"summary": "测试"}, documents=papers)
    return case


def check(office: Office, case: CaseId, result: str = "pass", who: str = "fz-1") -> Receipt:
    """The check of the draft."""
    return act(office, case, who, "check", {"check_result": result})


def release(office: Office, case: CaseId, result: str = "release") -> Receipt:
    """Both signatures of the release; the second is the receipt."""
    first = act(office, case, "jz", "release", {"release_result": result})
    return act(office, case, "aq-1", "release", content=content_of(first))


def content_of(receipt: Receipt) -> str:
    """The digest that the signature of the receipt is of."""
    return next(x.content for x in receipt.entry.facts if isinstance(x, f.SlotSigned))


def carried(office: Office, key: str, paper: bytes) -> CaseId:
    """The whole way, from start to release."""
    case = draft(office, key, paper)
    check(office, case, who=CHECKERS.get(key, "fz-1"))
    release(office, case)
    return case
