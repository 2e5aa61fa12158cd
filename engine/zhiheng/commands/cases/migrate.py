"""Migrate a running case (迁移) to another version of its chart, as two hands have approved.

Nobody chooses a step: where the case stands, its signatures, claims, meetings and limits are
carried over as they are, and its history must fit the new version (runtime/migration.py).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from zhiheng import facts as f
from zhiheng.commands.frame.decision import Decision
from zhiheng.errors import NotReady
from zhiheng.model.caller import Role
from zhiheng.model.ids import CaseId
from zhiheng.runtime.slots import must_run
from zhiheng.runtime.world import World
from zhiheng.state.case import CaseState


@dataclass(frozen=True, slots=True)
class Migrate:
    """migration: the number of the approval (迁移批准)."""

    NAME: ClassVar[str] = "migrate"
    ROLES: ClassVar = frozenset({Role.LAW})

    case: CaseId
    migration: int

    @property
    def about(self) -> None:
        """The whole case."""
        return

    def request(self) -> Mapping[str, Any]:
        """What was asked for."""
        return {"case": self.case, "migration": self.migration}

    def decide(self, state: CaseState, world: World) -> Decision:
        """Only forward, and only what was approved. The history is tried as it is now."""
        must_run(state)
        approved = world.agency.migrations.get(self.migration)
        if approved is None or approved.key != state.key:
            raise NotReady("no-such-migration", migration=self.migration)
        if state.version >= approved.version:
            raise NotReady("migrated-already", version=state.version)
        if world.on_chart is None:
            raise TypeError("a migration is a command on its case, which reads its history")
        migrated = f.CaseMigrated(
            migration=approved.migration,
            version=approved.version,
            chart=approved.chart,
            names=approved.names,
            markings=world.on_chart(approved.chart, approved.names),
        )
        return Decision([migrated])
