"""An applicant: the log has a number, and a table that can be erased has the name to it."""

import re
import unicodedata

ERASED_NAME = "（姓名或名称已依法删除）"
"""What is shown of a number whose name is gone."""
_NUMBER = re.compile(r"p-[0-9a-f]{32}")


def is_number(party: str) -> bool:
    """Whether it is a number that was given at the window; else an account's own id."""
    return _NUMBER.fullmatch(party) is not None


def name_key(name: str) -> str:
    """What two writings of one name have in common: spaces, width and case make no other."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def shown(party: str, name: str | None) -> str:
    """The name by the table. What is no number stands for itself: an account's id."""
    if name is not None:
        return name
    return ERASED_NAME if is_number(party) else party
