"""The service in-process on each database."""

from pathlib import Path

import pytest
from support.api_desk import Desk
from support.office import Office

from zhiheng_api.app import create_app
from zhiheng_api.settings import Settings


@pytest.fixture
def desk(office: Office, tmp_path: Path) -> Desk:
    """The service on SQLite, and then on PostgreSQL."""
    return Desk(office, create_app(Settings(data=tmp_path / "data"), office.rt))


@pytest.fixture
def small_desk(sqlite_office: Office, tmp_path: Path) -> Desk:
    """The service on SQLite alone, for what has nothing to do with the database."""
    return Desk(sqlite_office, create_app(Settings(data=tmp_path / "data"), sqlite_office.rt))
