"""Who may give another's work to somebody else (离职转办): who stands above the post.

Source: notes/domain.md §5.1 (AB角工作制, local practice: leave and hand-over are approved by the
superior).
"""

from zhiheng.errors import Forbidden
from zhiheng.model.person import Person
from zhiheng.rules.separation import rank


def stands_above(own: str | None, post: str | None, person: Person, task: str) -> None:
    """Prevents colleagues from handing round each other's work. own, post: grades."""
    if rank(own) <= max(rank(post), 0):
        raise Forbidden("may-not-reassign", person=person.name, task=task)
