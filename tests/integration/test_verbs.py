"""转办 and 催办: verbs that go round no gate, and leave their reason on record."""

import pytest
from sqlalchemy import select
from support.evidence import entries, facts_of, refused, replays
from support.office import PATH, Office, caller

from zhiheng import facts as f
from zhiheng.commands.assignment.transfer import Transfer
from zhiheng.commands.cases.urge import Urge
from zhiheng.commands.handling.handle import execute
from zhiheng.model.ids import CaseId, PersonId
from zhiheng.queries.cases import case_file
from zhiheng.queries.task import task_view
from zhiheng.queries.timeline import timeline
from zhiheng.store import tables as t


def transfer(office: Office, case: CaseId, who: str, to: str, reason: str = "手头件多") -> None:
    execute(office.rt, caller(who), Transfer(case, "intake@1", PersonId(to), reason))


def urge(office: Office, case: CaseId, who: str, note: str = "") -> None:
    execute(office.rt, caller(who), Urge(case, "intake@1", note))


def accept(office: Office, case: CaseId, who: str) -> None:
    _, _, values, papers = PATH[0]
    office.sign(case, who, "intake", values, papers)


def rows(office: Office) -> list[tuple[object, ...]]:
    with office.rt.db.reading() as connection:
        found = [*connection.execute(select(t.slot)), *connection.execute(select(t.clock))]
    return [tuple(row) for row in found]


@pytest.fixture
def claimed(office: Office) -> tuple[Office, CaseId]:
    """gh-1 holds the intake; gh-2 holds the same post."""
    case = office.start()
    office.claim(case, "gh-1", "intake")
    return office, case


def test_who_gives_a_step_away_is_out_of_it_and_the_receiver_signs(
    claimed: tuple[Office, CaseId],
) -> None:
    office, case = claimed
    transfer(office, case, "gh-1", "gh-2")
    with refused(office, "claimed-by-other", 409):
        accept(office, case, "gh-1")
    accept(office, case, "gh-2")
    given = facts_of(office, case, f.SlotTransferred)[0]
    assert (given.giver, given.receiver) == ("gh-1", "gh-2")
    assert "手头件多" not in str(entries(office, f"case/{case}")), (
        "the reason stands behind a commitment"
    )
    assert _told(office, case) == ["转办给" + _name(office, "gh-2") + "：手头件多"]
    replays(office, case)


@pytest.mark.parametrize(
    ("who", "to", "rule", "status"),
    [
        ("gh-2", "gh-1", "not-yours", 403),
        ("gh-1", "zh-1", "stand-in-while-present", 403),
        ("gh-1", "gh-k", "not-a-candidate", 403),
        ("gh-1", "gh-1", "no-such-person", 422),
        ("gh-1", "nobody", "no-such-person", 422),
    ],
)
def test_a_step_goes_only_to_who_could_have_claimed_it(
    claimed: tuple[Office, CaseId], who: str, to: str, rule: str, status: int
) -> None:
    office, case = claimed
    with refused(office, rule, status):
        transfer(office, case, who, to)


def test_a_transfer_goes_round_no_separation(office: Office) -> None:
    """The second hand of a visit cannot give it to who has signed as the first."""
    case = office.start()
    office.walk(case, "first_review")
    office.claim(case, "gh-2", "first_review")
    command = Transfer(case, "first_review@1", PersonId("gh-1"), "手头件多")
    with refused(office, "different-person", 403):
        execute(office.rt, caller("gh-2"), command)


def test_nothing_is_transferred_to_who_is_on_leave(claimed: tuple[Office, CaseId]) -> None:
    office, case = claimed
    office.leave("gh-2")
    with refused(office, "on-leave", 403):
        transfer(office, case, "gh-1", "gh-2")


@pytest.mark.parametrize("reason", ["", "  ", "长" * 501])
def test_a_transfer_says_why(claimed: tuple[Office, CaseId], reason: str) -> None:
    office, case = claimed
    with refused(office, "verb-reason", 422):
        transfer(office, case, "gh-1", "gh-2", reason)


def test_the_page_offers_only_lawful_receivers(claimed: tuple[Office, CaseId]) -> None:
    office, case = claimed
    with office.rt.db.reading() as connection:
        mine = task_view(office.rt, connection, caller("gh-1"), case, "intake@1")
        other = task_view(office.rt, connection, caller("gh-2"), case, "intake@1")
    assert [person for person, _ in mine.hands.transfer] == ["gh-2"]
    assert other.hands.transfer == ()


@pytest.mark.parametrize("who", ["yuanda", "jiwei", "gh-k", "dj"])
def test_applicant_supervisor_and_superior_may_urge_once_a_day(office: Office, who: str) -> None:
    case = office.start()
    urge(office, case, who, "请尽快")
    with refused(office, "urged-lately", 409):
        urge(office, case, who)
    office.clock.forward(hours=24)
    urge(office, case, who)
    assert len(facts_of(office, case, f.TaskUrged)) == 2
    assert _told(office, case) == ["催办：请尽快", "催办"]
    with office.rt.db.reading() as connection:
        assert task_view(office.rt, connection, caller("gh-1"), case, "intake@1").urged == 1
    replays(office, case)


def test_two_urge_apart_from_each_other(office: Office) -> None:
    case = office.start()
    urge(office, case, "yuanda")
    urge(office, case, "jiwei")
    assert [x.by for x in facts_of(office, case, f.TaskUrged)] == ["yuanda", "jiwei"]


@pytest.mark.parametrize("who", ["gh-1", "gh-2", "zh-1"])
def test_colleagues_do_not_press_each_other(office: Office, who: str) -> None:
    case = office.start()
    with refused(office, "may-not-urge", 403):
        urge(office, case, who)


def test_urging_moves_no_limit_and_takes_no_claim(claimed: tuple[Office, CaseId]) -> None:
    office, case = claimed
    before = rows(office)
    urge(office, case, "jiwei")
    assert rows(office) == before
    kinds = {type(x) for e in entries(office, f"case/{case}")[-1:] for x in e.facts}
    assert kinds == {f.TaskUrged}


def test_an_applicant_does_not_read_what_a_superior_wrote_to_his_clerks(office: Office) -> None:
    case = office.start()
    urge(office, case, "dj", "当事人已向市局反映")
    assert _told(office, case, full=False) == ["催办"]


def _told(office: Office, case: CaseId, *, full: bool = True) -> list[str]:
    with office.rt.db.reading() as connection:
        file = case_file(office.rt, connection, caller("jiwei"), case)
        view = office.rt.agency(connection, "jingyue")
    assert view.roster is not None
    effects = [e for step in timeline(file, view.roster, full=full) for e in step.effect]
    return [e for e in effects if e.startswith(("转办", "催办"))]


def _name(office: Office, person: str) -> str:
    with office.rt.db.reading() as connection:
        view = office.rt.agency(connection, "jingyue")
    assert view.roster is not None
    return view.roster.persons[PersonId(person)].name
