"""What an entry holds in clear stays for ever: it must not say who somebody is (ADR 0032)."""

from collections.abc import Mapping

from zhiheng.errors import BadData
from zhiheng.model.personal import personal_numbers


def nothing_personal(texts: Mapping[str, object]) -> None:
    """Prevents what could never be erased. texts: by their place in the request.

    Raises BadData. A name cannot be told from other words, and is not looked for.
    """
    for pointer, text in texts.items():
        if isinstance(text, str) and personal_numbers(text):
            raise BadData("personal-in-clear", pointer=pointer)
