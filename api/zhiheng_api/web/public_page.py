"""The public pages, for anybody: the same ones as `zhiheng disclose` writes, and two that ask."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import RedirectResponse, Response

from zhiheng.errors import NotVisible, Refusal
from zhiheng.messages import tell
from zhiheng.model.ids import AgencyId
from zhiheng.queries.disclosure.progress import progress
from zhiheng.queries.disclosure.site import site_data
from zhiheng_api.context import App, SomeApp
from zhiheng_api.disclosure.pages import list_page, pages, progress_page
from zhiheng_api.disclosure.search import Asked, found
from zhiheng_api.disclosure.site import Site
from zhiheng_api.disclosure.variant import VARIANTS, Variant
from zhiheng_api.routers.log import paced
from zhiheng_api.web.forms import SomeForm, text_of
from zhiheng_api.web.pages import HEADERS

router = APIRouter(prefix="/public", include_in_schema=False, dependencies=[Depends(paced)])
_HEADERS = HEADERS | {"Cache-Control": "public, max-age=60"}
_MOST = 200
Word = Annotated[str, Query(max_length=_MOST)]


@router.get("")
@router.get("/")
def root() -> Response:
    """To the list of powers."""
    return RedirectResponse("/public/index.html", status_code=307)


@router.get("/search")
@router.get("/large/search")
@router.get("/en/search")
@router.get("/en/large/search")
def search(
    request: Request,
    app: SomeApp,
    q: Word = "",
    category: Word = "",
    office: Word = "",
    fee: Word = "",
    level: Word = "",
) -> Response:
    """Items by words and by kind."""
    site = _site(request, app)
    asked = Asked(q, category, office, fee, level)
    shown = found(site, asked)
    body = list_page(site, _variant(request), "search", None, shown, asked.filled)
    return _answer(body, "text/html; charset=utf-8")


@router.post("/progress.html")
@router.post("/large/progress.html")
@router.post("/en/progress.html")
@router.post("/en/large/progress.html")
def look_up(request: Request, app: SomeApp, form: SomeForm) -> Response:
    """How far a case is; tried as often as passwords are, since a code is one."""
    app.pace.login(request.client.host if request.client else "")
    case, code = text_of(form, "case").strip(), text_of(form, "code").strip()
    site, variant = _site(request, app), _variant(request)
    try:
        with app.runtime.db.reading() as connection:
            agency = AgencyId(app.settings.agency)
            got = progress(app.runtime, connection, agency, case, code)
    except Refusal as refusal:
        told = tell(refusal).text
        said = told.en if variant.lang == "en" else told.zh
        body = progress_page(site, variant, refused=said, case=case)
        return _answer(body, "text/html; charset=utf-8", refusal.status, lasting=False)
    body = progress_page(site, variant, got, case=case)
    return _answer(body, "text/html; charset=utf-8", lasting=False)


@router.get("/{path:path}")
def file(request: Request, app: SomeApp, path: str) -> Response:
    """Any page or file of the site."""
    page = pages(_site(request, app)).get(path)
    if page is None:
        raise NotVisible("no-such-page")
    return _answer(page.make(), page.media)


def _site(request: Request, app: App) -> Site:
    with app.runtime.db.reading() as connection:
        data = site_data(app.runtime, connection, app.settings.agency)
    address = app.settings.address or str(request.base_url)
    return Site(data, address.rstrip("/"), live=True)


def _variant(request: Request) -> Variant:
    folder = request.url.path.removeprefix("/public/").rpartition("/")[0]
    return next(v for v in VARIANTS if v.folder.rstrip("/") == folder)


def _answer(body: bytes, media: str, status: int = 200, *, lasting: bool = True) -> Response:
    headers = _HEADERS if lasting else HEADERS
    return Response(body, status_code=status, media_type=media, headers=headers)
