"""Render pages, with the headers that keep scripts of others out."""

from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from zhiheng.commands.frame.receipt import Receipt
from zhiheng.errors import NotLoggedIn, Refusal
from zhiheng.messages import tell
from zhiheng.model.caller import BY_POST, Role
from zhiheng.model.zone import SHANGHAI
from zhiheng.queries.inbox import Unread, unread
from zhiheng.rules.personal_archive import is_keeper
from zhiheng.store.log import parse_stamp
from zhiheng_api.context import app_of, find_caller
from zhiheng_api.sessions import Session
from zhiheng_api.web.labels import counted, labels

_HERE = Path(__file__).resolve().parent
STATIC = _HERE / "static"
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; style-src 'self'; "
    "script-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def _minute(instant: str | None) -> str:
    """`2026-11-22 14:05` in China."""
    if not instant:
        return ""
    return parse_stamp(instant).astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")


_env = Environment(
    loader=FileSystemLoader(_HERE / "templates"),
    autoescape=select_autoescape(("html",)),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_env.filters["minute"] = _minute


def _money(amount: str) -> str:
    """`1,234,567.00`: digits in threes."""
    whole, _, rest = amount.partition(".")
    return f"{int(whole):,}" + (f".{rest}" if rest else "")


_env.filters["money"] = _money


def done(to: str, receipt: Receipt) -> Response:
    """To that page, with the receipt on top: a reload does nothing a second time."""
    return RedirectResponse(f"{to}?done={receipt.hash}", status_code=303)


def refusal_shown(refusal: Refusal | None) -> dict[str, Any]:
    """What a page needs to say why an act was refused."""
    told = tell(refusal) if refusal else None
    return {"told": told, "pointer": refusal.pointer if refusal else None}


def _receipt_of(request: Request) -> str:
    given = request.query_params.get("done", "")
    return given if len(given) <= 64 and given.isalnum() else ""  # noqa: PLR2004 - a digest


def page(
    request: Request, name: str, session: Session | None, status: int = 200, **context: Any
) -> HTMLResponse:
    """One page."""
    app = app_of(request)
    lang = "en" if request.cookies.get("lang") == "en" else "zh-CN"
    agency, origin, now, operating, waiting = "", "live", "", False, Unread(0, 0)
    keeper, own = False, None
    if session is not None:
        with app.runtime.db.reading() as connection:
            view = app.runtime.agency(connection, session.caller.agency)
            waiting = unread(app.runtime, connection, session.caller)
        agency = view.roster.name if view.roster else view.state.name
        own = view.state.id
        origin, operating = view.state.origin, view.state.operating
        keeper = is_keeper(session.caller.person, view.parameters)
        now = app.runtime.now(view).astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
    html = _env.get_template(name).render(
        t=labels(lang),
        of=counted(lang),
        party=lambda item: agency if item.applicant == own else item.applicant_name,
        lang=lang,
        session=session,
        role=session.caller.role.value if session else "",
        agency=agency,
        origin=origin,
        now=now,
        unread=waiting,
        here=request.url.path,
        officer=session is not None and session.caller.role in BY_POST,
        applicant=session is not None and session.caller.role is Role.APPLICANT,
        system=session is not None and session.caller.role is Role.SYSTEM,
        operating=operating,
        keeper=keeper,
        done=_receipt_of(request),
        **context,
    )
    return HTMLResponse(html, status_code=status, headers=HEADERS)


def refused(request: Request, refusal: Refusal) -> Response:
    """A refusal as a page; who is not logged in is sent to the log-in page."""
    if isinstance(refusal, NotLoggedIn) and refusal.rule == "not-logged-in":
        return RedirectResponse("/login", status_code=303)
    try:
        session = find_caller(request)
    except Refusal:
        session = None
    return page(
        request, "problem.html", session, refusal.status, told=tell(refusal), rule=refusal.rule
    )
