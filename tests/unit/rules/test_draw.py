"""Random draws: the shares of the rules, a draw that anybody repeats, nobody barred drawn."""

import hashlib
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiheng.model.draw import Candidate, Pool, Take
from zhiheng.rules.draw import draw, objects_of, outcome_of, ranked, share_of, two_thirds

IDS = st.sets(st.text("abcdefgh0123456789号〔〕", min_size=1, max_size=6), min_size=1, max_size=30)
SEEDS = st.binary(min_size=32, max_size=32).map(bytes.hex)


def test_one_hundred_and_one_cases_need_eleven() -> None:
    assert share_of(101, 10) == 11
    assert [share_of(n, 10) for n in (0, 1, 10, 11, 100, 110)] == [0, 1, 1, 2, 10, 11]


@given(st.integers(0, 10**9), st.integers(1, 100))
def test_a_share_is_the_least_number_that_reaches_the_percentage(n: int, percent: int) -> None:
    k = share_of(n, percent)
    assert 100 * k >= n * percent
    assert k == 0 or 100 * (k - 1) < n * percent


@pytest.mark.parametrize(("units", "needed"), [(0, 0), (1, 1), (2, 2), (3, 2), (4, 3), (9, 6)])
def test_a_year_reaches_two_thirds_of_the_units(units: int, needed: int) -> None:
    assert two_thirds(units) == needed == ceil(2 * units / 3)


@given(SEEDS, IDS, st.integers(0, 40))
def test_a_draw_depends_on_nothing_but_seed_and_pool(seed: str, ids: set[str], k: int) -> None:
    found = draw(seed, sorted(ids), k)
    assert found == draw(seed, sorted(ids, reverse=True), k)
    assert len(set(found)) == len(found) == min(k, len(ids))
    assert set(found) <= ids
    assert draw(seed, ids, k + 1)[:k] == found, "a larger share only adds"


@given(SEEDS, IDS)
def test_the_rank_is_the_hash_of_seed_and_id(seed: str, ids: set[str]) -> None:
    ranks = [hashlib.sha256(f"{seed}\n{x}".encode()).digest() for x in ranked(seed, ids)]
    assert ranks == sorted(ranks)


def test_each_is_drawn_about_as_often_as_any_other() -> None:
    """Chi-square with 19 degrees of freedom; 43.8 is passed by one fair draw in a thousand."""
    ids = [f"2026-{i:03}" for i in range(20)]
    times = dict.fromkeys(ids, 0)
    for i in range(4_000):
        for one in draw(hashlib.sha256(str(i).encode()).hexdigest(), ids, 2):
            times[one] += 1
    assert sum((n - 400) ** 2 / 400 for n in times.values()) < 43.8


def test_an_id_that_stands_twice_would_have_two_chances() -> None:
    with pytest.raises(ValueError, match="twice"):
        draw("0" * 64, ["a", "b", "a"], 1)


@given(SEEDS, st.integers(0, 12), st.integers(0, 12), st.integers(1, 12))
def test_cases_with_risk_signs_go_first_and_the_rest_of_the_share_is_random(
    seed: str, signed: int, plain: int, k: int
) -> None:
    objects = [Candidate(id=f"s{i}", first=True) for i in range(signed)]
    objects += [Candidate(id=f"p{i}") for i in range(plain)]
    pool = Pool(kind="re-check", objects=objects, takes=[Take(of=len(objects), take=k)])
    found = list(objects_of(seed, pool))
    assert len(found) == min(k, signed + plain)
    assert len([x for x in found if x[0] == "s"]) == min(k, signed)


def test_the_superior_draws_its_share_of_each_subordinate() -> None:
    objects = [
        Candidate(id=f"{u}-{i}", unit=u) for u, n in (("A", 101), ("B", 9)) for i in range(n)
    ]
    takes = [Take(unit=u, of=n, take=share_of(n, 10)) for u, n in (("A", 101), ("B", 9))]
    found = list(objects_of("1" * 64, Pool(kind="superior", objects=objects, takes=takes)))
    assert [sum(x.startswith(u) for x in found) for u in "AB"] == [11, 1]


@given(SEEDS, st.integers(0, 5), st.sets(st.integers(0, 5)))
def test_nobody_barred_is_drawn_and_who_was_passed_over_is_told(
    seed: str, each: int, barred: set[int]
) -> None:
    persons = [f"p{i}" for i in range(6)]
    out = frozenset(f"p{i}" for i in barred)
    takes = [Take(of=3, take=2)]
    objects = [Candidate(id=x) for x in "abc"]
    pool = Pool(kind="inspection", objects=objects, takes=takes, persons=persons, each=each)
    outcome = outcome_of(seed, pool, dict.fromkeys("abc", out))
    for one in outcome.chosen:
        assert not out & set(one.persons)
        assert set(one.skipped) <= out
        assert len(one.persons) == min(each, 6 - len(out))
    assert bool(outcome.short) == (each > 6 - len(out))


def test_object_and_inspectors_are_drawn_apart() -> None:
    """The same inspectors do not always come with each other, nor to the same object."""
    persons = [f"p{i}" for i in range(6)]
    objects = [Candidate(id=f"o{i}") for i in range(30)]
    pool = Pool(
        kind="inspection",
        objects=objects,
        takes=[Take(of=30, take=30)],
        persons=persons,
        each=2,
    )
    outcome = outcome_of("2" * 64, pool, {})
    assert len({frozenset(d.persons) for d in outcome.chosen}) > 6
