"""Never a heavier kind for a defence (处罚法 45-2): what was told binds, whatever the sum.

docs/gates.md names each test here beside its gate.
"""

from support import discretion
from support.evidence import facts_of, item, refused, replays
from support.office import Office

from zhiheng import facts as f
from zhiheng.model.ids import CaseId


def _told(office: Office, case: CaseId, kind: str, fine: str, answer: str) -> None:
    """Told, and answered."""
    values = {"noticed_kind": kind, "noticed_fine": fine, "mitigation": "none"}
    office.sign(case, "jc-1", "notice", values, ("处罚事先告知书",))
    office.sign(case, "jc-1", "defence", {"answer": answer}, ("申辩复核意见",))


def test_a_kind_is_heavier_than_what_was_told_only_for_new_facts(office: Office) -> None:
    case = discretion.opened(office, *discretion.TOLD_KIND)
    discretion.investigated(office, case, new_facts=True, correction="removable")
    _told(office, case, "demolish", "0.00", "new-facts")
    with refused(office, "heavier-kind", 409) as caught:
        discretion.investigated_on(office, case, new_facts=False, correction="neither")
    assert item(office, case).open_tasks == ("investigate@2",)
    assert caught.value.facts["limit"] == "demolish"
    discretion.investigated_on(office, case, new_facts=False, correction="correctable")
    _told(office, case, "correct-and-fine", "10000.00", "new-facts")
    discretion.investigated_on(office, case, new_facts=True, correction="neither")
    kept = [x.variable for x in facts_of(office, case, f.BoundKept)]
    assert kept == ["kind"] * 3
    replays(office, case)
