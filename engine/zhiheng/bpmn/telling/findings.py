"""Make findings from the table of texts."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from zhiheng.bpmn.telling.texts import TEXTS
from zhiheng.model.finding import Finding, Severity


def finding(rule: str, elements: Iterable[str], line: int, **facts: object) -> Finding:
    """A finding of that rule, with its text in Chinese and English."""
    return TEXTS[rule].about(rule, elements, line, facts)


def held_as(severity: Severity, findings: Iterable[Finding]) -> Iterator[Finding]:
    """The same findings, taken as gravely as that."""
    return (replace(found, severity=severity) for found in findings)
