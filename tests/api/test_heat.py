"""The heat map of a chart: figures by step, the picture with them, and who may see it."""

from collections import defaultdict
from statistics import median

from support.api_desk import Desk
from support.office import Office, caller

from zhiheng.commands.cases.withdraw import Withdraw
from zhiheng.commands.handling.handle import execute
from zhiheng.model.ids import CaseId
from zhiheng.queries.cases import case_file
from zhiheng.queries.timeline import SheetRow, run_sheet

KEY = "construction-permit"
AT = f"/api/v1/charts/{KEY}/heat"
PAGE = f"/supervision/heat/{KEY}"


def busy(office: Office) -> list[CaseId]:
    """One case waits for its notice and one for its visit, both too long; one was withdrawn."""
    onward, stuck, gone = (office.start() for _ in range(3))
    office.walk(onward, "notice")
    office.walk(stuck, "site_visit")
    execute(office.rt, caller("yuanda"), Withdraw(gone))
    office.clock.forward(days=30)
    return [onward, stuck]


def sheets(office: Office, cases: list[CaseId]) -> dict[str, list[SheetRow]]:
    """The run sheets of the cases, which are told from their entries alone, by step."""
    found: dict[str, list[SheetRow]] = defaultdict(list)
    with office.rt.db.reading() as connection:
        view = office.rt.agency(connection, caller("jiwei").agency)
        assert view.roster is not None
        assert view.calendar is not None
        for case in cases:
            file = case_file(office.rt, connection, caller("jiwei"), case)
            for row in run_sheet(file, view.roster, view.calendar, office.rt.now(view)):
                found[row.task].append(row)
    return found


def test_figures_agree_with_the_run_sheets_of_all_cases(desk: Desk) -> None:
    rows = sheets(desk.office, busy(desk.office))
    told = desk.person("jiwei").get(AT).json()
    steps = {step["task"]: step for step in told["steps"]}
    assert (told["key"], told["until"]) == (KEY, desk.office.today.isoformat())
    for task, step in steps.items():
        mine = rows.get(task, [])
        assert step["count"] == len(mine), task
        assert step["waiting"] == sum(row.closed_on is None for row in mine), task
        used = [row.used for row in mine if row.closed_on]
        assert step["median"] == (median(used) if used else None), task
        limited = [row.late for row in mine if row.limit is not None]
        share = round(sum(limited) * 100 / len(limited), 1) if limited else None
        assert step["late"] == share, task
    assert (steps["site_visit"]["count"], steps["site_visit"]["late"]) == (2, 50.0)
    assert (steps["notice"]["waiting"], steps["notice"]["late"]) == (1, 100.0)


def test_the_page_has_picture_and_table_for_those_who_see_the_whole_agency(
    small_desk: Desk,
) -> None:
    busy(small_desk.office)
    jiwei = small_desk.person("jiwei")
    page = jiwei.get(PAGE).text
    assert f"{PAGE}/chart.svg?since=" in page
    assert '<span class="signal red">50.0%</span>' in page
    picture = jiwei.get(f"{PAGE}/chart.svg")
    assert picture.headers["content-type"] == "image/svg+xml"
    for shown in ("到过该环节的件数", ">2件<", "0日 50%", 'class="node task heat worst"'):
        assert shown in picture.text, shown
    assert "2件，用时中位数0个工作日，超期50%" in picture.text
    assert "风险" not in picture.text, "risks have colours of their own, on their own chart"
    early = {"since": "2026-01-01", "until": "2026-01-31"}
    assert all(step["count"] == 0 for step in jiwei.get(AT, params=early).json()["steps"])
    assert jiwei.get(AT, params={"since": "2027-01-01"}).status_code == 422
    assert jiwei.get("/api/v1/charts/no-such/heat").status_code == 404
    for login in ("gh-1", "gh-k", "yuanda"):
        for path in (AT, PAGE, f"{PAGE}/chart.svg"):
            assert small_desk.person(login).get(path).status_code == 403, (login, path)


def test_both_charts_are_had_by_http_and_that_of_a_case_tells_rounds(small_desk: Desk) -> None:
    client = small_desk.person("yuanda")
    at = f"/api/v1/charts/{KEY}/svg"
    assert "权力运行流程图" in client.get(at).text
    risk = client.get(at, params={"chart": "risk"}).text
    assert "廉政风险防控图" in risk
    assert "岗位时限: " not in risk
    assert client.get(at, params={"chart": "other"}).status_code == 422
    office = small_desk.office
    case = office.start()
    office.walk(case, "check")
    office.sign(case, "gh-k", "check", {"check_result": "back"})
    picture = small_desk.person("jiwei").get(f"/cases/{case}/chart.svg").text
    assert ">第2轮<" in picture
    assert 'class="node task high open again"' in picture
    assert "办理中，第2轮" in picture
