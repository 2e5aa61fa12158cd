"""Races: one complaint of a step, one answer to it, one draw, however many try at once."""

from functools import partial
from pathlib import Path
from typing import Any

from support.draws import SUPERVISOR, announced, inspection
from support.evidence import chained
from support.office import AGENCY, Office, caller
from support.processes import another, at_once, sure
from support.reports import agrees, complain, listed

from zhiheng.commands.bureau.agency import execute_agency
from zhiheng.commands.draws.make import MakeDraw
from zhiheng.commands.frame.receipt import Receipt
from zhiheng.commands.reports.answer_complaint import AnswerComplaint
from zhiheng.commands.reports.complain import Complain
from zhiheng.commands.reports.report import execute_report
from zhiheng.errors import Refusal


def _one_wins(office: Office, other: Office, act: Any, rule: str) -> None:
    found = at_once([partial(sure, partial(act, (office, other)[i % 2].rt)) for i in range(8)])
    assert [x for x in found if not isinstance(x, Receipt | Refusal)] == []
    assert sum(isinstance(x, Receipt) for x in found) == 1
    assert {x.rule for x in found if isinstance(x, Refusal)} == {rule}
    chained(office)


def test_of_many_complaints_of_a_step_sent_at_once_one_comes_in(
    office: Office, tmp_path: Path
) -> None:
    case = office.start()
    command = Complain(case, "intake@1", "让我多跑三趟")
    with another(office, tmp_path / "documents") as other:
        act = partial(_report, command, "yuanda")
        _one_wins(office, other, act, "complaint-open")
    assert len(listed(office, "jiwei")) == 1
    agrees(office)


def test_of_many_answers_at_once_one_stands(office: Office, tmp_path: Path) -> None:
    one = complain(office, office.start())
    with another(office, tmp_path / "documents") as other:
        act = partial(_report, AnswerComplaint(one, upheld=False, reason="查无此事"), "jiwei")
        _one_wins(office, other, act, "complaint-answered")
    agrees(office)


def test_of_many_who_draw_at_once_one_does(office: Office, tmp_path: Path) -> None:
    no = announced(office, inspection(office)).no
    office.clock.forward(hours=3)
    with another(office, tmp_path / "documents") as other:
        _one_wins(office, other, partial(_draw, no), "draw-made")
    with office.rt.db.reading() as connection:
        assert office.rt.agency(connection, AGENCY).state.draws[no].made is not None


def _report(command: Any, who: str, rt: Any) -> Receipt:
    return execute_report(rt, caller(who), command)


def _draw(no: int, rt: Any) -> Receipt:
    return execute_agency(rt, SUPERVISOR, MakeDraw(no))
