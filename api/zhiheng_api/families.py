"""The families of rules that a check may be narrowed to."""

from collections.abc import Iterable

from zhiheng.model.finding import Text

FAMILIES = ("BPM", "COL", "DEC", "LNT", "PAR", "SLA", "SND", "WSP")


def unknown_family(asked: Iterable[str]) -> Text | None:
    """Why these families cannot be asked for; an unknown one would find nothing, ever."""
    wrong = ", ".join(x for x in asked if x not in FAMILIES)
    if not wrong:
        return None
    known = ", ".join(FAMILIES)
    return Text(f"没有规则族 {wrong}；有：{known}", f"no such family of rules: {wrong}; of {known}")
