"""Who stands above a post (上级): by grade; a section's chief within his section alone.

Local practice of offices: leave, hand-over and urging are the superior's.
"""

from typing import Any

from support.modelcheck.law.seen import GRADES, Seen
from zhiheng.model.ids import PostId


def stands_above(seen: Seen, person: str, slot: Any) -> bool:
    """A slot for a card alone is of no post: every chief stands above that."""
    own = seen.first_post(person)
    if own is None:
        return False
    mine = seen.roster.posts[own]
    if mine.grade == "clerk":
        return False
    section, grade = _due(seen, slot)
    if mine.grade == "section-chief":
        return grade == "clerk" and section in (None, mine.section)
    return GRADES[mine.grade] > GRADES[grade]


def _due(seen: Seen, slot: Any) -> tuple[str | None, str]:
    """Section and grade of who is to sign; the section is None where any may."""
    post = slot.opened.post or (seen.first_post(slot.named) if slot.named else None)
    if post is not None:
        found = seen.roster.posts[PostId(post)]
        return found.section or "the leaders", found.grade
    return slot.opened.section, "clerk"
