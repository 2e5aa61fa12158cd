"""What a supervisor looks after: limits near their end or past it, attempts to pass a gate.

And what is to be public and is not yet.
"""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from zhiheng.errors import NotReady
from zhiheng.messages import CATALOGUE
from zhiheng.queries.overdue import overdue
from zhiheng.queries.signals import breaches, may_see_breaches
from zhiheng.queries.unpublished import unpublished
from zhiheng_api.context import SomeApp, SomeSession
from zhiheng_api.web.pages import page

router = APIRouter(include_in_schema=False)


@router.get("/overdue")
def overdue_page(request: Request, app: SomeApp, session: SomeSession) -> Response:
    """What is late, and what soon will be."""
    rt = app.runtime
    with rt.db.reading() as connection:
        signals = frozenset({"red", "yellow", "remind"})
        items = list(overdue(rt, connection, session.caller, signals).items)
        roster = rt.agency(connection, session.caller.agency).roster
        seen = may_see_breaches(rt, connection, session.caller)
        unpublic = unpublished(rt, connection, session.caller)
        attempts = breaches(rt, connection, session.caller, 50).items if seen else ()
    if roster is None:
        raise NotReady("agency-not-ready")
    posts = {str(k): v.name for k, v in roster.posts.items()}
    posts |= {str(k): v.name for k, v in roster.sections.items()}
    posts |= {str(k): v for k, v in roster.qualifications.items()}
    persons = {str(k): v.name for k, v in roster.persons.items()}
    # Who has left the bureau, or a post that is gone, is shown by its id.
    posts = {p: posts.get(p, p) for i in items for p in i.posts}
    persons = {p: persons.get(p, p) for i in items for p in i.persons}
    order = {"red": 0, "yellow": 1, "remind": 2}
    items.sort(key=lambda i: (order[i.signal], i.due))
    names: dict[str, Any] = {"posts": posts, "persons": persons}
    names["unpublished"] = unpublic
    names["rules"] = {a.rule: CATALOGUE[a.rule].title for a in attempts}
    return page(request, "overdue.html", session, items=items, breaches=attempts, **names)
