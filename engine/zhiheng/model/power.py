"""The power item (职权) that a chart runs."""

from dataclasses import dataclass

_OF_ITS_OWN = ("处罚", "强制", "检查")


def of_its_own_motion(category: str) -> bool:
    """Whether the agency acts without being asked (依职权): nobody applies, nothing is promised."""
    return any(kind in category for kind in _OF_ITS_OWN)


@dataclass(frozen=True, slots=True)
class Power:
    """The power item (职权) that the chart runs."""

    code: str
    category: str
    office: str
    enquiry_phone: str
    complaint_phone: str
    fee: str
    edition: str
    series: str
    """The word of the case number (案号字), as in `净规建字〔2026〕1号`."""
    withdrawal: str = "decision"
    """Until when the applicant may withdraw: `decision`, or `never`."""
    hands: int | None = None
    """So many different persons must be needed from start to a grant; None: the policy of three."""
    internal_chart: bool = False
    """Whether the public sees the internal chart too (信息公开条例 16 lets it be withheld)."""
    officers: bool = False
    """Whether the public sees the names of the officers responsible."""
