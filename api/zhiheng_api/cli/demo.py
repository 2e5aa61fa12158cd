"""The demo: one permit case on the real service, played over HTTP, and what it leaves behind."""

import json
import tempfile
import time
from pathlib import Path
from typing import Annotated, Any

import httpx
import typer
from rich.markup import escape
from rich.progress import BarColumn, Progress, TextColumn

from zhiheng.audit.bundle import open_bundle
from zhiheng.audit.verify import verify
from zhiheng.share import share
from zhiheng_api.cli.faults import opening, reading
from zhiheng_api.cli.output import AsJson, console, errors, print_json
from zhiheng_api.demo.people import People
from zhiheng_api.demo.play import Played, play
from zhiheng_api.demo.scenario import Scenario, read_scenario
from zhiheng_api.demo.service import SWEEP_SECONDS, ServiceError, service

_SCENARIO = "planning/construction-permit.scenario.yaml"


def demo(
    out: Annotated[Path, typer.Option(help="输出目录 / folder to write")],
    scenario: Annotated[Path | None, typer.Option(help="场景文件 / scenario file")] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """演示：一件许可从申请到归档 / one permit case from application to archive."""
    with reading("场景文件", "scenario"):
        read = read_scenario(scenario or share("processes") / _SCENARIO)
    try:
        with opening():
            out.mkdir(parents=True, exist_ok=True)
            played = _play(read, out)
    except (ServiceError, httpx.HTTPError) as error:
        told = escape(str(error))
        errors.print(f"[red]服务出错 / service failed: {told}[/red]", highlight=False)
        raise typer.Exit(1) from error
    _close(played, out, as_json=as_json)


def _play(scenario: Scenario, out: Path) -> Played:
    with (
        tempfile.TemporaryDirectory(prefix="zhiheng-demo-") as data,
        service(Path(data), scenario.begin) as address,
        Progress(TextColumn("{task.description}"), BarColumn(), console=errors) as progress,
    ):
        bar = progress.add_task(scenario.title, total=len(scenario.steps))

        def tell(line: str) -> None:
            errors.print(line, highlight=False)
            progress.advance(bar)

        people = People(lambda: httpx.Client(base_url=address, timeout=30))
        try:
            played = play(people, scenario, tell, lambda: time.sleep(3 * SWEEP_SECONDS))
            _keep(people, scenario, played, out)
        finally:
            people.close()
        return played


def _keep(people: People, scenario: Scenario, played: Played, out: Path) -> None:
    """Write what people would ask for afterwards."""
    if not played.case:
        return
    case = f"/api/v1/cases/{played.case}"
    _write(out / "timeline.json", people.get("jiwei", f"{case}/timeline").json())
    _write(out / "run-sheet.json", people.get("jiwei", f"{case}/run-sheet").json())
    _write(out / "overdue.json", played.overdue)
    _write(out / "refusals.json", played.refused)
    svg = people.get("jiwei", f"/api/v1/charts/{scenario.chart}/svg", edition="internal")
    (out / "chart.svg").write_bytes(svg.content)
    (out / "bundle.zip").write_bytes(people.get("jiwei", "/api/v1/agency/bundle").content)
    verdict = verify(open_bundle(out / "bundle.zip"))
    if not verdict.ok:
        played.wrong.append(f"the bundle does not verify: {verdict.problems}")


def _write(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _close(played: Played, out: Path, *, as_json: bool) -> None:
    if as_json:
        print_json({"ok": not played.wrong, "steps": played.steps, "wrong": played.wrong})
    for line in played.wrong:
        errors.print(f"[red]✗ {line}[/red]", highlight=False)
    if played.wrong:
        raise typer.Exit(1)
    files = "timeline.json run-sheet.json overdue.json refusals.json chart.svg bundle.zip"
    console.print(f"[green]全部符合场景 / all as the scenario says[/green]  {out}: {files}")
