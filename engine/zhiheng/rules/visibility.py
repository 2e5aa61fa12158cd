"""Who may know of a case at all (design.md §4: 404, not yours to see)."""

from zhiheng.model.caller import Caller, Role


def may_see(caller: Caller, applicant: str) -> bool:
    """An applicant sees his own cases; the system officer, who touches none, sees none."""
    if caller.role is Role.APPLICANT:
        return caller.party == applicant
    return caller.role is not Role.SYSTEM
