"""Relations declared by the person himself (亲属、利害关系自行申报)."""

from collections.abc import Mapping

from fastapi import APIRouter, Request
from fastapi.responses import Response

from zhiheng.commands.bureau.agency import execute_agency
from zhiheng.commands.personnel.declare_relation import DeclareRelation
from zhiheng.errors import Refusal
from zhiheng.model.relation import KINDS
from zhiheng.queries.relations import own_relations
from zhiheng_api.context import App, SomeApp, SomeSession
from zhiheng_api.sessions import Session
from zhiheng_api.web.confirming import confirmed
from zhiheng_api.web.forms import SomeForm, new_key, once_of, text_of, typed
from zhiheng_api.web.pages import done, page, refusal_shown

router = APIRouter(include_in_schema=False)


@router.get("/relations")
def relations_page(request: Request, app: SomeApp, session: SomeSession) -> Response:
    """One's own, and nobody else's."""
    return _page(request, app, session, {}, None)


@router.post("/relations")
def declare(request: Request, app: SomeApp, session: SomeSession, form: SomeForm) -> Response:
    """Declare one: to a colleague, or to an applicant."""
    command = DeclareRelation(
        text_of(form, "kind"), text_of(form, "other") or None, text_of(form, "party") or None
    )
    try:
        caller = confirmed(app, session, str(form.get("password", "")))
        receipt = execute_agency(app.runtime, caller, command, once_of(form))
    except Refusal as refusal:
        return _page(request, app, session, typed(form), refusal)
    return done("/relations", receipt)


def _page(
    request: Request,
    app: App,
    session: Session,
    filled: Mapping[str, str],
    refusal: Refusal | None,
) -> Response:
    with app.runtime.db.reading() as connection:
        own = own_relations(app.runtime, connection, session.caller)
    return page(
        request,
        "relations.html",
        session,
        refusal.status if refusal else 200,
        own=own,
        kinds=KINDS,
        filled=filled,
        key=new_key(),
        **refusal_shown(refusal),
    )
