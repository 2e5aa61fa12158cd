"""The test vectors of the law, counted by hand: one table for whoever counts (民法典 201-203).

Calendar: the notices of 2025 and 2026, as shipped; the day after the event is day 1.
"""

from dataclasses import dataclass
from datetime import date

WD = "working-day"


@dataclass(frozen=True, slots=True)
class Vector:
    """start: day, or instant for hours. due: what the law says. stop: both days inclusive.

    warned_by: the day on which it must have warned; a seizure does not roll (强制法 25).
    """

    what: str
    start: str
    n: int
    unit: str
    due: str
    roll: str = "none"
    stop: tuple[str, str] | None = None
    extend: int = 0
    provisional: bool = False
    warned_by: str | None = None

    @property
    def words(self) -> tuple[str, ...]:
        """As `zhiheng deadline` is asked."""
        found: tuple[str, ...] = ("--from", self.start, "--n", str(self.n), "--unit", self.unit)
        found += ("--roll", self.roll)
        if self.stop is not None:
            found += ("--stop", "..".join(self.stop))
        return (*found, "--extend", str(self.extend)) if self.extend else found


REVIEW = ("2026-03-09", "2026-03-27")
"""依法需要的专家评审."""

FORWARD: tuple[Vector, ...] = (
    Vector("permit over Spring Festival", "2026-02-10", 20, WD, "2026-03-16"),
    Vector("supplement, first day a make-up Saturday", "2026-02-13", 5, WD, "2026-02-27"),
    Vector("supplement over Mid-Autumn and National Day", "2026-09-24", 5, WD, "2026-10-09"),
    Vector("service, a make-up Sunday counts", "2026-09-18", 7, WD, "2026-09-29"),
    Vector("cash handed in", "2026-09-30", 2, WD, "2026-10-09"),
    Vector("registration over Labour Day", "2026-04-29", 3, WD, "2026-05-07"),
    Vector("over New Year", "2025-12-30", 5, WD, "2026-01-07"),
    Vector("penalty, no rule to roll", "2026-01-05", 90, "day", "2026-04-05"),
    Vector("penalty of market supervision", "2026-01-05", 90, "day", "2026-04-07", "next"),
    Vector("fine, a make-up Saturday", "2026-09-25", 15, "day", "2026-10-10", "next"),
    Vector("fine, unrolled", "2026-02-02", 15, "day", "2026-02-17"),
    Vector("fine in Spring Festival", "2026-02-02", 15, "day", "2026-02-24", "next"),
    Vector("application for review, unrolled", "2026-08-03", 60, "day", "2026-10-02"),
    Vector("application for review", "2026-08-03", 60, "day", "2026-10-08", "next"),
    Vector("seizure", "2026-09-02", 30, "day", "2026-10-02", warned_by="2026-09-30"),
    Vector("no stop", "2026-03-02", 20, WD, "2026-03-30"),
    Vector("expert review not counted", "2026-03-02", 20, WD, "2026-04-21", stop=REVIEW),
    Vector("and extended", "2026-03-02", 20, WD, "2026-05-08", stop=REVIEW, extend=10),
    Vector("into a year without notice", "2026-12-14", 20, WD, "2027-01-12", provisional=True),
    Vector("no such date", "2026-03-31", 6, "month", "2026-09-30"),
    Vector("into February, unrolled", "2026-08-31", 6, "month", "2027-02-28"),
    Vector("into February", "2026-08-31", 6, "month", "2027-03-01", "next", provisional=True),
    Vector("leap day", "2028-01-31", 1, "month", "2028-02-29"),
    Vector("hours in a holiday", "2026-10-01T14:30", 24, "hour", "2026-10-02T14:30:00+08:00"),
    Vector("hours added", "2026-10-01T14:30", 24, "hour", "2026-10-03T00:30:00+08:00", extend=10),
)

HEARING = ("2026-10-12", 7)
"""A hearing on that day, of which so many full working days before it notice is given."""
NOTICE_BY = "2026-09-23"
NOTICE_BY_LOOSE = "2026-09-24"
"""By the looser reading: the day of service counts."""

SLOTS: tuple[tuple[date, str], ...] = (
    (date(2026, 9, 26), "forbidden-day"),
    (date(2026, 10, 10), "make-up-day-not-released"),
)
"""Days on which a demolition is refused (强制法 43), and the refusal."""
