"""The sample bureau 净月 (all persons invented): loaded into an empty database by `serve`, `demo`.

Its passwords equal its logins and work on loopback addresses only.
"""

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
import yaml
from sqlalchemy import select

from zhiheng import facts as f
from zhiheng.chart_files import assembled
from zhiheng.clock import local_date
from zhiheng.commands.bureau.agency import execute_agency
from zhiheng.commands.bureau.bootstrap import Bootstrap, bootstrap
from zhiheng.commands.bureau.deploy import Deploy
from zhiheng.commands.bureau.load import LoadCalendar, LoadRoster
from zhiheng.commands.bureau.operation import BeginOperation
from zhiheng.commands.handling.start import Start, start
from zhiheng.commands.personnel.accounts import OpenAccounts
from zhiheng.model.calendar_file import calendar_from_json
from zhiheng.model.caller import Caller, Role
from zhiheng.model.ids import AccountId, AgencyId, PartyId, PersonId
from zhiheng.model.roster_file import read_roster
from zhiheng.runtime import AgencyView, Runtime
from zhiheng.runtime.access import OPERATOR
from zhiheng.share import share
from zhiheng.state.agency import AgencyState
from zhiheng.store import tables as t
from zhiheng.store.db import Database
from zhiheng_api.context import App
from zhiheng_api.passwords import hash_password, set_password

AGENCY = AgencyId("jingyue")
SYSTEM = AccountId("sysadmin")
SYSTEM_OFFICER, SECURITY_OFFICER = PersonId("xt-1"), PersonId("aq-1")
CHARTS = (
    "planning/construction-permit.bpmn",
    "planning/site-opinion.bpmn",
    "planning/land-permit.bpmn",
    "planning/penalty.bpmn",
    "planning/setting-out.bpmn",
    "planning/completion-check.bpmn",
    "planning/demolition.bpmn",
    "planning/patrol.bpmn",
    "system/chart-release.bpmn",
    "system/calendar-change.bpmn",
    "system/parameter-change.bpmn",
    "system/roster-change.bpmn",
    "system/relation-change.bpmn",
    "system/waiver.bpmn",
    "system/publication.bpmn",
    "system/repair.bpmn",
    "system/migration.bpmn",
    "system/erasure.bpmn",
)


_HASHING = 2
"""Hashes at a time, which need no interpreter meanwhile: each takes 64 MiB."""


@dataclass(frozen=True, slots=True)
class SampleLogin:
    """A login shown on the log-in page of the sample."""

    login: str
    name: str
    post: str


def is_sample_password(login: str, password: str) -> bool:
    """Sample passwords equal the login, which nobody may keep outside his own machine."""
    return login == password


def is_empty(db: Database) -> bool:
    """Whether no agency has been founded yet."""
    with db.reading() as connection:
        return connection.execute(select(t.agency.c.id).limit(1)).one_or_none() is None


def sample_charts() -> list[bytes]:
    """The charts of the sample bureau."""
    return [assembled(share("processes") / chart) for chart in CHARTS]


def load_sample(
    rt: Runtime,
    origin: str,
    begin: datetime | None = None,
    *,
    operating: bool = True,
    charts: Sequence[bytes] | None = None,
) -> None:
    """Found the bureau: roster, calendar, accounts, charts; then put it into operation.

    origin: `live`, or `demo`, whose clock may be moved and starts at `begin`. charts: others
    than those of the sample.
    """
    roster = _yaml("planning/jingyue.roster.yaml")
    accounts = _yaml("planning/jingyue.accounts.yaml")["accounts"]
    calendar = msgspec.json.decode((share("processes") / "calendar/china.json").read_bytes())
    charts = sample_charts() if charts is None else charts
    _deployable(rt, roster, calendar, charts, begin)
    offset = int((begin - rt.clock()).total_seconds()) if begin else 0
    signers = ("示例签署人甲（虚构）", "示例签署人乙（虚构）")
    founding = Bootstrap(AGENCY, roster["name"], origin, signers, SYSTEM, offset)
    bootstrap(rt, founding, rt.clock())
    system = Caller(AGENCY, SYSTEM, Role.SYSTEM, confirmed=True)
    execute_agency(rt, system, LoadRoster(roster))
    execute_agency(rt, system, LoadCalendar(calendar))
    opened = tuple(
        f.AccountOpened(
            account=a["login"], role=a["role"], person=a.get("person"), party=a.get("party")
        )
        for a in accounts
        if a["login"] != SYSTEM
    )
    execute_agency(rt, system, OpenAccounts(opened))
    for xml in charts:
        execute_agency(rt, system, Deploy(xml))
    _passwords(rt, accounts)
    if operating:
        begin_operation(rt)


