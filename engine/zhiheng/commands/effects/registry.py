"""The allow-list: what each command of a system case does. A new one is a file and a line here."""

from collections.abc import Mapping

from zhiheng.commands.effects.deploy_chart import deploy_chart
from zhiheng.commands.effects.erase import erase
from zhiheng.commands.effects.load_files import (
    load_calendar,
    load_relations,
    load_roster,
    set_parameters,
)
from zhiheng.commands.effects.migrate import migrate
from zhiheng.commands.effects.order import Effect
from zhiheng.commands.effects.publish import publish
from zhiheng.commands.effects.repair import repair
from zhiheng.commands.effects.waive import waive
from zhiheng.model.command import SystemCommand

EFFECTS: Mapping[SystemCommand, Effect] = {
    SystemCommand.DEPLOY_CHART: deploy_chart,
    SystemCommand.LOAD_CALENDAR: load_calendar,
    SystemCommand.SET_PARAMETERS: set_parameters,
    SystemCommand.LOAD_ROSTER: load_roster,
    SystemCommand.LOAD_RELATIONS: load_relations,
    SystemCommand.WAIVE: waive,
    SystemCommand.REPAIR: repair,
    SystemCommand.MIGRATE: migrate,
    SystemCommand.PUBLISH: publish,
    SystemCommand.ERASE: erase,
}
