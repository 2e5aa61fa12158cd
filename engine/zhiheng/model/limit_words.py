"""The units of limits in words, in the plural: one wording in findings, refusals and pictures."""

from collections.abc import Mapping

from zhiheng.model.finding import Text
from zhiheng.model.limit import LimitUnit

UNITS: Mapping[LimitUnit, Text] = {
    LimitUnit.WORKING_DAY: Text("个工作日", "working days"),
    LimitUnit.DAY: Text("日", "days"),
    LimitUnit.HOUR: Text("小时", "hours"),
    LimitUnit.MONTH: Text("个月", "months"),
}
