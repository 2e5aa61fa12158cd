"""All that the public pages show, read once: plain data, and nothing in it that is not shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from zhiheng.clock import local_date
from zhiheng.errors import NotVisible
from zhiheng.model.chart import Chart
from zhiheng.model.ids import PostId
from zhiheng.queries.disclosure.figures import YearFigures, public_figures
from zhiheng.queries.disclosure.published import Published, all_published
from zhiheng.queries.receipts import Sealed, receipt_by_hash
from zhiheng.queries.sealed_log import checkpoint_note
from zhiheng.runtime import AgencyView, Runtime
from zhiheng.store import tables as t
from zhiheng.store.sealed import keys


@dataclass(frozen=True, slots=True)
class PowerData:
    """entry: the exact text of the entry that published it. sealed: what covers it in the log.

    officers: post -> who holds it, where the item names them. inner: the running chart, where the
    item shows it.
    """

    published: Published
    entry: str
    sealed: Sealed | None
    officers: Mapping[str, tuple[str, ...]]
    inner: Chart | None


@dataclass(frozen=True, slots=True)
class SiteData:
    """name: of the agency. today: in China. before: the first day that the figures leave out.

    checkpoint: the newest, with cosignatures; empty before anything is sealed.
    """

    agency: str
    name: str
    demo: bool
    today: date
    before: date
    powers: tuple[PowerData, ...]
    figures: tuple[YearFigures, ...]
    checkpoint: str
    keys: tuple[str, ...]


def site_data(
    rt: Runtime, connection: Connection, agency: str, *, figures: bool = True
) -> SiteData:
    """As of now. figures: whether they are shown, for they are counted over all cases.

    Raises NotVisible where there is no such agency.
    """
    view = rt.agency(connection, agency)
    today = local_date(rt.now(view))
    published = all_published(rt, connection, view)
    before = today.replace(day=1)
    keys_shown = {p.edition.key for p in published}
    return SiteData(
        agency=agency,
        name=view.roster.name if view.roster else view.state.name,
        demo=view.state.origin == "demo",
        today=today,
        before=before,
        powers=tuple(_power(rt, connection, view, one, today) for one in published),
        figures=public_figures(connection, view, keys_shown, before) if figures else (),
        checkpoint=_checkpoint(connection, agency),
        keys=tuple(vkey for vkey, _ in keys(connection, agency)),
    )


def _power(
    rt: Runtime, connection: Connection, view: AgencyView, one: Published, today: date
) -> PowerData:
    agency, shown = view.state.id, one.edition.power
    e: Any = t.entry.c
    query = select(e.body).where(e.agency == agency, e.stream == f"agency/{agency}", e.n == one.n)
    return PowerData(
        published=one,
        entry=bytes(connection.execute(query).scalar_one()).decode(),
        sealed=receipt_by_hash(connection, agency, one.hash).sealed,
        officers=_officers(view, one, today) if shown.officers else {},
        inner=rt.chart(connection, agency, one.chart).chart if shown.internal_chart else None,
    )


def _officers(view: AgencyView, one: Published, today: date) -> dict[str, tuple[str, ...]]:
    """Who holds the posts that answer for risks: opted in by the item (信息公开条例 16)."""
    if view.roster is None:
        return {}
    posts = {risk.post_id for _, step in one.edition.steps for risk in step.risks if risk.post_id}
    return {
        post: tuple(person.name for person in view.roster.holders(PostId(post), today))
        for post in sorted(posts)
    }


def _checkpoint(connection: Connection, agency: str) -> str:
    try:
        return checkpoint_note(connection, agency)
    except NotVisible:  # nothing is sealed yet, which the page says
        return ""
