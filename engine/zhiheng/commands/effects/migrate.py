"""migrate: running cases of a chart may go over to a version of it; each by its own history."""

from typing import Any

import msgspec

from zhiheng.commands.bureau.agency import AgencyDecision
from zhiheng.commands.bureau.approve_migration import ApproveMigration, approved
from zhiheng.commands.effects.order import Order


class _Asked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """chart: its key. names: element paths of older versions that are others in that version."""

    chart: str
    version: int
    names: dict[str, str] = {}


def migrate(order: Order) -> AgencyDecision:
    """The paper names chart, version and map."""
    asked = _read(order, dict(order.data()))
    return approved(order.view, ApproveMigration(asked.chart, asked.version, asked.names))


def _read(order: Order, data: dict[str, Any]) -> _Asked:
    try:
        return msgspec.convert(data, _Asked)
    except msgspec.ValidationError as error:
        raise order.unreadable() from error
