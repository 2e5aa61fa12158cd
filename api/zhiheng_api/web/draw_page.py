"""Random draws (双随机) on the pages: announce, draw, see what came out and what was reached."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from starlette.datastructures import FormData

from zhiheng.clock import local_date
from zhiheng.commands.bureau.agency import AgencyCommand, execute_agency
from zhiheng.commands.draws.announce import AnnounceDraw
from zhiheng.commands.draws.make import MakeDraw
from zhiheng.errors import Refusal, unfit
from zhiheng.model.caller import Role
from zhiheng.model.draw import KINDS, Candidate
from zhiheng.model.finding import Text
from zhiheng.model.zone import SHANGHAI
from zhiheng.queries.draw_coverage import coverage
from zhiheng.queries.draws import draw_view, draws
from zhiheng_api.context import App, SomeApp, SomeSession
from zhiheng_api.routers.draws import DrawNo
from zhiheng_api.sessions import Session
from zhiheng_api.web.confirming import confirmed
from zhiheng_api.web.forms import SomeForm, day_of, lines_of, new_key, once_of, text_of, typed
from zhiheng_api.web.pages import done, page, refusal_shown

router = APIRouter(include_in_schema=False)


@router.get("/draws")
def draws_page(
    request: Request,
    app: SomeApp,
    session: SomeSession,
    year: Annotated[int | None, Query(ge=2000, le=2999)] = None,
) -> Response:
    """The draws; for the supervisor, what a year has reached."""
    return _page(request, app, session, {}, None, year)


@router.get("/draws/{no}")
def draw_page(request: Request, app: SomeApp, session: SomeSession, no: DrawNo) -> Response:
    """One draw."""
    with app.runtime.db.reading() as connection:
        found = draw_view(app.runtime, connection, session.caller, no)
        roster = app.runtime.agency(connection, session.caller.agency).roster
    names = {str(p.id): p.name for p in roster.persons.values()} if roster else {}
    return page(request, "draw.html", session, draw=found, names=names)


@router.post("/draws")
def act(request: Request, app: SomeApp, session: SomeSession, form: SomeForm) -> Response:
    """Announce one, or make the one whose number is given."""
    try:
        caller = confirmed(app, session, str(form.get("password", "")))
        command: AgencyCommand = _announced(form)
        receipt = execute_agency(app.runtime, caller, command, once_of(form))
    except Refusal as refusal:
        return _page(request, app, session, typed(form), refusal, None)
    return done("/draws", receipt)


@router.post("/draws/{no}")
def make(
    request: Request, app: SomeApp, session: SomeSession, form: SomeForm, no: DrawNo
) -> Response:
    """Make it."""
    try:
        caller = confirmed(app, session, str(form.get("password", "")))
        receipt = execute_agency(app.runtime, caller, MakeDraw(no), once_of(form))
    except Refusal as refusal:
        return _page(request, app, session, {}, refusal, None)
    return done(f"/draws/{no}", receipt)


def _announced(form: FormData) -> AnnounceDraw:
    return AnnounceDraw(
        kind=text_of(form, "kind"),
        at=_instant(form),
        percent=_number(form, "percent"),
        count=_number(form, "count"),
        charts=lines_of(form, "charts"),
        since=_day(form, "since"),
        until=_day(form, "until"),
        objects=tuple(_candidate(x) for x in lines_of(form, "objects")),
        posts=lines_of(form, "posts"),
        each=_number(form, "each") or 0,
        excluded=lines_of(form, "excluded"),
    )


def _candidate(text: str) -> Candidate:
    """`id`, or `id, unit`."""
    one, _, unit = text.replace("，", ",").partition(",")
    return Candidate(id=one.strip(), unit=unit.strip())


def _number(form: FormData, name: str) -> int | None:
    found = text_of(form, name)
    if not found:
        return None
    if not found.isascii() or not found.isdigit() or len(found) > 6:  # noqa: PLR2004 - digits
        raise unfit(f"/{name}", Text("应为整数", "not a whole number"))
    return int(found)


def _day(form: FormData, name: str) -> date | None:
    return day_of(form, name) if text_of(form, name) else None


def _instant(form: FormData) -> datetime:
    try:
        return datetime.fromisoformat(text_of(form, "at")).replace(tzinfo=SHANGHAI)
    except ValueError as error:
        raise unfit("/at", Text("时刻不对", "no such instant")) from error


def _page(
    request: Request,
    app: App,
    session: Session,
    filled: Mapping[str, str],
    refusal: Refusal | None,
    year: int | None,
) -> Response:
    rt, supervisor = app.runtime, session.caller.role is Role.SUPERVISOR
    with rt.db.reading() as connection:
        view = rt.agency(connection, session.caller.agency)
        items = draws(rt, connection, session.caller)
        shown = year or local_date(rt.now(view)).year
        reached = coverage(rt, connection, session.caller, shown) if supervisor else None
    return page(
        request,
        "draws.html",
        session,
        refusal.status if refusal else 200,
        items=items,
        reached=reached,
        kinds=KINDS,
        charts=sorted(view.state.charts),
        posts=list(view.roster.posts.values()) if view.roster else [],
        sections={str(s.id): s.name for s in view.roster.sections.values()} if view.roster else {},
        filled=filled,
        key=new_key(),
        **refusal_shown(refusal),
    )
