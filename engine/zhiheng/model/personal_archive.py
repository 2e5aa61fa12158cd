"""Integrity archive of a person (个人廉政效能风险档案): seven parts, as the material lists them."""

from dataclasses import dataclass
from datetime import date

PARTS = (
    "个人档案基本信息",
    "个人重大事项报告表",
    "个人信访举报核查情况登记表",
    "述职述廉述效民主测评情况登记表",
    "防范纠错登记表",
    "受组织处理、党纪处分情况登记表",
    "机关问责登记表",
)
"""In their order; the first is number 1 (003, annex 1)."""
KEEPER = "archive_keeper"
"""The parameter of the agency that names the one keeper, by his id in the roster."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of somebody's archive. part: 1 to 7."""

    person: str
    part: int
    on: date
    text: str
