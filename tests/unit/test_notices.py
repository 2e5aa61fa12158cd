"""The table of who is told: each kind has its words, and what is new tells its receiver."""

from typing import get_args

from zhiheng import facts as f
from zhiheng import notices
from zhiheng.model.notice import KINDS, RETURNED, SUPERVISOR, said
from zhiheng.notices import kind_of, told, told_by_agency
from zhiheng.rules.bounds import Standing
from zhiheng.rules.warning import Rung
from zhiheng.state.case import CaseState

ACTOR = f.Actor(account="a", role="officer", person="giver")


def _tag(kind: type[f.Fact]) -> str:
    return str(kind.__struct_config__.tag).partition("/")[0]


_OF_CARD = [x for x in get_args(f.AnyFact) if _tag(x).startswith("card-")]


def test_every_kind_that_is_told_has_words_of_its_own() -> None:
    told = {*notices._OF_CASE, *notices._OF_AGENCY, *_OF_CARD} - {f.ClockWarned}
    rungs = {f"limit-{rung.value}" for rung in Rung}
    assert {_tag(x) for x in told} | {RETURNED} | rungs <= set(KINDS)


def test_only_facts_are_told_of() -> None:
    assert {*notices._OF_CASE, *notices._OF_AGENCY} <= set(get_args(f.AnyFact))


def test_a_fact_with_a_receiver_is_told_to_him_without_further_ado() -> None:
    fact = f.HandedOver(giver="giver", receiver="taker", post="P", sheet="0" * 64)
    (notice,) = told_by_agency(None, fact, ACTOR)
    assert (notice.kind, notice.to) == (kind_of(fact), "person:taker")


def test_supervision_is_told_of_what_is_decided_off_the_benchmark_and_of_nothing_else() -> None:
    state = CaseState("c", "a")

    def of(standing: Standing) -> list[str]:
        fact = f.BoundKept(task="impose", visit=1, variable="fine", standing=standing)
        return [notice.to for notice in told(state, fact, ACTOR)]

    assert of("on-benchmark") == []
    assert of("off-benchmark") == of("below-minimum") == [SUPERVISOR]


def test_a_fact_of_no_table_is_told_to_nobody() -> None:
    fact = f.ActVoided(n=3)
    assert list(told(CaseState("c", "a"), fact, ACTOR)) == []


def test_a_kind_without_words_still_says_that_something_is_new() -> None:
    assert said("never-heard-of").zh
    assert said("never-heard-of").en
