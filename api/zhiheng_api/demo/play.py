"""Play a scenario: each step must succeed, or be refused by the rule it names."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx

from zhiheng_api.demo.people import People
from zhiheng_api.demo.scenario import Act, Go, Look, Scenario, Step, Watch

Tell = Callable[[str], None]


@dataclass(slots=True)
class Played:
    """What came of it. wrong: everything that went otherwise than the scenario says."""

    case: str = ""
    steps: int = 0
    refused: list[dict[str, Any]] = field(default_factory=list)
    overdue: list[dict[str, Any]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def play(
    people: People, scenario: Scenario, tell: Tell, settle: Callable[[], object] = lambda: None
) -> Played:
    """Play to the end, or to the first step that goes wrong, since all later ones rest on it.

    settle: lets what is due by now happen, when time has passed.
    """
    played = Played()
    for number, step in enumerate(scenario.steps, 1):
        _step(people, scenario, step, played, tell)
        if isinstance(step, Go):
            settle()
        played.steps = number
        if played.wrong:
            return played
    _check_end(people, scenario, played)
    return played


def _step(people: People, scenario: Scenario, step: Step, played: Played, tell: Tell) -> None:
    match step:
        case Go():
            people.go(step.days, step.hours)
            n, zh, en = (step.hours, "小时", "hour") if step.hours else (step.days, "天", "day")
            tell(f"[dim]{people.now():%Y-%m-%d}  过了{n}{zh} / {n} {en}(s) later[/dim]")
        case Look():
            _look(people, step, played, tell)
        case Watch():
            _watch(people, step, played, tell)
        case Act():
            _act(people, scenario, step, played, tell)


def _look(people: People, step: Look, played: Played, tell: Tell) -> None:
    items = people.get(step.who, "/api/v1/overdue").json()
    played.overdue = items
    red = sorted(i["task"] or i["clock"] for i in items)
    names = "、".join(f"{i['name']}（应于{i['due']}）" for i in items)
    tell(f"[red]{people.now():%Y-%m-%d}  超期清单 / overdue: {names}[/red]")
    if red != sorted(step.red):
        played.wrong.append(f"overdue list holds {red}, expected {sorted(step.red)}")


def _watch(people: People, step: Watch, played: Played, tell: Tell) -> None:
    task = _open_visit(people, played.case, step.task).replace("/", "~")
    page = people.get(step.who, f"/api/v1/cases/{played.case}/tasks/{task}").json()
    found = [
        (c["due"], c["stopped_since"] is not None)
        for c in page["clocks"]
        if c["clock"] == step.clock
    ]
    tell(f"[dim]{people.now():%Y-%m-%d}  时限 / limit {step.clock}: {found}[/dim]")
    if found != [(step.due, step.stopped)]:
        played.wrong.append(f"{step} is not so: {found}")


def _act(people: People, scenario: Scenario, step: Act, played: Played, tell: Tell) -> None:
    now = people.now()
    task = _open_visit(people, played.case, step.task) if step.task else None
    given = {**step.given, "chart": scenario.chart} if step.verb == "start" else step.given
    act = Act(step.who, step.verb, step.task, given, step.papers, step.refused, step.why)
    answer = people.act(act, played.case, task, scenario.title, now.date())
    body = answer.json()
    step_name = people.step_name(scenario.chart, step.task or "")
    who = f"{now:%Y-%m-%d}  {_name(people, step.who)}  {step.verb} {step_name}"
    if step.refused is not None:
        _refused(step, answer, body, played)
        tell(
            f"{who}  [yellow]✗ 被拒绝 / refused[/yellow] {step.why}\n"
            f"      {body.get('detail', body)}"
        )
    elif answer.is_success:
        played.case = played.case or str(body.get("case") or "")
        tell(f"{who}  [green]✓[/green] {body.get('number') or ''}")
    else:
        played.wrong.append(f"{step}: {answer.status_code} {body}")


def _refused(step: Act, answer: httpx.Response, body: dict[str, Any], played: Played) -> None:
    if answer.is_success or body.get("rule") != step.refused:
        played.wrong.append(
            f"{step.who} {step.verb} {step.task}: expected refusal by {step.refused}, "
            f"got {answer.status_code} {body.get('rule')}"
        )
    played.refused.append({"who": step.who, "why": step.why, **body})


def _open_visit(people: People, case: str, task: str) -> str:
    """`path@visit` of the open task, or of its first visit when it is not open."""
    tasks = people.get("jiwei", f"/api/v1/cases/{case}").json()["open_tasks"]
    return next((str(t) for t in tasks if t.partition("@")[0] == task), f"{task}@1")


def _name(people: People, login: str) -> str:
    return str(people.get(login, "/api/v1/sessions/current").json()["name"])


def _check_end(people: People, scenario: Scenario, played: Played) -> None:
    item = people.get("jiwei", f"/api/v1/cases/{played.case}").json()
    sheet = people.get("jiwei", f"/api/v1/cases/{played.case}/run-sheet").json()
    found = {k: item[k] for k in ("status", "outcome", "number")}
    found["late"] = sorted({r["task"] for r in sheet if r["late"]})
    for key, value in scenario.expect.items():
        if found.get(key) != value:
            played.wrong.append(f"{key} is {found.get(key)}, expected {value}")
    replayed = people.get("jiwei", f"/api/v1/cases/{played.case}/replay").json()
    if not replayed["ok"]:
        played.wrong.append(f"replay differs: {replayed['differences']}")
