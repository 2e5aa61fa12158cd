"""Urging (催办): who may tell the holder of a step to hurry, and how often.

It moves no limit, no signature and no token; it is on record with its day. Local practice of
e-supervision; no law counts it.
"""

from datetime import datetime, timedelta

from zhiheng.errors import Forbidden, NotReady
from zhiheng.model.caller import Role
from zhiheng.model.person import Post
from zhiheng.rules.superiors import above

PAUSE = timedelta(hours=24)
"""Between two urgings of one step by one and the same."""
_OUTSIDE = frozenset({Role.APPLICANT, Role.SUPERVISOR})


def may_urge(role: Role, own: Post | None, due: tuple[Post | None, ...], task: str) -> None:
    """Prevents colleagues from pressing each other. own, due: posts of the caller and of the step.

    The applicant, the supervisor, and who stands above one of the posts that are due.
    """
    if role in _OUTSIDE:
        return
    if not any(above(own, post) for post in due):
        raise Forbidden("may-not-urge", task=task)


def not_urged_lately(last: datetime | None, now: datetime, task: str) -> None:
    """Prevents urging from being a way to wear somebody down."""
    if last is not None and now < last + PAUSE:
        raise NotReady("urged-lately", task=task)
