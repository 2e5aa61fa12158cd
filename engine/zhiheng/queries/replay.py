"""Replay a case from its log, and say where the tables, or the executor, differ."""

from sqlalchemy import Connection, select

from zhiheng.errors import NotVisible, ReplayDiffers
from zhiheng.runtime import Runtime
from zhiheng.runtime.live import rebuild
from zhiheng.store import tables as t
from zhiheng.store.apply import differences
from zhiheng.store.log import read_stream


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
