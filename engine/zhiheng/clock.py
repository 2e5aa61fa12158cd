"""The only source of time. Stored in UTC, counted in Asia/Shanghai."""

from datetime import UTC, date, datetime

from zhiheng.model.zone import SHANGHAI


def system_now() -> datetime:
    """The present instant in UTC."""
    return datetime.now(UTC)  # noqa: TID251 - this is the one place


def local_date(instant: datetime) -> date:
    """The calendar day in China at that instant."""
    return instant.astimezone(SHANGHAI).date()
