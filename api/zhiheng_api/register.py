"""The shipped catalogue of risks, list of powers and register, or the bureau's own register."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from zhiheng.bpmn.reader import read_chart
from zhiheng.model.chart import Chart
from zhiheng.model.powers import Powers
from zhiheng.model.powers_file import read_powers
from zhiheng.model.risk_catalogue import RiskCatalogue
from zhiheng.model.risk_catalogue_file import read_risk_catalogue
from zhiheng.model.risk_register import RiskRegister
from zhiheng.model.risk_register_file import read_risk_register
from zhiheng.share import share

SHIPPED = "planning/risks.yaml"


@cache
def shipped_catalogue() -> RiskCatalogue:
    """The 118 items and the eleven schemes."""
    found = (parsed(share("processes") / f"catalogue/{x}.yaml") for x in ("risk-items", "grading"))
    return read_risk_catalogue(*found)


@cache
def shipped_powers() -> Powers:
    """The 91 workflows, and the eleven matters of the sample bureau."""
    return read_powers(parsed(share("processes") / "catalogue/powers.yaml"))


@cache
def shipped_charts() -> frozenset[str]:
    """The keys of the charts that are shipped, of system cases aside: each file's own name."""
    files = share("processes").rglob("*.bpmn")
    return frozenset(p.stem for p in files if p.parent.name != "system")


@cache
def register_in(path: Path) -> RiskRegister:
    """A register. Raises RosterError, OSError, YAMLError: settings are checked at the start."""
    return read_risk_register(parsed(path), shipped_catalogue())


def register_of(agency: str, own: Path | None) -> RiskRegister | None:
    """The bureau's own, else the shipped one if it is of that agency."""
    found = register_in(own or share("processes") / SHIPPED)
    return found if found.agency == agency else None


def charts_in(paths: list[Path]) -> dict[str, Chart]:
    """The charts of those files that can be read, by their keys."""
    read = (read_chart(p.read_bytes()).chart for p in paths)
    return {c.key: c for c in read if c is not None}


def parsed(path: Path) -> Any:
    """What a YAML file holds."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))
