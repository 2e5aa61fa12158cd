"""Make findings from the table of texts."""

from collections.abc import Iterable

from zhiheng.bpmn.texts import TEXTS
from zhiheng.model.finding import Finding, Severity, Text

_LONGEST = 120
"""Characters quoted from a file in a message: what it says is not ours."""


def finding(rule: str, elements: Iterable[str], line: int, **facts: object) -> Finding:
    """An error of that rule, with its text in Chinese and English."""
    said = {name: _short(value) for name, value in facts.items()}
    template = TEXTS[rule]
    return Finding(
        rule=rule,
        severity=Severity.ERROR,
        elements=tuple(_short(e) for e in elements if e),
        message=Text(template.zh.format(**said), template.en.format(**said)),
        cure=Text(template.cure_zh.format(**said), template.cure_en.format(**said)),
        line=line,
    )


def _short(value: object) -> str:
    said = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in str(value))
    return said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…"
