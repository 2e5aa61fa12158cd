"""Each page in four: Chinese or English, plain or in large type (长辈模式); a folder each.

Folders, since without script and without cookies nothing else keeps a choice from page to page,
and since a file that was copied to a stick has no server.
"""

import posixpath
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Variant:
    """lang: `zh-CN` or `en`."""

    lang: str = "zh-CN"
    large: bool = False

    @property
    def folder(self) -> str:
        """Where its pages lie, with a slash at the end."""
        return ("en/" if self.lang == "en" else "") + ("large/" if self.large else "")

    @property
    def other_language(self) -> "Variant":
        """The same in the other language."""
        return replace(self, lang="zh-CN" if self.lang == "en" else "en")

    @property
    def other_size(self) -> "Variant":
        """The same in the other size of type."""
        return replace(self, large=not self.large)


VARIANTS = (Variant(), Variant(large=True), Variant("en"), Variant("en", large=True))


def between(page: str, target: str) -> str:
    """The relative address of a file, as seen from a page; both from the root."""
    return posixpath.relpath(target, posixpath.dirname(page) or ".")
