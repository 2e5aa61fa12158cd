"""An order (系统命令): what a system case asks of the engine, and what it may look at."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Connection

from zhiheng.commands.bureau.agency import AgencyDecision
from zhiheng.errors import BadData
from zhiheng.model.command import CommandRule
from zhiheng.runtime import AgencyView, Runtime
from zhiheng.runtime.world import World
from zhiheng.state.case import CaseState


@dataclass(frozen=True, slots=True)
class Order:
    """case: the system case. view: the agency, whose row is locked. digest: of the paper."""

    rt: Runtime
    connection: Connection
    view: AgencyView
    world: World
    case: CaseState
    command: CommandRule
    digest: str

    @property
    def paper(self) -> bytes:
        """The paper that the command is made of, byte for byte as it was filed."""
        return self.rt.documents.get(self.digest)

    def data(self) -> Mapping[str, Any]:
        """The paper as a JSON object. Raises BadData."""
        try:
            found = msgspec.json.decode(self.paper)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise self.unreadable() from error
        if not isinstance(found, dict):
            raise self.unreadable()
        return found

    def unreadable(self) -> BadData:
        """The paper does not say what the command needs."""
        pointer = f"/documents/{self.command.document}"
        command, document = self.command.name.value, self.command.document
        return BadData("command-unreadable", pointer=pointer, command=command, document=document)


Effect = Callable[[Order], AgencyDecision]
"""The facts and artifacts of the agency's entry, or a Refusal raised; it changes nothing itself."""
