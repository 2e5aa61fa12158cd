"""Ids for what a reading adds to a chart: made from the id of what it was added for."""

from collections import Counter
from collections.abc import Iterable

from zhiheng.bpmn.markup.names import MAX_ID

_ROOM = 20
"""Characters kept free for the number behind a long id."""


class Ids:
    """The ids of a chart; each new one is taken from then on."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)
        self._counts: Counter[str] = Counter()

    def fresh(self, base: str) -> str:
        """An id, or a path in the same sub-process, like `base`, that nothing has."""
        scope, slash, name = base.rpartition("/")
        found = name[:MAX_ID]
        while found in self._taken:
            stem = name[: MAX_ID - _ROOM]
            self._counts[stem] += 1
            found = f"{stem}_{self._counts[stem] + 1}"
        self._taken.add(found)
        return f"{scope}{slash}{found}"
