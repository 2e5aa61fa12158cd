"""LNT007 variable-demanded-in-a-way-understood."""

from collections.abc import Iterator

from zhiheng.lint.kit.assigned import unset
from zhiheng.lint.kit.rule import Hit, hit, rule
from zhiheng.lint.kit.said import name_of
from zhiheng.model.chart import Chart
from zhiheng.model.finding import Severity, Text


@rule(
    "LNT007",
    "variable-demanded-in-a-way-understood",
    Severity.WARNING,
    message=Text(
        "“{reader}”要看“{variable}”；“{writer}”的表单只在某些条件下要求填写它，"
        "能否保证填到，校核看不出来。",
        "'{reader}' asks for '{variable}', which the form of '{writer}' demands under conditions "
        "that lint cannot follow, so it may be unset.",
    ),
    cure=Text(
        "写成直接的 required，或 if 只看一个选项字段（const 或 enum）、then 写 required。",
        "Write a plain `required`, or an `if` on one choice field (const or enum) with `required` "
        "under `then`.",
    ),
)
def check(chart: Chart) -> Iterator[Hit]:
    """Prevents trust in a form that seems to demand a variable, where nobody can prove it does.

    Law: 处罚法 47 (the whole process is recorded). Warning: it may well be right; LNT006 takes
    the cases that surely are not.
    """
    doubtful = unset(chart)
    # Whoever hopes knows more: where nothing is in doubt, there is nothing left to hope for.
    surely = set(unset(chart, hopeful=True)) if doubtful else set()
    for reading in doubtful:
        if reading not in surely:
            variable = chart.variables[reading.variable]
            yield hit(
                reading.at,
                variable.writer,
                reader=name_of(chart, reading.at),
                variable=variable.title,
                writer=name_of(chart, variable.writer),
            )
