"""From the form on a task's page to the command that it asks for."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from starlette.datastructures import FormData, UploadFile

from zhiheng.commands.signing.amend import Amend
from zhiheng.commands.signing.sign import RecordResult, Sign, SupplementNotice
from zhiheng.errors import NotReady
from zhiheng.queries.task import TaskView
from zhiheng_api.context import App
from zhiheng_api.routers.cases import CasePath
from zhiheng_api.schemas.inputs import line, prose
from zhiheng_api.web.fields import values_of
from zhiheng_api.web.forms import cleaned, day_of, text_of


def sign_command(
    app: App, case: CasePath, view: TaskView, form: FormData, filled: Mapping[str, str]
) -> Sign:
    """A signature, a supplement notice or an outside act. Raises NotReady, BadData."""
    seen = filled.get("content") or None
    if view.content is not None and seen != view.content:
        # Somebody signed while this form was open: nobody signs what his page did not show.
        raise NotReady("content-is-fixed", task=view.name, content=view.content)
    shared: dict[str, Any] = {
        "case": case,
        "task": view.task,
        "opinion": cleaned(prose, "/opinion", filled.get("opinion", "")) or None,
        "values": {} if view.content else values_of(view.form, filled),
        "documents": _papers(app, view, form),
        "content": seen,
        "confirmations": _confirmations(view, filled),
    }
    if not view.content and (items := _items(view, filled)):
        return SupplementNotice(**shared, supplement=items)
    if view.external and text_of(form, "occurred_on"):
        return RecordResult(**shared, occurred_on=day_of(form, "occurred_on"))
    return Sign(**shared)


def amendment(
    app: App, case: CasePath, view: TaskView, form: FormData, filled: Mapping[str, str]
) -> Amend:
    """Another content altogether: what was signed is only what the page began with."""
    return Amend(sign_command(app, case, replace(view, content=None), form, filled))


def _items(view: TaskView, filled: Mapping[str, str]) -> tuple[str, ...]:
    """Items count only where the outcome chosen is the notice itself."""
    notice = [o for o in view.outcomes if o["means"] == "supplement"]
    if not any(filled.get(o["variable"]) == o["value"] for o in notice):
        return ()
    lines = (x.strip() for x in filled.get("items", "").splitlines())
    return tuple(cleaned(line, "/items", x) for x in lines if x)


def _confirmations(view: TaskView, filled: Mapping[str, str]) -> dict[str, str]:
    """What was written beside the measures that a signer confirms."""
    keys = (m.key for r in view.risks for m in r.measures if m.confirm)
    notes = {k: filled.get(f"confirm.{k}", "").strip() for k in keys}
    return {k: cleaned(prose, f"/confirmations/{k}", n) for k, n in notes.items() if n}


def _papers(app: App, view: TaskView, form: FormData) -> dict[str, str]:
    found = {}
    for index, rule in enumerate(view.documents):
        upload = form.get(f"paper.{index}")
        if isinstance(upload, UploadFile) and (content := upload.file.read()):
            found[rule["name"]] = str(app.runtime.documents.put(content))
    return found
