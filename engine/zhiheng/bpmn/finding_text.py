"""The form of a text in the message catalogue."""

from typing import NamedTuple

from zhiheng.model.finding import Severity


class FindingText(NamedTuple):
    """A message and its cure, in Chinese and in English; `{name}` stands for a fact."""

    zh: str
    en: str
    cure_zh: str
    cure_en: str
    severity: Severity = Severity.ERROR
