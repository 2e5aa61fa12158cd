"""The public pages, for anybody: the same ones as `zhiheng disclose` writes, and two that ask."""

from pathlib import PurePosixPath
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import RedirectResponse, Response

from zhiheng.errors import NotVisible, Refusal
from zhiheng.messages import tell
from zhiheng.model.ids import AgencyId
from zhiheng.queries.disclosure.progress import progress
from zhiheng.queries.disclosure.site import site_data
from zhiheng_api.context import App, SomeApp
from zhiheng_api.disclosure.catalogue import catalogue
from zhiheng_api.disclosure.pages import list_page, pages, progress_page
from zhiheng_api.disclosure.search import Asked, found
from zhiheng_api.disclosure.site import Site
from zhiheng_api.disclosure.variant import VARIANTS, Variant
from zhiheng_api.routers.log import paced
from zhiheng_api.web.forms import SomeForm, text_of
from zhiheng_api.web.pages import HEADERS

router = APIRouter(prefix="/public", include_in_schema=False, dependencies=[Depends(paced)])
_HEADERS = HEADERS | {"Cache-Control": "public, max-age=60"}
_HTML = "text/html; charset=utf-8"
_SEARCH, _PROGRESS = "search", "progress.html"
_MOST = 200
Word = Annotated[str, Query(max_length=_MOST)]


@router.get("")
@router.get("/")
def root() -> Response:
    """To the list of powers."""
    return RedirectResponse("/public/index.html", status_code=307)


@router.get("/{path:path}")
def file(
    app: SomeApp,
    path: str,
    q: Word = "",
    category: Word = "",
    office: Word = "",
    fee: Word = "",
    level: Word = "",
) -> Response:
    """Any page or file of the site; and a search, by words and by kind."""
    site = _site(app, figures=PurePosixPath(path).stem == "statistics")
    variant = _variant(path, _SEARCH)
    if variant is not None:
        asked = Asked(q, category, office, fee, level)
        body = list_page(site, variant, _SEARCH, None, found(site, asked), asked)
        return _answer(body, _HTML)
    page = pages(site).get(path)
    if page is None:
        raise NotVisible("no-such-page")
    return _answer(page.make(), page.media)


@router.post("/{path:path}")
def look_up(request: Request, app: SomeApp, form: SomeForm, path: str) -> Response:
    """How far a case is; tried as often as passwords are, since a code is one."""
    variant = _variant(path, _PROGRESS)
    if variant is None:
        raise NotVisible("no-such-page")
    app.pace.login(request.client.host if request.client else "")
    case, code = text_of(form, "case").strip(), text_of(form, "code").strip()
    site = _site(app)
    try:
        with app.runtime.db.reading() as connection:
            agency = AgencyId(app.settings.agency)
            got = progress(app.runtime, connection, agency, case, code)
    except Refusal as refusal:
        told = tell(refusal).text
        said = told.en if variant.lang == "en" else told.zh
        body = progress_page(site, variant, refused=said, case=case)
        return _answer(body, _HTML, refusal.status, lasting=False)
    return _answer(progress_page(site, variant, got, case=case), _HTML, lasting=False)


def _variant(path: str, page: str) -> Variant | None:
    """In which language and size of type that page is asked for; None where another one is."""
    return next((v for v in VARIANTS if path == f"{v.folder}{page}"), None)


def _site(app: App, *, figures: bool = False) -> Site:
    with app.runtime.db.reading() as connection:
        data = site_data(app.runtime, connection, app.settings.agency, figures=figures)
    listed = catalogue(app.settings.agency, data)
    # Never the request's own Host: who asks could have his own address printed as ours.
    return Site(data, app.settings.address.rstrip("/"), live=True, catalogue=listed)


def _answer(body: bytes, media: str, status: int = 200, *, lasting: bool = True) -> Response:
    headers = _HEADERS if lasting else HEADERS
    return Response(body, status_code=status, media_type=media, headers=headers)
