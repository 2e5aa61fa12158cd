"""docs/log.md has every door of the service, every command and every kind of fact."""

from collections import Counter
from typing import Any, get_args

import pytest
import typer
from support.verbs import verbs_of_commands

from zhiheng import facts as f
from zhiheng.model.command import SystemCommand
from zhiheng_api.app import DOORS, PAGES
from zhiheng_api.cli import app
from zhiheng_api.logged.doors import COMMANDS, CONSOLE, KEPT, NOTHING, READS, WRITTEN
from zhiheng_api.logged.entries import ENTRIES, FOLLOWS
from zhiheng_api.logged.page import PAGE, page

_TOLD = Counter([*(f"GET {path}" for path in READS), *WRITTEN, *KEPT, *COMMANDS, *NOTHING])


def _doors() -> list[str]:
    routes: list[Any] = [route for module in (*DOORS, *PAGES) for route in module.router.routes]
    return sorted(f"{method} {route.path}" for route in routes for method in route.methods)


@pytest.mark.parametrize("door", sorted({*_doors(), *_TOLD}))
def test_every_door_stands_in_one_line(door: str) -> None:
    assert door in _doors(), "no such door any more"
    assert _TOLD[door] == 1, "say in zhiheng_api/logged/doors.py what the log holds of it"


def test_a_door_that_changes_something_is_a_command_or_says_why_not() -> None:
    silent = {door for door in NOTHING if not door.startswith("GET ")}
    assert silent == {
        "POST /api/v1/charts/check",
        "POST /api/v1/charts/check/picture",
        "POST /api/v1/inbox/notices/read",
        "POST /api/v1/migrations/dry-run",
        "POST /inbox/read",
        "POST /api/v1/log/cosignature",
        "POST /lang",
        "POST /receipts",
        "POST /public/{path:path}",
    }


def test_every_command_of_the_engine_has_its_entry() -> None:
    named = {x for told in COMMANDS.values() for x in told.split()}
    named |= {x for told, _ in (*WRITTEN.values(), *KEPT.values()) for x in told.split()}
    assert named <= set(ENTRIES)
    assert verbs_of_commands() <= set(ENTRIES)
    assert {c.value for c in SystemCommand} <= set(ENTRIES)


def test_every_kind_of_fact_is_written_by_something() -> None:
    kinds = {kind.__struct_config__.tag.partition("/")[0] for kind in get_args(f.AnyFact)}
    told = {x for _, facts in ENTRIES.values() for x in facts.split()} | set(FOLLOWS.split())
    assert told == kinds


def test_every_command_of_the_command_line_has_a_line() -> None:
    assert set(_commands(typer.main.get_command(app), ())) == set(CONSOLE)


def _commands(group: Any, above: tuple[str, ...]) -> list[str]:
    found = []
    for name, command in group.commands.items():
        inside = hasattr(command, "commands")
        if inside:
            found += _commands(command, (*above, name))
        if not inside or command.invoke_without_command:
            found.append(" ".join((*above, name)))
    return found


def test_the_page_is_what_the_generator_makes() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run `python -m zhiheng_api.logged.page`"
