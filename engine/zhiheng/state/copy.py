"""A copy (抄送) or a circulation (阅知) of a case: who got it, and who has read it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from zhiheng import facts as f


@dataclass(frozen=True, slots=True)
class Copy:
    """no: 1, 2, ... in the case. read: those who said that they have read it (已阅) -> when."""

    no: int
    kind: str
    by: str
    receivers: tuple[str, ...]
    at: str
    read: Mapping[str, str] = field(default_factory=dict)


def _copied(copies: dict[int, Copy], x: f.CaseCopied, at: str) -> None:
    copies[x.copy] = Copy(x.copy, x.kind, x.by, x.receivers, at)


def _read(copies: dict[int, Copy], x: f.CopyRead, at: str) -> None:
    known = copies[x.copy]
    copies[x.copy] = replace(known, read={**known.read, x.person: at})


COPY_FOLD: dict[type, Callable[[dict[int, Copy], Any, str], None]] = {
    f.CaseCopied: _copied,
    f.CopyRead: _read,
}
