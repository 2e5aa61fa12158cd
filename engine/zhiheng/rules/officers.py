"""三员分立: the system, security and audit officers are three persons, and nothing else."""

from collections.abc import Iterable

from zhiheng.errors import NotReady, Refusal
from zhiheng.model.caller import THREE_OFFICERS, Role


def overlaps(
    role: Role, person: str | None, held: Iterable[tuple[str, str | None]]
) -> Refusal | None:
    """Prevents a person from holding one of the three offices and any other account.

    held: role and person of the accounts that are there.
    """
    if person is None:
        return None
    for other, holder in held:
        if holder == person and (role in THREE_OFFICERS or other in THREE_OFFICERS):
            return NotReady("officers-overlap", person=person, role=role.value, other=other)
    return None
