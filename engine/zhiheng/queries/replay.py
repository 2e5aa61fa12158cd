"""Replay a case from its log, and say where the tables, or the executor, differ."""

from sqlalchemy import Connection, select

from zhiheng.errors import NotVisible, ReplayDiffers
from zhiheng.runtime import Runtime
from zhiheng.runtime.live import rebuild
from zhiheng.store import tables as t
from zhiheng.store.agency_notices import told_by_log
from zhiheng.store.apply import differences
from zhiheng.store.log import read_stream


def case_ids(connection: Connection, agency: str) -> list[str]:
    """Every case of the agency, the oldest first."""
    query = select(t.case_file.c.id).where(t.case_file.c.agency == agency)
    return list(connection.execute(query.order_by(t.case_file.c.id)).scalars())


def replay_accounts(rt: Runtime, connection: Connection, agency: str) -> list[str]:
    """Where the accounts that sessions speak for are not those the agency's log has opened.

    An account's role is what lets it act, so a row changed by hand is as grave as a case's.
    """
    opened = rt.agency(connection, agency).state.accounts
    wanted = {(a.account, a.role, a.person, a.party) for a in opened.values()}
    c = t.account.c
    rows = connection.execute(select(c.id, c.role, c.person, c.party).where(c.agency == agency))
    have = {tuple(r) for r in rows}
    missing = [f"account: log says {x}" for x in sorted(wanted - have, key=repr)]
    return missing + [f"account: table says {x}" for x in sorted(have - wanted, key=repr)]


def replay_notices(connection: Connection, agency: str) -> list[str]:
    """Where the notices of the agency's own stream are not those that its entries tell."""
    names = [c.name for c in t.notice.c]
    wanted = {tuple(row[n] for n in names) for row in told_by_log(connection, agency)}
    c = t.notice.c
    stored = connection.execute(select(t.notice).where(c.agency == agency, c.case_id == ""))
    have = {tuple(row) for row in stored}
    missing = [f"notice: log says {x}" for x in sorted(wanted - have, key=repr)]
    return missing + [f"notice: table says {x}" for x in sorted(have - wanted, key=repr)]


def replay(rt: Runtime, connection: Connection, agency: str, case_id: str) -> list[str]:
    """Every difference, in words; [] when log, executor and tables agree."""
    chart = connection.execute(
        select(t.case_file.c.chart).where(
            t.case_file.c.agency == agency, t.case_file.c.id == case_id
        )
    ).scalar_one_or_none()
    if chart is None:
        raise NotVisible("no-such-case")
    entries = read_stream(connection, agency, f"case/{case_id}")
    try:
        _, rows = rebuild(case_id, agency, entries, rt.chart(connection, agency, chart))
    except ReplayDiffers as error:
        return [str(error)]
    return differences(connection, agency, case_id, rows)
