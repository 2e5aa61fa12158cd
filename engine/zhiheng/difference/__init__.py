"""What changed between two versions of a chart, in words, for those who check and release it."""

from typing import Any

from zhiheng.difference.walk import changes
from zhiheng.difference.words import Place
from zhiheng.model.chart import Chart
from zhiheng.model.finding import Text
from zhiheng.model.person import Roster

_IDENTITY = frozenset({"digest"})
"""A digest says that something changed, which the lines say better."""


def chart_difference(old: Chart | None, new: Chart) -> list[Text]:
    """One line for each thing that is there no more, is new, or says something else.

    Every field of the model is walked, so that none can change unseen. Empty just when the two
    say the same; without an old one, that it is new.
    """
    if old is None:
        return [Text(f"新图“{new.name}”", f"a new chart, '{new.name}'")]
    return list(changes(old, new, Place(), _IDENTITY))


def roster_difference(old: Roster, new: Roster, what: Text) -> list[Text]:
    """The same of two rosters: a person, a post, a card is known by its own id or number."""
    return list(changes(old, new, Place(what.zh, what.en)))


def data_difference(old: Any, new: Any, what: Text) -> list[Text]:
    """The same of two files of plain data, such as calendars."""
    return list(changes(old, new, Place(what.zh, what.en)))
