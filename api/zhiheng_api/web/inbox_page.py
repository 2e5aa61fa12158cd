"""The inbox (收件箱): notices, copies, what one did and what one began."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from zhiheng.commands.cases.acknowledge import Acknowledge
from zhiheng.commands.cases.copy_to import CopyTo
from zhiheng.commands.notices.mark_read import mark_read
from zhiheng.model.caller import Role
from zhiheng.model.ids import PersonId
from zhiheng.queries import inbox as q
from zhiheng.queries.notices import my_notices
from zhiheng_api.context import SomeApp, SomeSession
from zhiheng_api.routers.cases import CasePath
from zhiheng_api.routers.copies import CopyNo
from zhiheng_api.routers.inbox import After
from zhiheng_api.web.case_page import acted
from zhiheng_api.web.forms import SomeForm, new_key, text_of
from zhiheng_api.web.pages import page

router = APIRouter(include_in_schema=False)

_FEW, _MANY = 10, 100
"""Rows of each part on the page of all, and of one part alone."""
_PARTS = ("notices", "copied", "done", "started")


@router.get("/inbox")
def inbox(
    request: Request,
    app: SomeApp,
    session: SomeSession,
    part: Annotated[str, Query(pattern="^(notices|copied|done|started)$")] = "",
    after: After = None,
) -> Response:
    """All parts, or one of them from a place on."""
    rt, caller = app.runtime, session.caller
    most = _MANY if part else _FEW
    shown: dict[str, tuple[Any, str | None]] = {}
    with rt.db.reading() as connection:
        for name in [part] if part else _parts_of(caller.role):
            if name == "notices":
                found = my_notices(rt, connection, caller, most, after)
                shown[name] = (found.items, found.after)
            else:
                shown[name] = _LISTS[name](rt, connection, caller, most, after)
    return page(request, "inbox.html", session, shown=shown, part=part, key=new_key())


_LISTS: dict[str, Any] = {"copied": q.copied, "done": q.signed, "started": q.started}


def _parts_of(role: Role) -> tuple[str, ...]:
    """An applicant signs little, and is sent no copies; supervisors and system act on no case."""
    if role is Role.OFFICER:
        return _PARTS
    return ("notices", "started") if role is Role.APPLICANT else ("notices",)


@router.post("/inbox/read")
def read(app: SomeApp, session: SomeSession, form: SomeForm) -> Response:
    """Mark what was shown as seen."""
    mark_read(app.runtime, session.caller, [k for k in form.getlist("keys") if isinstance(k, str)])
    return RedirectResponse("/inbox", status_code=303)


@router.post("/cases/{case}/copies")
def copy(
    request: Request, app: SomeApp, session: SomeSession, form: SomeForm, case: CasePath
) -> Response:
    """Send a copy, or circulate."""
    receivers = tuple(PersonId(x) for x in form.getlist("receivers") if isinstance(x, str))
    kind: Literal["copy", "circulate"] = (
        "circulate" if text_of(form, "kind") == "circulate" else "copy"
    )
    command = CopyTo(case, receivers, kind, text_of(form, "copy_note"))
    return acted(request, app, session, form, command, f"/cases/{case}")


@router.post("/cases/{case}/copies/{no}/read")
def acknowledge(
    request: Request, app: SomeApp, session: SomeSession, form: SomeForm, case: CasePath, no: CopyNo
) -> Response:
    """已阅."""
    command = Acknowledge(case, no)
    return acted(request, app, session, form, command, f"/cases/{case}")
