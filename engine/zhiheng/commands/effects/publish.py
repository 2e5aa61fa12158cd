"""publish: which edition of which chart the public sees, or that it sees none any more."""

from typing import Annotated

import msgspec

from zhiheng import facts as f
from zhiheng.commands.bureau.agency import AgencyDecision
from zhiheng.commands.effects.order import Order
from zhiheng.edition.project import public_edition
from zhiheng.edition.proof import edition_faults
from zhiheng.edition.written import edition_bytes, edition_digest
from zhiheng.errors import NotReady, NotVisible
from zhiheng.runtime.private_names import edition_leaks

_Digest = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}\Z")]


class _Publish(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="do", tag="publish"
):
    """version: digest of the chart that the edition was made of. edition: its own digest."""

    chart: str
    version: _Digest
    edition: _Digest


class _Withdraw(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="do", tag="withdraw"
):
    """Take the edition down."""

    chart: str


def publish(order: Order) -> AgencyDecision:
    """Carry out what was examined and signed, and nothing else."""
    try:
        asked = msgspec.convert(dict(order.data()), _Publish | _Withdraw)
    except msgspec.ValidationError as error:
        raise order.unreadable() from error
    state = order.view.state
    versions = state.charts.get(asked.chart)
    if not versions:
        raise NotVisible("no-such-chart", key=asked.chart)
    if isinstance(asked, _Withdraw):
        public = state.editions.get(asked.chart)
        if public is None:
            raise NotReady("not-published", key=asked.chart)
        return AgencyDecision([f.EditionWithdrawn(key=asked.chart, edition=public.edition)])
    if versions[-1].digest != asked.version:
        raise NotReady("edition-not-in-force", key=asked.chart, version=asked.version[:16])
    return _published(order, asked)


def _published(order: Order, asked: _Publish) -> AgencyDecision:
    """Prevents that anything is published but the edition of what runs, as it was signed.

    The edition is made anew here; its bytes are kept by digest, and the public reads those.
    """
    chart = order.rt.chart(order.connection, order.view.state.id, asked.version).chart
    if chart.power.edition != "public":
        raise NotReady("edition-withheld", key=asked.chart, edition=chart.power.edition)
    edition = public_edition(chart)
    faults = edition_faults(chart, edition, order.view.calendar)
    if faults:
        raise NotReady("edition-untrue", key=asked.chart, fault=faults[0].zh, said=faults[0].en)
    body = edition_bytes(edition)
    found = edition_leaks(order.connection, order.view, chart, order.world.caller)
    if found:
        seen = ", ".join(leak.seen for leak in found)
        raise NotReady("edition-leaks", key=asked.chart, found=seen)
    if edition_digest(edition) != asked.edition:
        raise NotReady("edition-differs", key=asked.chart, edition=asked.edition[:16])
    fact = f.EditionPublished(key=asked.chart, chart=asked.version, edition=asked.edition)
    return AgencyDecision([fact], [("edition", body)])
