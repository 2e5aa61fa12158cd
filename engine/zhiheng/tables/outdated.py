"""Limits of law that many tables still show, and that are no longer in force (处罚法 2021)."""

import re
from collections.abc import Iterable

from zhiheng.model.limit import LimitUnit
from zhiheng.tables.cells import Cell, Said
from zhiheng.tables.limits import quantities

_SMALL_FINE = re.compile(r"(?<![\d,，])(?:50|五十|1,?000|一千)\s*元")
_HEARING = ("听证", "hearing")
_ASKING = ("申请", "要求", "提出", "ask", "request")
_TELLING = ("通知", "前", "notice", "before")
_ON_THE_SPOT = ("当场", "简易", "on the spot", "on-the-spot")


def flag_outdated(cells: Iterable[Cell], told: Said) -> None:
    """Warn of each; the chart still shows what the table says. Law: 处罚法 51, 64, 85."""
    row = [c for c in cells if not c.empty]
    whole = " ".join(c.text for c in row).lower()
    for cell in row:
        days = [(n, u, w) for n, u, w in quantities(cell.text) if u is not LimitUnit.MONTH]
        if _has(whole, _HEARING):
            if _has(whole, _ASKING) and any(n == 3 for n, _, _ in days):  # noqa: PLR2004 - of 1996
                told.note("TBL050", cell, keep=False)
            if _has(whole, _TELLING) and any(n == 7 and u is LimitUnit.DAY for n, u, _ in days):  # noqa: PLR2004 - of 1996
                told.note("TBL051", cell, keep=False)
        if _has(whole, _ON_THE_SPOT) and _SMALL_FINE.search(cell.text):
            told.note("TBL052", cell, keep=False)


def _has(text: str, words: Iterable[str]) -> bool:
    return any(word in text for word in words)
