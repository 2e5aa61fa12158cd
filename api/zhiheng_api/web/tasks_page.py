"""My tasks: the list, claim, give back."""

from collections.abc import Iterable

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from zhiheng.commands.assignment.claim import Claim
from zhiheng.commands.assignment.unclaim import Unclaim
from zhiheng.commands.handling.handle import execute
from zhiheng.model.caller import BY_POST, Role
from zhiheng.queries.signals import notices
from zhiheng.queries.tasks import TaskItem, my_tasks
from zhiheng_api.context import SomeApp, SomeSession
from zhiheng_api.routers.cases import CasePath
from zhiheng_api.routers.tasks import TaskPath, task_id
from zhiheng_api.web.forms import SomeForm, new_key, once_of
from zhiheng_api.web.pages import page

router = APIRouter(include_in_schema=False)


@router.get("/tasks")
def tasks(request: Request, app: SomeApp, session: SomeSession) -> Response:
    """My tasks, the most urgent first. Others start at their own page."""
    if session.caller.role is Role.SUPERVISOR:
        return RedirectResponse("/overdue", status_code=303)
    if session.caller.role is Role.SYSTEM and session.caller.person is None:
        return RedirectResponse("/parameters", status_code=303)
    if session.caller.role not in BY_POST:
        return RedirectResponse("/cases", status_code=303)
    with app.runtime.db.reading() as connection:
        items = list(_each_step_once(my_tasks(app.runtime, connection, session.caller)))
        told = notices(app.runtime, connection, session.caller)
    keys = [new_key() for _ in items]
    return page(request, "tasks.html", session, items=items, notices=told, keys=keys)


def _each_step_once(items: list[TaskItem]) -> Iterable[TaskItem]:
    """A step for two hands has two places, and a person acts on one of them: on his own first."""
    found: dict[tuple[str, str, int], TaskItem] = {}
    for item in items:
        step = (item.case, item.task, item.visit)
        if step not in found or item.mine:
            found[step] = item
    return found.values()


@router.post("/cases/{case}/tasks/{task}/claim")
def claim(
    app: SomeApp, session: SomeSession, form: SomeForm, case: CasePath, task: TaskPath
) -> Response:
    """Claim, then open the task."""
    execute(app.runtime, session.caller, Claim(case, task_id(task)), once_of(form))
    return RedirectResponse(f"/cases/{case}/tasks/{task}", status_code=303)


@router.post("/cases/{case}/tasks/{task}/unclaim")
def unclaim(app: SomeApp, session: SomeSession, case: CasePath, task: TaskPath) -> Response:
    """Give back."""
    execute(app.runtime, session.caller, Unclaim(case, task_id(task)))
    return RedirectResponse("/tasks", status_code=303)
