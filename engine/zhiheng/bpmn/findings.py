"""Make findings from the table of texts."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from zhiheng.bpmn.texts import TEXTS
from zhiheng.model.finding import Finding, Severity, Text

_LONGEST = 120
"""Characters quoted from a file in a message: what it says is not ours."""
_MOST = 20
"""Elements named in one finding."""


def finding(rule: str, elements: Iterable[str], line: int, **facts: object) -> Finding:
    """A finding of that rule, with its text in Chinese and English."""
    said = {name: _short(value) for name, value in facts.items()}
    template = TEXTS[rule]
    return Finding(
        rule=rule,
        severity=template.severity,
        elements=tuple(_short(e) for e in elements if e)[:_MOST],
        message=Text(template.zh.format(**said), template.en.format(**said)),
        cure=Text(template.cure_zh.format(**said), template.cure_en.format(**said)),
        line=line,
    )


def held_as(severity: Severity, findings: Iterable[Finding]) -> Iterator[Finding]:
    """The same findings, taken as gravely as that."""
    return (replace(found, severity=severity) for found in findings)


def _short(value: object) -> str:
    said = str(value)
    shown = said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…"
    if shown.isprintable():
        return shown
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in shown)
