"""Who may know of a case at all (design.md §4: 404, not yours to see)."""

from zhiheng.model.caller import THREE_OFFICERS, Caller, Role


def may_see(caller: Caller, applicant: str, command: str | None) -> bool:
    """An applicant sees his own cases; the three officers see system cases and no others.

    command: what the case ends in, where it is a system case.
    """
    if caller.role is Role.APPLICANT:
        return command is None and caller.party == applicant
    return command is not None or caller.role not in THREE_OFFICERS
