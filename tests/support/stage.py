"""Charts of the planning family put up on an office, for their scenarios to be played on."""

from datetime import date
from pathlib import Path
from typing import Any

import yaml

from support.office import Office, caller
from zhiheng.chart_files import assembled
from zhiheng.check import Waiver, check_chart
from zhiheng.commands.agency import execute_agency
from zhiheng.commands.deploy import Deploy
from zhiheng.model.chart import Chart
from zhiheng.model.person import Roster
from zhiheng.model.roster_file import read_roster
from zhiheng.share import share
from zhiheng_api.app import create_app
from zhiheng_api.settings import Settings

PLANNING = share("processes") / "planning"
DAY = date(2026, 3, 2)


def roster() -> Roster:
    """The sample bureau's."""
    return read_roster(yaml.safe_load((PLANNING / "jingyue.roster.yaml").read_text("utf-8")))


def chart_of(key: str) -> Chart:
    """A chart of the family with what it calls."""
    checked = check_chart(assembled(PLANNING / f"{key}.bpmn"), families=("BPM",))
    assert checked.chart is not None, checked.findings
    return checked.chart


def put_up(office: Office, key: str) -> None:
    """Deploy it; that a case depends on few persons is waived."""
    waivers = tuple(
        Waiver(rule, "测试", date(2030, 12, 31)) for rule in ("COL001", "WSP002", "WSP003")
    )
    execute_agency(
        office.rt, caller("sysadmin"), Deploy(assembled(PLANNING / f"{key}.bpmn"), waivers)
    )


def app_of(office: Office, folder: Path) -> Any:
    """The service, which counts no log-ins: a scenario logs in more often than people do."""
    settings = Settings(data=folder / "data", logins_per_minute=0, writes_per_minute=0)
    return create_app(settings, office.rt)


def scenarios(key: str) -> list[Path]:
    """The scenario files of a chart."""
    return sorted({PLANNING / f"{key}.scenario.yaml", *PLANNING.glob(f"{key}.*.scenario.yaml")})
