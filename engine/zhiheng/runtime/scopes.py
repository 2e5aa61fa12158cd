"""What was done in other cases, as far as separations of this one look beyond it."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import Connection

from zhiheng.model.chart import Chart
from zhiheng.model.ids import ElementPath
from zhiheng.model.separation import Deed
from zhiheng.state.case import CaseState
from zhiheng.state.scopes import scope_key
from zhiheng.store.duties import deeds_elsewhere, lock_scopes


def elsewhere(
    connection: Connection,
    state: CaseState,
    chart: Chart,
    task: str | None,
    today: date,
    *,
    lock: bool,
) -> Mapping[str, tuple[Deed, ...]]:
    """Rule name -> deeds in other cases.

    lock: for a command on the task `path@visit`, which must see those that concern it as they
    are until it has committed.
    """
    keys = {s.name: scope_key(s, state) for s in chart.separations if s.wide}
    if lock and keys:
        path = ElementPath((task or "").partition("@")[0])
        asked = {keys[s.name] for s in chart.separations if s.wide and s.side(path) is not None}
        lock_scopes(connection, state.agency, sorted(asked))
    return {
        name: deeds_elsewhere(connection, state.agency, name, key, state.id, today.isoformat())
        for name, key in keys.items()
    }
