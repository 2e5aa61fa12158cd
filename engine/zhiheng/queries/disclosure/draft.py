"""The edition that could be published of a chart now, for who drafts and who examines it."""

from dataclasses import dataclass

from sqlalchemy import Connection

from zhiheng.edition.gaps import gaps
from zhiheng.edition.project import public_edition
from zhiheng.edition.proof import edition_faults
from zhiheng.edition.public_chart import PublicChart
from zhiheng.edition.written import edition_bytes, edition_digest
from zhiheng.errors import Forbidden, NotReady, NotVisible
from zhiheng.model.caller import Caller, Role
from zhiheng.model.finding import Text
from zhiheng.runtime import AgencyView, Runtime
from zhiheng.runtime.private_names import edition_leaks


@dataclass(frozen=True, slots=True)
class EditionDraft:
    """paper: what the draft files (公开版清单). published: the digest that is public now.

    faults: why it could not be published. gaps: what a published item should say and this does
    not; that is for people to judge.
    """

    edition: PublicChart
    body: bytes
    paper: dict[str, str]
    published: str | None
    faults: tuple[Text, ...]
    gaps: tuple[Text, ...]


def edition_draft(rt: Runtime, connection: Connection, caller: Caller, key: str) -> EditionDraft:
    """Raises NotVisible, NotReady; Forbidden for applicants, who read what is published."""
    if caller.role is Role.APPLICANT:
        raise Forbidden("role-may-not", role=caller.role.value, verb="edition")
    return draft_of(rt, connection, rt.agency(connection, caller.agency), key)


def draft_of(rt: Runtime, connection: Connection, view: AgencyView, key: str) -> EditionDraft:
    """The edition of the version in force. Raises NotVisible, NotReady where it has none."""
    versions = view.state.charts.get(key)
    if not versions:
        raise NotVisible("no-such-chart", key=key)
    version = versions[-1].digest
    chart = rt.chart(connection, view.state.id, version).chart
    if chart.power.edition != "public":
        raise NotReady("edition-withheld", key=key, edition=chart.power.edition)
    edition = public_edition(chart)
    body = edition_bytes(edition)
    faults = list(edition_faults(chart, edition, view.calendar))
    faults += (
        Text(f"含有个人信息：{leak.seen}", f"holds personal data: {leak.seen}")
        for leak in edition_leaks(connection, view, chart)
    )
    public = view.state.editions.get(key)
    paper = {"do": "publish", "chart": key, "version": version}
    return EditionDraft(
        edition=edition,
        body=body,
        paper=paper | {"edition": edition_digest(edition)},
        published=public.edition if public else None,
        faults=tuple(faults),
        gaps=gaps(edition),
    )
