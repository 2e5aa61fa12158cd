"""A finding: what is wrong in a chart, form or table, where, and how to cure it."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How grave a finding is; `unproven` when a search ran out of its budget."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    UNPROVEN = "unproven"


@dataclass(frozen=True, slots=True)
class Text:
    """One text in Chinese and in English."""

    zh: str
    en: str

    def with_detail(self, detail: str) -> "Text":
        """The same, and what exactly: a name, a number, a message of another program."""
        detail = harmless(detail)
        return Text(f"{self.zh}：{detail}", f"{self.en}: {detail}") if detail else self


def harmless(quoted: str) -> str:
    """What was read from somewhere, to be quoted to people: it is not to steer a terminal."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in quoted)


@dataclass(frozen=True, slots=True)
class Finding:
    """rule: its id, as `BPM003`; elements: element ids; line: 1-based, 0 when unknown.

    trace: element ids in the order of a run that shows the fault, where one can be shown.
    """

    rule: str
    severity: Severity
    elements: tuple[str, ...]
    message: Text
    cure: Text
    line: int = 0
    trace: tuple[str, ...] = ()
