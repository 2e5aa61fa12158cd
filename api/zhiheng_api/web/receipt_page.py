"""Receipts: what an act left in the log, for who may see the case, and for who has the hash."""

import json
from typing import Annotated

import segno
from fastapi import APIRouter, Depends, Path, Request
from fastapi.responses import Response

from zhiheng.errors import NotVisible, Refusal
from zhiheng.queries.cases import one
from zhiheng.queries.receipts import (
    ReceiptView,
    receipt_by_hash,
    receipt_of_case,
    receipts_by_code,
)
from zhiheng_api.context import App, SomeApp, SomeSession, find_caller
from zhiheng_api.routers.cases import CasePath
from zhiheng_api.routers.log import paced
from zhiheng_api.sessions import Session
from zhiheng_api.web.forms import SomeForm, text_of
from zhiheng_api.web.pages import page, refusal_shown

router = APIRouter(include_in_schema=False)
HashPath = Annotated[str, Path(pattern="^[0-9a-f]{64}$")]
_WELL = refusal_shown(None)
EntryPath = Annotated[int, Path(ge=1, le=2**31 - 1)]


@router.get("/cases/{case}/receipts/{n}")
def case_receipt(
    request: Request, app: SomeApp, session: SomeSession, case: CasePath, n: EntryPath
) -> Response:
    """The receipt of an entry of a case."""
    with app.runtime.db.reading() as connection:
        item = one(connection, session.caller, case)
        found = receipt_of_case(connection, session.caller.agency, case, n)
    about = item.number or item.id
    return _shown(request, app, session, found, about)


@router.get("/receipts/{digest}", dependencies=[Depends(paced)])
def receipt(request: Request, app: SomeApp, digest: HashPath) -> Response:
    """The receipt by the hash alone, which only its holder can know: no log-in."""
    with app.runtime.db.reading() as connection:
        found = receipt_by_hash(connection, app.settings.agency, digest)
    return _shown(request, app, _somebody(request), found, "")


@router.get("/receipts/{digest}/proof", dependencies=[Depends(paced)])
def proof(app: SomeApp, digest: HashPath) -> Response:
    """Leaf, place, proof and checkpoint in one file, to be checked offline."""
    with app.runtime.db.reading() as connection:
        found = receipt_by_hash(connection, app.settings.agency, digest)
    if found.sealed is None:
        raise NotVisible("no-such-leaf")
    sealed = found.sealed
    body = {
        "leaf": digest,
        "index": sealed.index,
        "size": sealed.size,
        "proof": sealed.proof,
        "checkpoint": sealed.note,
    }
    return Response(
        json.dumps(body, ensure_ascii=False, indent=1) + "\n",
        media_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="proof-{digest[:16]}.json"'},
    )


@router.get("/receipts")
def look_up(request: Request) -> Response:
    """Ask for the receipts of a case."""
    return page(request, "receipts.html", _somebody(request), found=[], case="", **_WELL)


@router.post("/receipts")
def looked_up(request: Request, app: SomeApp, form: SomeForm) -> Response:
    """Those of one case, for who knows its number and its code."""
    app.pace.login(request.client.host if request.client else "")
    case = text_of(form, "case").strip()
    try:
        with app.runtime.db.reading() as connection:
            code = text_of(form, "code").strip()
            found = receipts_by_code(connection, app.settings.agency, case, code)
    except NotVisible as refusal:
        shown = refusal_shown(refusal)
        return page(
            request, "receipts.html", _somebody(request), refusal.status, found=[], case=case,
            **shown,
        )  # fmt: skip
    return page(request, "receipts.html", _somebody(request), found=found, case=case, **_WELL)


def _somebody(request: Request) -> Session | None:
    """Who is logged in, if anybody: the page is the same for both."""
    try:
        return find_caller(request)
    except Refusal:
        return None


def _shown(
    request: Request, app: App, session: Session | None, found: ReceiptView, about: str
) -> Response:
    path, base = f"/receipts/{found.hash}", app.settings.address.rstrip("/")
    code = ""
    if base:  # never the request's own Host: who asks could have his own address printed as ours
        code = segno.make_qr(base + path, error="m").svg_inline(scale=4, border=2, svgclass="qr")
    return page(
        request, "receipt.html", session, receipt=found, about=about, address=base + path, qr=code
    )
