"""The pages as forms: what they show, what they keep when an act is refused."""

from support.api_desk import Desk
from support.office import caller

from zhiheng.commands.agency import execute_agency
from zhiheng.commands.deploy import Deploy
from zhiheng.share import share

CHART = "planning/construction-permit.bpmn"


def test_a_page_shows_the_choices_of_the_version_that_the_case_runs_on(small_desk: Desk) -> None:
    office = small_desk.office
    case = office.start()
    xml = (share("processes") / CHART).read_text(encoding="utf-8")
    renamed = xml.replace('title="受理"', 'title="予以受理"')
    assert renamed != xml
    execute_agency(office.rt, caller("sysadmin"), Deploy(renamed.encode()))
    shown = small_desk.person("gh-1").get(f"/cases/{case}/tasks/intake@1").text
    assert ">受理</option>" in shown
    assert "予以受理" not in shown
