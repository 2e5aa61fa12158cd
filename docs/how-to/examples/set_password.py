#!/usr/bin/env python3
"""Set the password of one login: set_password.py LOGIN. Unlocks it and ends its sessions."""

import getpass
import sys

from sqlalchemy import delete, select, update

from zhiheng import facts as f
from zhiheng.runtime import Runtime
from zhiheng.runtime.access import OPERATOR
from zhiheng.store import tables as t
from zhiheng.store.db import Database
from zhiheng_api.passwords import hash_password
from zhiheng_api.settings import Settings


def main(login: str) -> None:
    """Ask for the password and store its hash."""
    password = getpass.getpass(f"{login}: ")
    if password in ("", login):
        raise SystemExit("a password of its own, please / 请另设密码，不得为空或与账号同名")
    hashed = hash_password(password)
    settings = Settings()
    rt = Runtime(Database(settings.url), settings.documents)
    with rt.db.writing() as connection:
        found = connection.execute(
            select(t.credential.c.agency, t.credential.c.account).where(
                t.credential.c.login == login
            )
        ).one_or_none()
        if found is None:
            raise SystemExit(f"no such login / 没有账号: {login}")
        connection.execute(
            update(t.credential)
            .where(t.credential.c.login == login)
            .values(password_hash=hashed, failures=0, locked_until=None)
        )
        connection.execute(
            delete(t.session).where(
                t.session.c.agency == found.agency, t.session.c.account == found.account
            )
        )
        now = rt.now(rt.agency(connection, found.agency))
        told = f.PasswordSet(account=found.account)
        rt.access.add(connection, found.agency, [("set-passwords", OPERATOR, (told,))], now)
        connection.commit()
    rt.db.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
