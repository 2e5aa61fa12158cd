"""When the public edition of a chart is due (及时准确公示).

Law: 政府信息公开条例 26 (published within 20 working days from when the information came to be or
was changed).
"""

from datetime import date

from zhiheng.model.calendar import Calendar
from zhiheng.model.limit import LimitUnit, Roll
from zhiheng.rules.clock import Due, due

DAYS = 20


def publication_due(changed: date, calendar: Calendar) -> Due:
    """The last day on which to publish what came to be on `changed`."""
    return due(DAYS, LimitUnit.WORKING_DAY, changed, calendar, Roll.NONE)
