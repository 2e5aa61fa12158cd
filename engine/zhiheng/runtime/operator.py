"""What is done at the machine itself goes on record with every agency that the database holds.

It can be done without the program, too, and then is not: the checkpoints are for that.
"""

from sqlalchemy import select

from zhiheng import facts as f
from zhiheng.runtime.access import OPERATOR
from zhiheng.runtime.process import Runtime
from zhiheng.store import tables as t
from zhiheng.store.migrate import upgrade


def operator_acted(rt: Runtime, act: str, detail: dict[str, str]) -> None:
    """Write it down. detail: ids, digests, versions; no secrets and no names."""
    with rt.db.reading() as connection:
        agencies = connection.execute(select(t.agency.c.id).order_by(t.agency.c.id)).scalars().all()
        times = {agency: rt.now(rt.agency(connection, agency)) for agency in agencies}
    fact = f.OperatorActed(act=act, detail=detail)
    for agency, now in times.items():
        rt.access.write(agency, [("operate", OPERATOR, (fact,))], now)


def upgraded(rt: Runtime) -> None:
    """Bring the schema up to date, on record where it was not."""
    done = upgrade(rt.db)
    if done is not None:
        operator_acted(rt, "db-upgrade", {"from": done[0], "to": done[1]})
