"""Approve that running cases of a chart go over to a version of it (迁移批准)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from zhiheng import facts as f
from zhiheng.commands.bureau.agency import AgencyDecision
from zhiheng.commands.bureau.door import must_be_setup
from zhiheng.errors import BadData, NotVisible
from zhiheng.model.caller import Caller
from zhiheng.model.command import SystemCommand
from zhiheng.runtime import AgencyView

_MOST_NAMES = 500


@dataclass(frozen=True, slots=True)
class ApproveMigration:
    """names: element paths of older versions that are others in that version."""

    NAME: ClassVar[str] = "approve-migration"

    key: str
    version: int
    names: Mapping[str, str] = field(default_factory=dict)

    def request(self) -> Mapping[str, Any]:
        """What was asked for."""
        return {"key": self.key, "version": self.version, "names": dict(self.names)}

    def decide(self, view: AgencyView, caller: Caller, _now: datetime) -> AgencyDecision:
        """Approves; each case is judged when it goes over, by its own history."""
        must_be_setup(view, caller, self.NAME, SystemCommand.MIGRATE)
        return approved(view, self)


def approved(view: AgencyView, asked: ApproveMigration) -> AgencyDecision:
    """The fact, for whichever door it came by. Raises NotVisible, BadData."""
    versions = view.state.charts.get(asked.key, [])
    target = next((x for x in versions if x.version == asked.version), None)
    if target is None:
        raise NotVisible("no-such-chart", key=f"{asked.key} v{asked.version}")
    if len(asked.names) > _MOST_NAMES:
        raise BadData("content-too-large", pointer="/names", limit=_MOST_NAMES)
    if len(set(asked.names.values())) != len(asked.names):
        raise BadData("names-meet", pointer="/names")
    fact = f.MigrationApproved(
        migration=len(view.state.migrations) + 1,
        key=asked.key,
        version=asked.version,
        chart=target.digest,
        names=dict(asked.names),
    )
    return AgencyDecision([fact])
