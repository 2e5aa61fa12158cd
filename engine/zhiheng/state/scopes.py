"""The key under which the acts of a separation are counted together."""

from zhiheng.model.separation import Separation, SeparationScope
from zhiheng.state.case import CaseState


def scope_key(separation: Separation, state: CaseState) -> str:
    """`case/<id>`, `applicant/<id>`, `project/<name>` or `agency`.

    A case without a project is one of its own; `start` asks for one where it matters.
    """
    match separation.scope:
        case SeparationScope.CASE:
            return f"case/{state.id}"
        case SeparationScope.APPLICANT:
            return f"applicant/{state.applicant}"
        case SeparationScope.PROJECT if state.project is not None:
            return f"project/{state.project}"
        case SeparationScope.PROJECT:
            return f"case/{state.id}"
        case SeparationScope.AGENCY:
            return "agency"
