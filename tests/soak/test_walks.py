"""Five hundred random cases of the sample permit, with and without look-ahead."""

import pytest
from support.walks import walks


@pytest.mark.soak
@pytest.mark.timeout(600)
def test_five_hundred_random_cases_none_of_which_gets_stuck() -> None:
    careful, _ = walks(500, careful=True)
    careless, _ = walks(500, careful=False)
    print(f"stuck of 500: {careful['stuck']} with look-ahead, {careless['stuck']} without")  # noqa: T201 - the figure is the point
    assert careful["stuck"] == 0
    assert careless["stuck"] > 0
