"""The form of a text in a catalogue of findings, and how what a file says is quoted in it."""

from collections.abc import Iterable
from typing import NamedTuple

from zhiheng.model.finding import Finding, Severity, Text

_LONGEST = 120
"""Characters quoted from a file in a message: what it says is not ours."""
_MOST = 20
"""Elements named in one finding."""


class FindingText(NamedTuple):
    """A message and its cure, in Chinese and in English; `{name}` stands for a fact."""

    zh: str
    en: str
    cure_zh: str
    cure_en: str
    severity: Severity = Severity.ERROR

    def about(
        self, rule: str, elements: Iterable[str], line: int, facts: dict[str, object]
    ) -> Finding:
        """A finding of that rule. A fact may be a Text, which differs by language."""
        zh = {name: short(v.zh if isinstance(v, Text) else v) for name, v in facts.items()}
        en = {name: short(v.en if isinstance(v, Text) else v) for name, v in facts.items()}
        return Finding(
            rule=rule,
            severity=self.severity,
            elements=tuple(short(e) for e in elements if e)[:_MOST],
            message=Text(self.zh.format(**zh), self.en.format(**en)),
            cure=Text(self.cure_zh.format(**zh), self.cure_en.format(**en)),
            line=line,
        )


def short(value: object) -> str:
    """The value as one printable line."""
    said = str(value)
    shown = said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…"
    if shown.isprintable():
        return shown
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in shown)
