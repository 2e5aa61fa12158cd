"""Amounts that a task decides, within an approval ladder (审批权限)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AmountRule:
    """The amount that a task decides, by an approval ladder of the agency (审批权限).

    by: what amounts are summed by (防化整为零): `applicant`, or `supplier` or `project`, which the
    variable `key` names; None: each stands alone. when: the ladder applies only where this holds.
    """

    variable: str
    ladder: str
    by: str | None = None
    key: str | None = None
    when: str | None = None
