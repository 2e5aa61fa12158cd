"""Which documents entries name, by digest."""

import re
from typing import Any

from zhiheng.model.ids import Digest

_QUOTED = re.compile(rb'"([0-9a-f]{64})"')
_DIGEST = re.compile(r"[0-9a-f]{64}")
_KEYS = frozenset({"digest", "digests"})


class Named:
    """Collects digests. by_facts: what facts name; anywhere: any that stands in an entry."""

    def __init__(self) -> None:
        self.by_facts: set[Digest] = set()
        self.anywhere: set[Digest] = set()

    def take(self, piece: bytes, facts: list[dict[str, Any]]) -> None:
        """Note the digests of one entry: of its bytes, and of its facts as decoded."""
        self.anywhere.update(Digest(found.decode()) for found in _QUOTED.findall(piece))
        for fact in facts:
            self._under_keys(fact)

    def _under_keys(self, held: dict[str, Any]) -> None:
        """Take what stands under the keys `digest` and `digests`, at any depth."""
        for key, value in held.items():
            if type(value) is str:
                if key in _KEYS and _DIGEST.fullmatch(value):
                    self.by_facts.add(Digest(value))
            elif type(value) is dict:
                self._under_keys(value)
            elif type(value) is list:
                for item in value:
                    self._under_keys(item if type(item) is dict else {key: item})
