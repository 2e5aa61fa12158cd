"""LNT033 basis-is-in-force."""

from collections.abc import Iterator

from zhiheng.lint.kit.law import VERSIONS, law_name
from zhiheng.lint.kit.rule import Hit, hit, rule
from zhiheng.model.chart import Chart
from zhiheng.model.finding import Severity, Text
from zhiheng.model.limit import Basis


@rule(
    "LNT033",
    "basis-is-in-force",
    Severity.WARNING,
    message=Text(
        "“{owner}”依据{law} {version} 的版本，已被 {current} 的版本取代。",
        "'{owner}' stands on the {version} text of {law}, which that of {current} has replaced.",
    ),
    cure=Text(
        "对照现行条文改正条款号和时限，再改版本；只为旧案画的图保留原样。",
        "Check articles and limits against the text in force, then change the version; a chart for "
        "old cases only stays as it is.",
    ),
)
def check(chart: Chart) -> Iterator[Hit]:
    """Prevents new cases under a law that is no longer the law.

    Law: 处罚法 37 (the law at the time of the act, the newer one if it is lighter). Warning: a
    chart may be kept for old cases. The table of versions is in kit/law.py.
    """
    for element, owner, basis in _bases(chart):
        current = VERSIONS.get(law_name(basis.law))
        if current is not None and basis.version is not None and basis.version < current:
            yield hit(element, owner=owner, law=basis.law, version=basis.version, current=current)


def _bases(chart: Chart) -> Iterator[tuple[str, str, Basis]]:
    """Each basis with the element it stands on, and that element's name."""
    yield from ((chart.key, chart.name, basis) for basis in chart.bases)
    yield from ((chart.key, chart.name, x.basis) for x in chart.limits if x.basis)
    yield from ((chart.key, chart.name, s.basis) for s in chart.separations if s.basis)
    for task in chart.tasks:
        inner = [x.basis for x in task.limits] + [task.sign_off.basis if task.sign_off else None]
        for basis in (*task.bases, *(b for b in inner if b)):
            yield task.path, task.name, basis
