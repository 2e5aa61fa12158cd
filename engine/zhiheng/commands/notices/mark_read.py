"""Read marks of notices (已读): a convenience of the reader, and no evidence of anything.

That a copy was read is something else: an act on the case, and an entry (已阅,
cases/acknowledge.py).
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from zhiheng.errors import NotVisible
from zhiheng.model.caller import Caller
from zhiheng.runtime import Runtime
from zhiheng.runtime.addresses import addresses, own
from zhiheng.store import tables as t
from zhiheng.store.log import stamp
from zhiheng.store.notice_keys import NoticeKey
from zhiheng.store.upsert import upsert


def mark_read(rt: Runtime, caller: Caller, keys: Sequence[str]) -> None:
    """Set the caller's marks, all of them or none. Raises NotVisible for what is not his."""
    wanted = [NoticeKey.parse(key) for key in dict.fromkeys(keys)]
    with rt.db.writing() as connection:
        view = rt.agency(connection, caller.agency)
        his = addresses(rt, view, caller)
        rows: list[dict[str, Any]] = []
        for key in wanted:
            at = connection.execute(
                select(t.notice.c.at).where(*key.matches(t.notice, caller.agency))
            ).scalar_one_or_none()
            since = his.get(key.recipient)
            if at is None or since is None or at < since:
                raise NotVisible("no-such-notice")
            mark = {"reader": own(caller), "at": stamp(rt.now(view))}
            rows.append({**key.columns(caller.agency), **mark})
        if rows:
            first = upsert(t.notice_read, connection.dialect.name)
            connection.execute(first.on_conflict_do_nothing(), rows)
        connection.commit()
