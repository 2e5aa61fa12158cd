"""The acts that can be done on a case, as the modules of `zhiheng.commands` have them."""

import importlib
import pkgutil

import zhiheng.commands


def case_verbs() -> frozenset[str]:
    """Their names. A command on a case says whose role may give it; one on the agency does not."""
    modules = pkgutil.walk_packages(zhiheng.commands.__path__, "zhiheng.commands.")
    found = (vars(importlib.import_module(m.name)).values() for m in modules)
    return frozenset({x.NAME for values in found for x in values if _is_on_case(x)} | {"start"})


def _is_on_case(found: object) -> bool:
    return (
        isinstance(found, type)
        and isinstance(getattr(found, "NAME", None), str)
        and hasattr(found, "ROLES")
    )


def verbs_of_commands() -> frozenset[str]:
    """The names of all commands, on cases, reports, cards and on the agency."""
    modules = pkgutil.walk_packages(zhiheng.commands.__path__, "zhiheng.commands.")
    found = (vars(importlib.import_module(m.name)).values() for m in modules)
    named = (getattr(x, "NAME", None) for values in found for x in values if isinstance(x, type))
    return frozenset(x for x in named if isinstance(x, str))
