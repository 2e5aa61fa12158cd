"""The form of a text in a catalogue of findings, and how what a file says is quoted in it."""

from collections.abc import Iterable
from typing import NamedTuple

from zhiheng.model.finding import Finding, Severity, Text

_LONGEST, _LONGEST_SAID = 120, 600
"""Characters quoted from a file, since what it says is not ours; and of a sentence of ours."""
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
        zh = {name: _told(value, "zh") for name, value in facts.items()}
        en = {name: _told(value, "en") for name, value in facts.items()}
        return Finding(
            rule=rule,
            severity=self.severity,
            elements=tuple(short(e) for e in elements if e)[:_MOST],
            message=Text(self.zh.format(**zh), self.en.format(**en)),
            cure=Text(self.cure_zh.format(**zh), self.cure_en.format(**en)),
            line=line,
        )


def _told(value: object, language: str) -> str:
    """A fact in one language; one that differs by language is a sentence of ours."""
    if isinstance(value, Text):
        return short(value.zh if language == "zh" else value.en, _LONGEST_SAID)
    return short(value)


def short(value: object, most: int = _LONGEST) -> str:
    """The value as one printable line."""
    said = str(value)
    shown = said if len(said) <= most else f"{said[:most]}…"
    if shown.isprintable():
        return shown
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in shown)
