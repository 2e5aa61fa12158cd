"""One real permit case from application to hand-over, on both databases."""

from support.office import PATH, Office, caller

from zhiheng.queries.cases import one
from zhiheng.queries.replay import replay


def test_a_permit_runs_from_application_to_archive(office: Office) -> None:
    case = office.start()
    office.walk(case)
    with office.rt.db.reading() as connection:
        item = one(connection, caller("jiwei"), case)
        assert (item.status, item.outcome, item.number) == (
            "closed",
            "grant",
            "净规建字〔2026〕1号",
        )
        assert replay(office.rt, connection, "jingyue", case) == []


def test_after_each_step_a_fresh_process_rebuilds_the_same_case(office: Office) -> None:
    case = office.start()
    for task, who, values, papers in PATH:
        office.sign(case, who, task, values, papers)
        office.rt.live.evict(case)
        with office.rt.db.reading() as connection:
            assert replay(office.rt, connection, "jingyue", case) == []
            if one(connection, caller("jiwei"), case).status == "running":
                office.rt.live.put(_rebuilt(office, case))


def _rebuilt(office: Office, case: str) -> object:
    from zhiheng.runtime.live import rebuild  # noqa: PLC0415
    from zhiheng.store.log import read_stream  # noqa: PLC0415

    with office.rt.db.reading() as connection:
        entries = read_stream(connection, "jingyue", f"case/{case}")
        item = one(connection, caller("jiwei"), case)  # type: ignore[arg-type]
        chart = office.rt.chart(connection, "jingyue", item.chart)
        return rebuild(case, "jingyue", entries, chart)[0]
