"""What a system case (系统事项) ends in: a command of the engine, from a closed list."""

from dataclasses import dataclass
from enum import StrEnum


class SystemCommand(StrEnum):
    """All that a chart may order beyond its own case (design.md §11)."""

    DEPLOY_CHART = "deploy-chart"
    LOAD_CALENDAR = "load-calendar"
    SET_PARAMETERS = "set-parameters"
    LOAD_ROSTER = "load-roster"
    LOAD_RELATIONS = "load-relations"
    WAIVE = "waive"
    REPAIR = "repair"
    MIGRATE = "migrate"
    PUBLISH = "publish"
    ERASE = "erase"


SYSTEM = "系统"
"""The kind of power of a chart that orders a command; of no other."""


@dataclass(frozen=True, slots=True)
class CommandRule:
    """The command that a task orders when it is done (zh:command).

    document: the paper of the case that the command is made of, as it was last filed.
    when: a condition over the variables; where it does not hold, nothing is ordered.
    """

    name: SystemCommand
    document: str
    when: str
