"""Limits and laws as the public reads them, in both languages."""

from zhiheng.edition.public_chart import PublicLimit
from zhiheng.model.limit import Basis, LimitUnit
from zhiheng.model.zone import SHANGHAI
from zhiheng.store.log import parse_stamp
from zhiheng_diagrams.notation import words

_UNITS = {
    LimitUnit.WORKING_DAY: ("个工作日", "working days"),
    LimitUnit.DAY: ("日", "days"),
    LimitUnit.HOUR: ("小时", "hours"),
    LimitUnit.MONTH: ("个月", "months"),
}


def length(limit: PublicLimit, lang: str) -> str:
    """`20个工作日`; where no number is fixed, what fixes it."""
    english = lang == "en"
    if limit.n is None:
        return f"as fixed by “{limit.said}”" if english else f"以“{limit.said}”为准"
    zh, en = _UNITS[limit.unit]
    said = f"{limit.n} {en}" if english else f"{limit.n}{zh}"
    if limit.before:
        return f"{said} before “{limit.before}”" if english else f"“{limit.before}”前{said}"
    return said


def extended(limit: PublicLimit, lang: str) -> str:
    """How it may be extended; empty where it may not."""
    if not limit.extend:
        return ""
    zh, en = _UNITS[limit.unit]
    if lang == "en":
        return f"{limit.extend} {en}, {limit.times} time(s), by notice “{limit.notice}”"
    return f"可延长{limit.extend}{zh}，{limit.times}次，发《{limit.notice}》"


def minute(instant: str) -> str:
    """`2026-11-22 14:05` in China."""
    return parse_stamp(instant).astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")


def basis(one: Basis | None) -> str:
    """`《城乡规划法》第四十条`; empty where there is none."""
    return "" if one is None else words.basis(one)
