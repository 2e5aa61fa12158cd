"""Settings, from the environment (`ZHIHENG_...`) or given in code."""

from pathlib import Path
from typing import Annotated

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """data: folder of papers and of the default database.

    database_url: SQLAlchemy URL; empty means SQLite in the data folder.
    """

    model_config = SettingsConfigDict(env_prefix="ZHIHENG_")

    data: Path = Path("var")
    database_url: str = ""
    agency: str = "jingyue"
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8000
    session_hours: int = 12
    confirm_minutes: int = 5
    """How long a password just entered may still sign (design.md §18)."""
    writes_per_minute: int = 600
    """Of one account, by one process; 0: no limit."""
    logins_per_minute: int = 120
    """Attempts from one address, at one process; 0: no limit."""
    sweep_seconds: Annotated[float, Field(ge=0)] = 10
    """How often this process looks for timers of charts whose time is over; 0: never."""
    max_body: int = 2 * 1024 * 1024
    max_document: int = 20 * 1024 * 1024

    @property
    def url(self) -> str:
        """The database's URL."""
        return self.database_url or f"sqlite:///{self.data / 'zhiheng.db'}"

    @property
    def documents(self) -> Path:
        """Where papers lie."""
        return self.data / "documents"

    @property
    def loopback(self) -> bool:
        """Whether only this machine can reach the service."""
        return self.host in ("127.0.0.1", "::1", "localhost")
