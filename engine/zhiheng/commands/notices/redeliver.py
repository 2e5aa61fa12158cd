"""Try a delivery again that was given up; on record, since an administrator does it."""

from sqlalchemy import update

from zhiheng import facts as f
from zhiheng.commands.notices.outbox import DEAD, PENDING
from zhiheng.errors import Forbidden, NotVisible
from zhiheng.model.caller import Caller, Role
from zhiheng.runtime import Runtime
from zhiheng.runtime.access import acting
from zhiheng.store import tables as t
from zhiheng.store.log import stamp
from zhiheng.store.notice_keys import NoticeKey


def redeliver(rt: Runtime, caller: Caller, channel: str, key: str) -> None:
    """Try a dead delivery again, from now, with all its attempts. Raises NotVisible."""
    if caller.role is not Role.SYSTEM:
        raise Forbidden("role-may-not", role=caller.role.value, verb="redeliver")
    c, named = t.delivery.c, NoticeKey.parse(key)
    with rt.db.writing() as connection:
        now = rt.now(rt.agency(connection, caller.agency))
        found = connection.execute(
            update(t.delivery)
            .where(*named.matches(t.delivery, caller.agency))
            .where(c.channel == channel, c.state == DEAD)
            .values(state=PENDING, attempts=0, next_at=stamp(now))
        )
        if found.rowcount != 1:
            raise NotVisible("no-such-notice")
        fact = f.NoticeRedelivered(channel=channel, notice=named.text())
        told = [("redeliver", acting(caller), (fact,))]
        rt.access.add(connection, caller.agency, told, now)
        connection.commit()
