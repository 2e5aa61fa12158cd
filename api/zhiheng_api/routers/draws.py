"""Random draws (双随机): announce, draw, read what anybody can recompute, and what was reached."""

from typing import Annotated

from fastapi import APIRouter, Path, Query

from zhiheng.commands.bureau.agency import execute_agency
from zhiheng.commands.draws.make import MakeDraw
from zhiheng.queries.draw_coverage import Coverage, coverage
from zhiheng.queries.draws import DrawItem, DrawView, draw_view, draws
from zhiheng_api.context import SomeCaller, SomeOnce, SomeRuntime
from zhiheng_api.schemas.draws import AnnounceDrawIn
from zhiheng_api.schemas.outputs import ReceiptOut, receipt_out

router = APIRouter(prefix="/api/v1/draws", tags=["supervision"])

DrawNo = Annotated[int, Path(ge=1, le=999_999)]


@router.get("")
def list_draws(rt: SomeRuntime, caller: SomeCaller) -> list[DrawItem]:
    """The draws, the newest first; officers see them once they are made."""
    with rt.db.reading() as connection:
        return draws(rt, connection, caller)


@router.post("", status_code=201)
def announce(
    rt: SomeRuntime, caller: SomeCaller, once: SomeOnce, body: AnnounceDrawIn
) -> ReceiptOut:
    """抽取公告: fix pool, share and the instant whose log gives the seed."""
    return receipt_out(execute_agency(rt, caller, body.command(), once))


@router.get("/coverage")
def see_coverage(
    rt: SomeRuntime, caller: SomeCaller, year: Annotated[int, Query(ge=2000, le=2999)]
) -> Coverage:
    """The share reached per period and unit, and the units reached in the year."""
    with rt.db.reading() as connection:
        return coverage(rt, connection, caller, year)


@router.get("/{no}")
def get_draw(rt: SomeRuntime, caller: SomeCaller, no: DrawNo) -> DrawView:
    """One draw with all that is needed to recompute it: `zhiheng draw verify FILE`."""
    with rt.db.reading() as connection:
        return draw_view(rt, connection, caller, no)


@router.post("/{no}/draw", status_code=201)
def make(rt: SomeRuntime, caller: SomeCaller, once: SomeOnce, no: DrawNo) -> ReceiptOut:
    """抽取: after the named instant, once."""
    return receipt_out(execute_agency(rt, caller, MakeDraw(no), once))
