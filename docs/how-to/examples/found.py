#!/usr/bin/env python3
"""Found an agency: found.py ROSTER.yaml ACCOUNTS.yaml SIGNER1 SIGNER2; passwords are asked for.

Where: `ZHIHENG_DATA` or `ZHIHENG_DATABASE_URL`, as for the service. The database must not hold
an agency of that id yet.
"""

import getpass
import sys
from pathlib import Path
from typing import Any

import msgspec
import yaml

from zhiheng import facts as f
from zhiheng.commands.bureau.agency import execute_agency
from zhiheng.commands.bureau.bootstrap import Bootstrap, bootstrap
from zhiheng.commands.bureau.load import LoadCalendar, LoadRoster
from zhiheng.commands.personnel.accounts import OpenAccounts
from zhiheng.model.caller import Caller, Role
from zhiheng.model.ids import AccountId, AgencyId
from zhiheng.runtime import Runtime
from zhiheng.runtime.access import OPERATOR
from zhiheng.share import share
from zhiheng.store.db import Database
from zhiheng.store.migrate import upgrade
from zhiheng_api.passwords import hash_password, set_password
from zhiheng_api.settings import Settings


def main(roster_file: str, accounts_file: str, *signers: str) -> None:
    """Entry 1, the roster, the shipped calendar, accounts, passwords."""
    roster, accounts = _yaml(roster_file), _yaml(accounts_file)["accounts"]
    agency = AgencyId(roster["agency"])
    system = next(AccountId(a["login"]) for a in accounts if a["role"] == Role.SYSTEM.value)
    hashes = {a["login"]: hash_password(_asked(a)) for a in accounts}
    rt = _runtime()
    first, second = signers
    founding = Bootstrap(agency, roster["name"], "live", (first, second), system)
    bootstrap(rt, founding, rt.clock())
    caller = Caller(agency, system, Role.SYSTEM, confirmed=True)
    execute_agency(rt, caller, LoadRoster(roster))
    calendar = (share("processes") / "calendar/china.json").read_bytes()
    execute_agency(rt, caller, LoadCalendar(msgspec.json.decode(calendar)))
    opened = tuple(_opened(a) for a in accounts if a["login"] != system)
    execute_agency(rt, caller, OpenAccounts(opened))
    with rt.db.writing() as connection:
        for a in accounts:
            login = a["login"]
            set_password(connection, agency, login, login, a["name"], hashes[login])
        told = tuple(f.PasswordSet(account=a["login"]) for a in accounts)
        now = rt.now(rt.agency(connection, agency))
        rt.access.add(connection, agency, [("set-passwords", OPERATOR, told)], now)
        connection.commit()


def _runtime() -> Runtime:
    settings = Settings()
    settings.data.mkdir(parents=True, exist_ok=True)
    rt = Runtime(Database(settings.url), settings.documents)
    upgrade(rt.db)
    return rt


def _opened(account: dict[str, Any]) -> f.AccountOpened:
    return f.AccountOpened(
        account=account["login"],
        role=account["role"],
        person=account.get("person"),
        party=account.get("party"),
    )


def _yaml(path: str) -> Any:
    return yaml.safe_load(Path(path).read_text(encoding="utf-8"))


def _asked(account: dict[str, Any]) -> str:
    password = getpass.getpass(f"{account['login']} {account['name']}: ")
    if password in ("", account["login"]):
        raise SystemExit("a password of its own, please / 请另设密码，不得为空或与账号同名")
    return password


if __name__ == "__main__":
    main(*sys.argv[1:])
