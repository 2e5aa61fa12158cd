"""docs/verbs.md names each act that can be done on a case."""

import importlib
import pkgutil
from pathlib import Path

import pytest

import zhiheng.commands

_PAGE = (Path(__file__).parents[2] / "docs/verbs.md").read_text(encoding="utf-8")


def _verbs() -> set[str]:
    modules = pkgutil.iter_modules(zhiheng.commands.__path__, "zhiheng.commands.")
    found = (vars(importlib.import_module(m.name)).values() for m in modules)
    # A command on a case says whose role may give it; one on the agency judges that itself.
    return {x.NAME for values in found for x in values if _is_on_case(x)} | {"start"}


def _is_on_case(found: object) -> bool:
    return (
        isinstance(found, type)
        and isinstance(getattr(found, "NAME", None), str)
        and (hasattr(found, "ROLES"))
    )


@pytest.mark.parametrize("verb", sorted(_verbs()))
def test_the_table_has_each_verb(verb: str) -> None:
    assert f"`{verb}`" in _PAGE


def test_the_verbs_are_found() -> None:
    assert {"claim", "sign", "transfer", "urge", "fire-timer"} <= _verbs()
