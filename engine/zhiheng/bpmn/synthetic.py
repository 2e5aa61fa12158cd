"""Ids for what a reading adds to a chart: made from the id of what it was added for."""

from itertools import count

from zhiheng.bpmn.names import MAX_ID

_ROOM = 20
"""Characters kept free for what is put behind a long id."""


def fresh(base: str, taken: set[str]) -> str:
    """An id like `base`, in the same sub-process, that nothing has; it is taken from then on."""
    scope, slash, name = base.rpartition("/")
    short = name if len(name) <= MAX_ID else name[: MAX_ID - _ROOM]
    for number in count(1):
        found = short if number == 1 else f"{short}_{number}"
        if found not in taken:
            taken.add(found)
            return f"{scope}{slash}{found}"
    raise AssertionError("there are always more numbers")
