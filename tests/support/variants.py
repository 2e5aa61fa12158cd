"""Variants of the permit of the tests and of the roster, for what these do not reach."""

import copy
from collections.abc import Callable
from datetime import date
from typing import Any

import yaml

from support.office import Office, caller
from support.permit_chart import PERMIT as PERMIT  # noqa: PLC0414 - read from here too
from zhiheng.check import Waiver
from zhiheng.commands.bureau.agency import execute_agency
from zhiheng.commands.bureau.deploy import Deploy
from zhiheng.commands.bureau.load import LoadRoster
from zhiheng.share import share

ROSTER: dict[str, Any] = yaml.safe_load(
    (share("processes") / "planning/jingyue.roster.yaml").read_text(encoding="utf-8")
)


def permit(*changes: tuple[str, str]) -> bytes:
    """The permit chart with some places put otherwise; each must be there."""
    text = PERMIT
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text.encode()


def deploy(office: Office, *changes: tuple[str, str]) -> None:
    """Deploy a variant: new cases run on it."""
    execute_agency(office.rt, caller("sysadmin"), deployment(*changes))


def deployment(*changes: tuple[str, str]) -> Deploy:
    """The command that deploys a variant, its warnings waived."""
    return Deploy(permit(*changes), (Waiver("LNT021", "测试", date(2027, 12, 31)),))


def roster(change: Callable[[dict[str, Any]], None]) -> dict[str, Any]:
    """The sample's roster, changed."""
    data = copy.deepcopy(ROSTER)
    change(data)
    return data


def load_roster(office: Office, change: Callable[[dict[str, Any]], None]) -> None:
    """Load a changed roster."""
    execute_agency(office.rt, caller("sysadmin"), LoadRoster(roster(change)))


def person(data: dict[str, Any], name: str) -> dict[str, Any]:
    """The record of one person."""
    found: dict[str, Any] = next(p for p in data["persons"] if p["id"] == name)
    return found


def with_a_third_clerk(data: dict[str, Any]) -> None:
    """One clerk more in the planning section, so that two who have acted leave a third."""
    data["persons"].append({**person(data, "gh-2"), "id": "gh-3", "name": "科员gh-3"})


def without(data: dict[str, Any], *gone: str) -> None:
    """Take persons out of a roster, and out of its lists of stand-ins."""
    data["persons"] = [p for p in data["persons"] if p["id"] not in gone]
    lists = [x for x in data["stand_ins"] if x["holder"] not in gone]
    for listed in lists:
        listed["by"] = [b for b in listed["by"] if b["person"] not in gone]
    data["stand_ins"] = lists


def one_clerk_a_section(data: dict[str, Any]) -> None:
    """One clerk in each section, and no stand-in from another."""
    without(data, "gh-2", "zh-2", "jc-2")
    data["stand_ins"] = []
