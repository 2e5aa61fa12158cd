"""Two cases for one act, or one fine split: who files and who decides is told (处罚法 29)."""

from support import penalty
from support.office import Office, caller

from zhiheng.model.ids import CaseId
from zhiheng.queries.same_party import OtherCase
from zhiheng.queries.task import task_view


def others(office: Office, case: CaseId, who: str, task: str) -> tuple[OtherCase, ...]:
    with office.rt.db.reading() as connection:
        return task_view(office.rt, connection, caller(who), case, task).others


def test_another_penalty_of_the_party_is_told_in_both_and_no_permit_is(office: Office) -> None:
    permit = office.start()
    first = penalty.opened(office)
    assert others(office, first, "dj", "file@1") == ()
    office.clock.forward(hours=1)
    second = penalty.another(office)
    assert [x.case for x in others(office, first, "dj", "file@1")] == [second]
    (told,) = others(office, second, "dj", "file@1")
    assert (told.case, told.status) == (first, "running")
    assert others(office, permit, "gh-1", "intake@1") == ()
