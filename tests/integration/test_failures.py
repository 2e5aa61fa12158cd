"""Whatever breaks in the middle of an act: nothing is written, and the case goes on."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.evidence import chained, everything, item, refusals, replays
from support.office import REVIEW, Office, caller
from support.processes import another
from support.scenarios import take_back

from zhiheng.commands.bureau import agency
from zhiheng.commands.frame.receipt import Once
from zhiheng.commands.handling import handle
from zhiheng.commands.handling import start as start_module
from zhiheng.commands.handling.handle import execute
from zhiheng.commands.signing.sign import Sign
from zhiheng.errors import Busy, Refusal
from zhiheng.model.ids import CaseId


class BrokenError(BaseException):
    """Not even an Exception: as when a thread is cut off."""


POINTS: dict[str, tuple[Any, str]] = {
    "after the executor": (handle, "seal"),
    "entry": (handle, "insert_entry"),
    "opinion and form": (handle, "write_sealed"),
    "fold": (handle, "project"),
    "rows": (handle, "write_rows"),
    "case row": (handle, "update_case"),
    "number": (handle, "take_number"),
    "executor": (handle, "advance"),
}


@pytest.fixture(params=["before", "after"])
def when(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def _breaks(where: tuple[Any, str], when: str, act: Callable[[], object]) -> None:
    """Do the act while a function raises, before or after it has done its work."""
    module, name = where
    real = getattr(module, name)

    def broken(*args: Any, **more: Any) -> Any:
        if when == "after":
            real(*args, **more)
        raise BrokenError

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, name, broken)
        with pytest.raises(BrokenError):
            act()


def _commit(office: Office) -> tuple[Any, str]:
    return office.rt.db.writers.dialect, "do_commit"


@pytest.mark.parametrize("point", POINTS)
def test_an_act_that_breaks_leaves_nothing_and_can_be_done_again(
    office: Office, tmp_path: Path, point: str, when: str
) -> None:
    case = office.start()
    task = "intake" if point == "number" else "first_review"
    office.walk(case, task)
    before, told = everything(office), len(refusals(office))
    _breaks(POINTS[point], when, lambda: _act(office, case, task))
    assert everything(office) == before
    assert len(refusals(office)) == told
    assert office.rt.live.get(case) is None
    with another(office, tmp_path / "documents") as other:
        replays(other, case)
    _act(office, case, task)
    replays(office, case)
    chained(office)


def _act(office: Office, case: CaseId, task: str, once: Once = Once()) -> object:  # noqa: B008 - frozen
    if task == "intake":
        office.walk(case, "site_visit")
        return None
    return office.sign(case, "gh-2", "first_review", REVIEW, once=once)


def test_a_commit_that_fails_is_an_act_that_did_not_happen(office: Office) -> None:
    case = office.start()
    office.walk(case, "first_review")
    before = everything(office)
    _breaks(_commit(office), "before", lambda: _act(office, case, "first_review"))
    assert everything(office) == before
    assert office.rt.live.get(case) is None
    _act(office, case, "first_review")
    replays(office, case)


def test_a_commit_whose_answer_was_lost_is_found_again_by_its_key(office: Office) -> None:
    case = office.start()
    office.walk(case, "first_review")
    once = Once("key-0123456789")
    _breaks(_commit(office), "after", lambda: _act(office, case, "first_review", once))
    n = item(office, case).n
    command = Sign(case, "first_review@1", values=REVIEW, opinion="同意")
    receipt = execute(office.rt, caller("gh-2"), command, once)
    assert receipt.repeated
    assert (receipt.entry.n, item(office, case).n) == (n, n)
    office.sign(case, "gh-k", "check", {"check_result": "agree"})
    replays(office, case)


@pytest.mark.parametrize("name", ["read_stream", "rebuild", "replace_case", "insert_entry"])
def test_taking_back_breaks_as_harmlessly(office: Office, name: str, when: str) -> None:
    case = office.start()
    office.walk(case, "check")
    before = everything(office)
    _breaks((handle, name), when, lambda: take_back("gh-2")(office, case))
    assert everything(office) == before
    take_back("gh-2")(office, case)
    replays(office, case)


@pytest.mark.parametrize("name", ["insert_entry", "insert_case", "write_rows", "write_sealed"])
def test_an_application_that_breaks_opens_no_case(office: Office, name: str, when: str) -> None:
    before = everything(office)
    _breaks((start_module, name), when, office.start)
    assert everything(office) == before
    office.walk(office.start(), "notice")


def test_an_application_whose_commit_fails_is_not_kept_in_memory(office: Office) -> None:
    before = everything(office)
    _breaks(_commit(office), "before", office.start)
    assert everything(office) == before
    assert not office.rt.live._cases


def test_an_agency_s_act_that_breaks_leaves_nothing(office: Office, when: str) -> None:
    before = everything(office)
    _breaks((agency, "insert_entry"), when, lambda: office.leave("gh-1"))
    assert everything(office) == before
    office.leave("gh-1")
    chained(office)


def test_a_refusal_that_cannot_be_recorded_stays_a_refusal(
    office: Office, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    case = office.start()

    def busy(*_: Any, **__: Any) -> None:
        raise Busy("busy")

    monkeypatch.setattr(office.rt.access, "write", busy)
    with pytest.raises(Refusal) as caught:
        office.claim(case, "zh-2", "intake")
    assert caught.value.rule == "not-a-candidate"
    assert "refusal_not_recorded" in capsys.readouterr().out
