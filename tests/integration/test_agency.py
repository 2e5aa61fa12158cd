"""The agency's own stream: founding, roster, accounts, leave, clock."""

import io
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from support import variants
from support.evidence import agency_verdict, chained, everything, refused, verdict_of
from support.office import AGENCY, Office
from support.scenarios import absent, agency, claim, intake, take_back

from zhiheng.commands.assignment.claim import Claim
from zhiheng.commands.bureau.agency import execute_agency
from zhiheng.commands.bureau.bootstrap import Bootstrap, bootstrap
from zhiheng.commands.bureau.load import LoadRoster, SetClock
from zhiheng.commands.handling.handle import execute
from zhiheng.commands.personnel.absence import RecordAbsence
from zhiheng.errors import Refusal
from zhiheng.model.caller import Caller, Role
from zhiheng.model.ids import AccountId, AgencyId, PersonId
from zhiheng.queries.bundle import case_bundle

_LIVE = AgencyId("live-bureau")
_OFFICER = AccountId("root")


def _found(office: Office, *hands: str, name: AgencyId = _LIVE) -> None:
    signed = (hands[0], hands[1])
    founding = Bootstrap(name, "实地测试局", "live", signed, _OFFICER)
    bootstrap(office.rt, founding, office.clock())


def test_a_bureau_is_founded_once_by_two_hands(office: Office) -> None:
    before = everything(office)
    for hands in (("甲", "甲"), ("甲", " "), ("", "乙")):
        with pytest.raises(Refusal) as caught:
            _found(office, *hands)
        assert caught.value.rule == "two-hands"
    assert everything(office) == before
    _found(office, "甲", "乙")
    after = everything(office)
    with pytest.raises(Refusal) as caught:
        _found(office, "丙", "丁")
    assert caught.value.rule == "agency-exists"
    assert everything(office) == after


def test_a_live_bureau_has_no_clock_of_its_own(office: Office) -> None:
    _found(office, "甲", "乙")
    root = Caller(_LIVE, _OFFICER, Role.SYSTEM, confirmed=True)
    with refused(office, "clock-is-real", 403):
        execute_agency(office.rt, root, SetClock(86_400))


def test_before_a_roster_is_loaded_nothing_can_be_done(office: Office) -> None:
    _found(office, "甲", "乙")
    someone = Caller(_LIVE, AccountId("a"), Role.OFFICER, PersonId("a"), confirmed=True)
    leave = RecordAbsence(PersonId("b"), office.today, office.today, "leave")
    with refused(office, "agency-not-ready", 409):
        execute_agency(office.rt, someone, leave)


def test_an_agency_sees_no_case_of_another(office: Office) -> None:
    case = office.start()
    _found(office, "甲", "乙")
    stranger = Caller(_LIVE, AccountId("gh-1"), Role.OFFICER, PersonId("gh-1"), confirmed=True)
    with refused(office, "no-such-case", 404):
        execute(office.rt, stranger, Claim(case, "intake@1"))


def test_an_agency_that_is_not_there_is_told_so(office: Office) -> None:
    nobody = Caller(AgencyId("nowhere"), AccountId("a"), Role.SYSTEM)
    with pytest.raises(Refusal) as caught:
        execute_agency(office.rt, nobody, LoadRoster(variants.ROSTER))
    assert caught.value.rule == "no-such-agency"


def test_every_stream_is_one_chain_and_the_whole_agency_verifies(
    office: Office, tmp_path: Path
) -> None:
    case, other = office.start(), office.start()
    office.walk(case, "check")
    take_back("gh-2")(office, case)
    for act in (claim("zh-2", "first_review@1"), intake(), absent("gh-1", by="gh-k")):
        with pytest.raises(Refusal):
            act(office, case)
    office.leave("gh-1")
    agency("sysadmin", SetClock(3 * 86_400))(office, case)
    with pytest.raises(Refusal):
        claim("gh-1", "intake@1")(office, other)
    chained(office)
    verdict = agency_verdict(office, tmp_path)
    assert verdict.ok, verdict.problems[:3]
    assert verdict.absent == ()


def test_a_clock_that_was_set_back_does_not_make_an_honest_log_look_changed(
    office: Office, tmp_path: Path
) -> None:
    """Servers disagree by milliseconds, and clocks are corrected."""
    case = office.start()
    acts: list[Callable[[], object]] = [
        lambda: office.leave("gh-1"),
        lambda: office.sign(case, "gh-2", "intake", opinion=None),
        lambda: office.claim(case, "gh-2", "intake"),
        lambda: office.leave("zh-1"),
        lambda: office.claim(case, "gh-1", "intake"),
    ]
    for act in acts:
        office.clock.forward(seconds=-7)
        with suppress(Refusal):
            act()
    chained(office)
    assert agency_verdict(office, tmp_path).ok


def test_a_flipped_byte_of_a_case_s_bundle_is_found(office: Office, tmp_path: Path) -> None:
    case = office.start()
    office.walk(case)
    with office.rt.db.reading() as connection:
        content = case_bundle(office.rt, connection, AGENCY, case, full=True)
    assert verdict_of(content, tmp_path).ok
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {n: archive.read(n) for n in archive.namelist()}
    lines = files["entries.jsonl"]
    for place in range(0, len(lines), len(lines) // 40):
        changed = bytearray(lines)
        changed[place] ^= 1
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for name, body in files.items():
                archive.writestr(name, bytes(changed) if name == "entries.jsonl" else body)
        verdict = verdict_of(out.getvalue(), tmp_path)
        assert not verdict.ok
        assert verdict.first_bad == lines[:place].count(b"\n") + 1
