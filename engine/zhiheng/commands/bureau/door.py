"""The door of administrators: open while an agency is set up, shut once it is in operation.

From then on what cases run on changes by system cases only (design.md §11): there is no second
way, and none for anybody alone.
"""

from zhiheng.errors import Forbidden, NotReady
from zhiheng.model.caller import Caller, Role
from zhiheng.model.command import SystemCommand
from zhiheng.runtime import AgencyView


def must_be_system(caller: Caller, name: str) -> None:
    """Prevents an officer of cases from changing what cases run on."""
    if caller.role is not Role.SYSTEM:
        raise Forbidden("role-may-not", role=caller.role.value, verb=name)


def must_be_setup(view: AgencyView, caller: Caller, name: str, command: SystemCommand) -> None:
    """Prevents an administrator alone from changing what running cases rest on."""
    must_be_system(caller, name)
    if view.state.operating:
        chart = view.state.system.get(command, command.value)
        raise NotReady("needs-system-case", verb=name, chart=chart)