def begin_operation(rt: Runtime) -> None:
    """投入运行, by the system officer and the security officer."""
    hands = ((SYSTEM_OFFICER, Role.SYSTEM), (SECURITY_OFFICER, Role.SECURITY))
    for person, role in hands:
        caller = Caller(AGENCY, AccountId(person), role, person=person, confirmed=True)
        execute_agency(rt, caller, BeginOperation())


def _deployable(
    rt: Runtime, roster: Any, calendar: Any, charts: Iterable[bytes], begin: datetime | None
) -> None:
    """Prevents a bureau that is founded and then has no chart: each is judged before.

    Raises ChartRefused, or whatever else deployment would.
    """
    system = Caller(AGENCY, SYSTEM, Role.SYSTEM, confirmed=True)
    view = AgencyView(AgencyState(AGENCY), read_roster(roster), calendar_from_json(calendar))
    for xml in charts:
        Deploy(xml).decide(view, system, begin or rt.clock())


def load_sample_cases(rt: Runtime) -> None:
    """A few applications, so that the lists of a new sample are not empty."""
    applicant = Caller(
        AGENCY, AccountId("yuanda"), Role.APPLICANT, party=PartyId("yuanda"), confirmed=True
    )
    for title in ("远达花园1号住宅楼（示例）", "远达花园2号住宅楼（示例）", "远达邻里中心（示例）"):
        start(rt, applicant, Start("construction-permit", title, "yuanda", "online"))


def _yaml(path: str) -> Any:
    return yaml.safe_load((share("processes") / path).read_text(encoding="utf-8"))


def _passwords(rt: Runtime, accounts: Iterable[Mapping[str, Any]]) -> None:
    logins = [a["login"] for a in accounts]
    with ThreadPoolExecutor(_HASHING) as pool:
        hashed = dict(zip(logins, pool.map(hash_password, logins), strict=True))
    with rt.db.writing() as connection:
        for a in accounts:
            set_password(connection, AGENCY, a["login"], a["login"], a["name"], hashed[a["login"]])
        set_now = tuple(f.PasswordSet(account=a["login"]) for a in accounts)
        now = rt.now(rt.agency(connection, AGENCY))
        rt.access.add(connection, AGENCY, [("set-passwords", OPERATOR, set_now)], now)
        connection.commit()


def sample_logins(app: App) -> list[SampleLogin]:
    """The sample's logins, where they work at all: on loopback, in the sample bureau."""
    if not app.settings.loopback or app.settings.agency != AGENCY:
        return []
    rt = app.runtime
    with rt.db.reading() as connection:
        view = rt.agency(connection, AGENCY)
        rows = connection.execute(
            select(t.account, t.credential.c.login, t.credential.c.name)
            .join(
                t.credential,
                (t.credential.c.agency == t.account.c.agency)
                & (t.credential.c.account == t.account.c.id),
            )
            .where(t.account.c.agency == AGENCY)
            .order_by(t.account.c.role.desc(), t.credential.c.login)
        ).all()
    today = local_date(rt.now(view))
    found = []
    for row in rows:
        post = (
            view.roster.post_of(PersonId(row.person), today) if view.roster and row.person else None
        )
        found.append(
            SampleLogin(row.login, row.name, post.name if post else _OFFICES.get(row.role, ""))
        )
    return found


_OFFICES = {"applicant": "申请人", "supervisor": "监督（只读）", "system": "建立单位的账号"}
