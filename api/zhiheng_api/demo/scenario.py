"""Read a scenario file (docs/formats/scenario.md): steps in order, refusals among them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from zhiheng.model.finding import Text

VERBS = frozenset(
    {"start", "claim", "unclaim", "sign", "supplement", "result", "withdraw", "take-back", "leave"}
    | {"amend", "convene", "attend", "vote", "defer", "recuse", "rule"}
)
MEETINGS = frozenset({"convene", "attend", "vote", "defer"})
"""Acts of a meeting, which file no papers."""
SIGNATURES = frozenset({"sign", "amend", "vote", "defer", "recuse", "rule"})
"""Acts that put a name under something."""


class ScenarioError(ValueError):
    """A scenario file cannot be read; `message` says where."""

    def __init__(self, where: str, zh: str, en: str) -> None:
        super().__init__(f"{where}: {en}")
        self.message = Text(f"{where}：{zh}", f"{where}: {en}")


@dataclass(frozen=True, slots=True)
class Act:
    """Somebody does something. refused: the rule that must refuse it; None: it must succeed."""

    who: str
    verb: str
    task: str | None = None
    given: Mapping[str, Any] = field(default_factory=dict)
    papers: tuple[str, ...] = ()
    refused: str | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Go:
    """Time passes, so many days or hours."""

    days: int
    hours: int = 0


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody looks at the overdue list, and exactly these steps are red."""

    who: str
    red: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Watch:
    """Somebody looks at a limit of the case on the page of an open step.

    due: its last day; stopped: whether it stands still.
    """

    who: str
    task: str
    clock: str
    due: str
    stopped: bool


Step = Act | Go | Look | Watch


@dataclass(frozen=True, slots=True)
class Scenario:
    """A whole scenario. begin: Chinese local time."""

    chart: str
    title: str
    begin: datetime
    steps: tuple[Step, ...]
    expect: Mapping[str, Any]


def read_scenario(path: Path) -> Scenario:
    """Raises ScenarioError, OSError."""
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        return Scenario(
            chart=data["chart"],
            title=data["title"],
            begin=datetime.fromisoformat(str(data["begin"])),
            steps=tuple(_step(f"steps[{i}]", s) for i, s in enumerate(data["steps"])),
            expect=data["expect"],
        )
    except yaml.YAMLError as error:
        raise ScenarioError(path.name, f"不是YAML：{error}", f"no YAML: {error}") from error
    except (KeyError, TypeError, AttributeError) as error:
        raise ScenarioError(path.name, f"缺少或类型不对：{error}", f"missing: {error}") from error


def _step(where: str, item: Mapping[str, Any]) -> Step:
    if "go" in item:
        n, _, unit = str(item["go"]).partition(" ")
        return Go(0, int(n)) if unit.startswith("hour") else Go(int(n))
    if item.get("look") == "clock":
        stopped = bool(item.get("stopped", False))
        return Watch(item["as"], item["task"], item["clock"], str(item["due"]), stopped)
    if "look" in item:
        return Look(item["as"], tuple(item.get("red", ())))
    if item.get("do") not in VERBS:
        raise ScenarioError(where, f"未知动作{item.get('do')}", f"unknown verb {item.get('do')}")
    known = {"as", "do", "task", "papers", "refused", "why"}
    return Act(
        who=item["as"],
        verb=item["do"],
        task=item.get("task"),
        given={k: v for k, v in item.items() if k not in known},
        papers=tuple(item.get("papers", ())),
        refused=item.get("refused"),
        why=item.get("why", ""),
    )
