"""Personal archives (个人廉政效能风险档案) for their keeper and nobody else."""

from collections.abc import Mapping

from fastapi import APIRouter, Request
from fastapi.responses import Response

from zhiheng.commands.bureau.agency import execute_agency
from zhiheng.commands.personnel.file_in_archive import MAX_TEXT, FileInArchive
from zhiheng.errors import Refusal
from zhiheng.model.personal_archive import PARTS, Page
from zhiheng.queries.personal_archive import archive_of, archives_of, looked
from zhiheng_api.context import App, SomeApp, SomeSession
from zhiheng_api.routers.archives import PersonPath
from zhiheng_api.sessions import Session
from zhiheng_api.web.confirming import confirmed
from zhiheng_api.web.forms import SomeForm, day_of, new_key, once_of, text_of, typed, whole_of
from zhiheng_api.web.pages import done, page, refusal_shown

router = APIRouter(include_in_schema=False)


@router.get("/archives")
def archives_page(request: Request, app: SomeApp, session: SomeSession) -> Response:
    """Whose archives there are, and the form to file a page."""
    return _page(request, app, session, {}, None)


@router.post("/archives")
def file_page(request: Request, app: SomeApp, session: SomeSession, form: SomeForm) -> Response:
    """归档: a further page; nothing is taken out again.

    The way back leads into nobody's archive: a look into it, on record beside the filing, would
    tell whose page it was.
    """
    try:
        own = Page(
            text_of(form, "person"),
            whole_of(form, "part"),
            day_of(form, "on"),
            text_of(form, "text"),
        )
        caller = confirmed(app, session, str(form.get("password", "")))
        receipt = execute_agency(app.runtime, caller, FileInArchive(own), once_of(form))
    except Refusal as refusal:
        if refusal.rule == "not-the-keeper":
            raise
        return _page(request, app, session, typed(form), refusal)
    return done("/archives", receipt)


@router.get("/archives/{person}")
def archive_page(
    request: Request, app: SomeApp, session: SomeSession, person: PersonPath
) -> Response:
    """The seven parts of one person's; on record before they are shown."""
    with app.runtime.db.reading() as connection:
        found = archive_of(app.runtime, connection, session.caller, person)
    looked(app.runtime, session.caller, person)
    return page(request, "archive.html", session, archive=found)


def _page(
    request: Request,
    app: App,
    session: Session,
    filled: Mapping[str, str],
    refusal: Refusal | None,
) -> Response:
    with app.runtime.db.reading() as connection:
        owners = archives_of(app.runtime, connection, session.caller)
    return page(
        request,
        "archives.html",
        session,
        refusal.status if refusal else 200,
        owners=owners,
        parts=PARTS,
        longest=MAX_TEXT,
        filled=filled,
        key=new_key(),
        **refusal_shown(refusal),
    )
