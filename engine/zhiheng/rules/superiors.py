"""Who stands above a post (上级): may give its work to somebody else (离职转办), or urge it (催办).

Source: notes/domain.md §5.1 (AB角工作制, local practice: leave and hand-over are approved by the
superior).
"""

from zhiheng.errors import Forbidden
from zhiheng.model.person import Person, Post
from zhiheng.rules.separation import rank

_CHIEF = rank("section-chief")


def above(own: Post | None, post: Post | None) -> bool:
    """Whether who holds one post stands above the other: a chief only within his section.

    post: None where no post is named; then every chief does.
    """
    grade = rank(own.grade if own else None)
    if grade <= max(rank(post.grade if post else None), 0):
        return False
    same = own is not None and post is not None and own.section == post.section
    return post is None or same or grade > _CHIEF


def may_reassign(own: Post | None, post: Post | None, person: Person, task: str) -> None:
    """Prevents colleagues, and chiefs of other sections, from handing round each other's work."""
    if not above(own, post):
        raise Forbidden("may-not-reassign", person=person.name, task=task)
