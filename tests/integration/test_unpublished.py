"""What is to be public is asked after: within 20 working days (信息公开条例 26)."""

from support import system_cases as sc
from support.office import AGENCY, Office, caller

from zhiheng.queries.unpublished import Unpublished, unpublished
from zhiheng_api.sample import begin_operation
from zhiheng_api.sample_publication import publish_all

KEY = "construction-permit"


def waiting(office: Office) -> dict[str, Unpublished]:
    with office.rt.db.reading() as connection:
        found = unpublished(office.rt, connection, caller("jiwei"))
    return {x.key: x for x in found}


def test_a_public_chart_waits_until_it_is_published_and_again_when_it_changes(
    sqlite_office: Office,
) -> None:
    office = sqlite_office
    begin_operation(office.rt)
    first = waiting(office)[KEY]
    assert (first.published, first.late, first.version) == (False, False, 1)
    publish_all(office.rt, AGENCY)
    assert waiting(office) == {}
    office.clock.forward(days=3)
    sc.carried(office, "chart-release", sc.changed(('name="现场踏勘"', 'name="现场踏勘（新）"')))
    changed = waiting(office)[KEY]
    assert (changed.published, changed.version) == (True, 2)
    assert changed.since > first.since
    office.clock.forward(days=45)
    assert waiting(office)[KEY].late
    sc.carried(office, "chart-release", sc.changed(('name="现场踏勘"', 'name="现场踏勘（再）"')))
    assert waiting(office)[KEY].since == changed.since, "a further change gives no new days"
    sc.carried(office, "publication", b'{"do": "withdraw", "chart": "construction-permit"}')
    again = waiting(office)[KEY]
    assert not again.published
    assert again.since > changed.due, "taken down, its days run from that day"
