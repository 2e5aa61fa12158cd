"""The history of a case tried on another chart, for a command on it (迁移)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from zhiheng.runtime import Runtime
from zhiheng.runtime.migration import tried
from zhiheng.runtime.scopes import elsewhere
from zhiheng.runtime.world import World
from zhiheng.state.case import CaseState
from zhiheng.store.log import read_stream


@dataclass(frozen=True, slots=True)
class History:
    """Reads the log only when it is asked."""

    rt: Runtime
    connection: Connection
    state: CaseState
    world: World

    def __call__(self, chart: str, names: Mapping[str, str]) -> tuple[str, ...]:
        """The markings, by the net of that chart. Raises NotReady."""
        new = self.rt.chart(self.connection, self.state.agency, chart)
        entries = read_stream(self.connection, self.state.agency, f"case/{self.state.id}")
        today = self.world.today
        past = elsewhere(self.connection, self.state, new.chart, None, today, lock=False)
        return tried(self.state, entries, new, names, replace(self.world, elsewhere=past))
