"""From the page of a task: hand it on, add signers, delegate, reassign."""

from collections.abc import Callable, Mapping

from fastapi import APIRouter, Request
from fastapi.responses import Response

from zhiheng.commands.assignment.delegate import Delegate, Recall, ReportBack
from zhiheng.commands.assignment.reassign import Reassign
from zhiheng.commands.assignment.transfer import Transfer
from zhiheng.commands.frame.decision import CaseCommand
from zhiheng.commands.handling.handle import execute
from zhiheng.commands.signing.add_signer import AddSigner, RemoveSigner
from zhiheng.errors import NotVisible, Refusal
from zhiheng.model.ids import CaseId, PersonId
from zhiheng_api.context import SomeApp, SomeSession
from zhiheng_api.routers.cases import CasePath
from zhiheng_api.routers.tasks import TaskPath, task_id
from zhiheng_api.web.confirming import confirmed
from zhiheng_api.web.forms import SomeForm, once_of, typed
from zhiheng_api.web.task_page import task_done, task_page, view_of

router = APIRouter(include_in_schema=False)

Filled = Mapping[str, str]


def _slot(filled: Filled) -> int:
    """0, which no slot is, where none was chosen."""
    number = filled.get("slot", "")
    return int(number) if number.isascii() and number.isdecimal() and len(number) <= 2 else 0  # noqa: PLR2004 - slots go up to 99


def _person(filled: Filled, name: str = "person") -> PersonId:
    return PersonId(filled.get(name, ""))


def _why(filled: Filled) -> str:
    return filled.get("reason", "")


_VERBS: dict[str, Callable[[CaseId, str, Filled], CaseCommand]] = {
    "transfer": lambda c, t, x: Transfer(c, t, _person(x, "receiver"), _why(x)),
    "add-signer": lambda c, t, x: AddSigner(c, t, _person(x), _why(x)),
    "remove-signer": lambda c, t, x: RemoveSigner(c, t, _slot(x), _why(x)),
    "delegate": lambda c, t, x: Delegate(c, t, _person(x), _why(x)),
    "report-back": lambda c, t, x: ReportBack(c, t, x.get("report", "")),
    "recall": lambda c, t, _: Recall(c, t),
    "reassign": lambda c, t, x: Reassign(c, t, _slot(x), _person(x, "receiver"), _why(x)),
}


@router.post("/cases/{case}/tasks/{task}/hands/{verb}")
def act(
    request: Request,
    app: SomeApp,
    session: SomeSession,
    form: SomeForm,
    case: CasePath,
    task: TaskPath,
    verb: str,
) -> Response:
    """Do it; then back to the list with the receipt."""
    command_of = _VERBS.get(verb)
    if command_of is None:
        raise NotVisible("no-such-page")
    view, filled = view_of(app, session, case, task), typed(form)
    try:
        caller = confirmed(app, session, str(form.get("password", "")))
        command = command_of(case, task_id(task), filled)
        receipt = execute(app.runtime, caller, command, once_of(form))
    except Refusal as refusal:
        return task_page(request, session, view, filled, refusal)
    return task_done(caller, receipt.hash)
