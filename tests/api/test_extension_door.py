"""延期 by HTTP, and a page of a task that says what moved its limits."""

from support.api_desk import Desk
from support.evidence import facts_of, replays

from zhiheng import facts as f


def test_the_head_extends_and_the_page_of_the_step_says_so(desk: Desk) -> None:
    case = desk.office.start()
    desk.office.walk(case, "site_visit")
    path, notice = f"/api/v1/cases/{case}/extensions", desk.office.paper("延期告知书")
    asked = {"clock": "statutory", "n": 10, "reason": "案情复杂", "notice": notice}
    refused = desk.person("dj").post(path, json=asked)
    assert (refused.status_code, refused.json()["rule"]) == (403, "extension-level")
    done = desk.person("jz").post(path, json=asked)
    assert done.status_code == 201, done.text
    (extended,) = facts_of(desk.office, case, f.ClockExtended)
    assert (extended.n, extended.approver, extended.notice) == (10, "jz", notice)
    view = desk.person("gh-2").get(f"/api/v1/cases/{case}/tasks/site_visit@1").json()
    clock = next(c for c in view["clocks"] if c["clock"] == "statutory")
    assert (clock["due"], clock["extended"]) == (extended.due, 10)
    assert "延长10" in desk.person("gh-2").get(f"/cases/{case}").text
    replays(desk.office, case)
