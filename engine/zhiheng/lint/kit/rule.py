"""A lint rule: an id, a severity, its texts, and a pure function that says where it is broken."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from zhiheng.model.chart import Chart
from zhiheng.model.finding import Finding, Severity, Text
from zhiheng.model.finding_text import short

MAX_FINDINGS = 200
"""Of one rule: more would help nobody."""


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a rule is broken. elements: their ids; facts: what the texts name."""

    elements: tuple[str, ...]
    facts: Mapping[str, Text]


def hit(*elements: str, **facts: str | Text) -> Hit:
    """A hit; a fact that reads alike in both languages is given as plain text."""
    return Hit(
        tuple(map(short, elements)),
        {n: Text(short(f), short(f)) if isinstance(f, str) else f for n, f in facts.items()},
    )


@dataclass(frozen=True, slots=True)
class Rule:
    """Called with a chart, it gives the findings. name: kebab-case; doc: what it prevents."""

    id: str
    name: str
    severity: Severity
    message: Text
    cure: Text
    doc: str
    hits: Callable[[Chart], Iterable[Hit]]

    def __call__(self, chart: Chart) -> tuple[Finding, ...]:
        """The findings on a chart; pure, and the same for the same chart."""
        return tuple(map(self._finding, islice(self.hits(chart), MAX_FINDINGS)))

    def _finding(self, found: Hit) -> Finding:
        zh = {name: fact.zh for name, fact in found.facts.items()}
        en = {name: fact.en for name, fact in found.facts.items()}
        return Finding(
            rule=self.id,
            severity=self.severity,
            elements=found.elements,
            message=Text(self.message.zh.format(**zh), self.message.en.format(**en)),
            cure=Text(self.cure.zh.format(**zh), self.cure.en.format(**en)),
        )


def rule(
    id: str,  # noqa: A002 - the word of the catalogue
    name: str,
    severity: Severity,
    *,
    message: Text,
    cure: Text,
) -> Callable[[Callable[[Chart], Iterator[Hit]]], Rule]:
    """Make a rule of the function that yields its hits. `{name}` in the texts stands for a fact."""

    def made(hits: Callable[[Chart], Iterator[Hit]]) -> Rule:
        return Rule(id, name, severity, message, cure, hits.__doc__ or "", hits)

    return made
