"""Lint (校核): what the reader cannot see, one rule a file, in the manner of bpmnlint.

A rule is every module that stands beside this one; what rules share is in `kit`. To add a rule,
add its file, its page in docs/rules and its two charts in tests/unit/lint/charts; nothing else.
"""

from importlib import import_module
from pkgutil import iter_modules

from zhiheng.lint.kit.rule import Rule
from zhiheng.model.chart import Chart
from zhiheng.model.finding import Finding


def _discovered() -> tuple[Rule, ...]:
    modules = [import_module(f"{__name__}.{m.name}") for m in iter_modules(__path__) if not m.ispkg]
    found: list[Rule] = [module.check for module in modules]
    return tuple(sorted(found, key=lambda rule: rule.id))


RULES = _discovered()
"""All rules, by id."""


def lint(chart: Chart) -> tuple[Finding, ...]:
    """The findings of all rules on a chart that the reader has passed."""
    return tuple(finding for rule in RULES for finding in rule(chart))
