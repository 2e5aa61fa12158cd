"""Offices by the dozen, for machines that start afresh with each example."""

import itertools
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.office import Clock, Office

from zhiheng.runtime import Runtime
from zhiheng.store.db import Database


@pytest.fixture
def make_office(template: Any, tmp_path: Path) -> Callable[[], Office]:
    """Make the sample bureau on an SQLite database of its own, as often as asked."""
    numbers = itertools.count()

    def make() -> Office:
        folder = tmp_path / f"office-{next(numbers)}"
        folder.mkdir()
        shutil.copyfile(template.sqlite, folder / "zhiheng.db")
        url = f"sqlite:///{folder / 'zhiheng.db'}"
        clock = Clock()
        return Office(Runtime(Database(url), folder / "documents", clock), clock, url)

    return make
