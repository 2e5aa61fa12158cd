"""Two attempts at a command whose request key another request may have won meanwhile."""

from collections.abc import Callable

from sqlalchemy.exc import IntegrityError

from zhiheng.commands.frame.receipt import Receipt


def twice(attempt: Callable[[], Receipt]) -> Receipt:
    """The second attempt answers from the entry of the request that won."""
    try:
        return attempt()
    except IntegrityError:
        return attempt()
