"""The reason that a verb on a case must give; it stands behind a commitment."""

from zhiheng.commands.filed.content import seal_content
from zhiheng.commands.frame.decision import Sealed
from zhiheng.errors import BadData
from zhiheng.model.wording import says_something

MOST = 500
"""Characters."""


def sealed_reason(reason: str, verb: str) -> Sealed:
    """Raises BadData where nothing is said, or too much."""
    if len(reason) > MOST or not says_something(reason):
        raise BadData("verb-reason", pointer="/reason", limit=MOST, verb=verb)
    return seal_content({"reason": reason})
