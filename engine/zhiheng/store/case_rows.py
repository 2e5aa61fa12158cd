"""The row of a case itself. Pure."""

from zhiheng.state.case import CaseState
from zhiheng.store.duties import Row


def case_row(state: CaseState) -> Row:
    """The row of the case itself."""
    return {
        "agency": state.agency,
        "id": state.id,
        "n": state.n,
        "head": state.head,
        "chart_key": state.key,
        "version": state.version,
        "chart": state.chart,
        "applicant": state.applicant,
        "command": state.command,
        "status": state.status.value,
        "number": state.number,
        "opened_at": state.opened_at,
        "closed_at": state.closed_at,
        "outcome": state.outcome,
        "started_by": state.started_by,
        "calendar": state.calendar,
        "suspended_until": _suspended_until(state),
    }


def _suspended_until(state: CaseState) -> str | None:
    """The last day of a suspension that was granted and has not been ended before."""
    days = (x.until for x in state.suspensions.values() if x.granted and not x.resumed)
    return max(days, default=None)
