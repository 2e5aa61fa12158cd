"""Who stands above a post (上级): by grade; a section's chief within his section alone.

Local practice (notes/domain.md §5.1): leave, hand-over and urging are the superior's.
"""

from support.modelcheck.law.seen import GRADES, Seen
from zhiheng.model.ids import PostId


def stands_above(seen: Seen, person: str, post: str | None) -> bool:
    """post: None where the step asks for a card or a section; every chief stands above that."""
    own = seen.first_post(person)
    if own is None:
        return False
    mine = seen.roster.posts[own]
    if post is None:
        return mine.grade != "clerk"
    theirs = seen.roster.posts[PostId(post)]
    if mine.grade == "section-chief":
        return theirs.grade == "clerk" and theirs.section == mine.section
    return GRADES[mine.grade] > GRADES[theirs.grade]
