"""Other penalty cases of one party (一事不再罚款): told before anybody files or decides another.

Whether it is the same act, or one fine split over several, only people can see; that there is
another case they must not have to look for.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, and_, select

from zhiheng.model.caller import Caller, Role
from zhiheng.model.chart import Chart
from zhiheng.state.case import CaseState
from zhiheng.state.status import CaseStatus
from zhiheng.store import tables as t

_MOST = 20


@dataclass(frozen=True, slots=True)
class OtherCase:
    """Another case of the same party on the same chart."""

    case: str
    number: str | None
    title: str
    status: str
    opened_at: str


def other_penalties(
    connection: Connection, caller: Caller, chart: Chart, state: CaseState
) -> tuple[OtherCase, ...]:
    """The newest first; none for the party itself, nor where nothing is punished.

    A case that goes on in another is that other one (并案).
    """
    if caller.role is Role.APPLICANT or "处罚" not in chart.power.category:
        return ()
    case, label = t.case_file.c, t.case_label.c
    query = (
        select(case.id, case.number, label.title, case.status, case.opened_at)
        .join(t.case_label, and_(label.agency == case.agency, label.case_id == case.id))
        .where(
            case.agency == state.agency,
            case.applicant == state.applicant,
            case.chart_key == chart.key,
            case.id != state.id,
            case.status != CaseStatus.MERGED.value,
        )
        .order_by(case.opened_at.desc(), case.id)
        .limit(_MOST)
    )
    return tuple(OtherCase(*row) for row in connection.execute(query))
