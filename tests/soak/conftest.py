"""The sample on a real database of each kind, by URL, for a service of its own."""

from collections.abc import Callable

import pytest


@pytest.fixture(params=("sqlite", "postgres"))
def backend_url(request: pytest.FixtureRequest, make_url: Callable[[str], str]) -> str:
    """A database with the sample in it."""
    return make_url(request.param)
