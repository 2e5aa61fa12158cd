"""With look-ahead no case gets stuck by who took what; without it, some do."""

from support.walks import walks


def test_of_random_cases_of_the_sample_none_gets_stuck_with_look_ahead() -> None:
    careful, _ = walks(60, careful=True)
    careless, _ = walks(60, careful=False)
    assert careful["stuck"] == 0
    assert careless["stuck"] > 0
