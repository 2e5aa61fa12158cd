"""Conditions of a chart as people read them."""

import re

from zhiheng.model.chart import Chart


def in_words(chart: Chart, condition: str) -> str:
    """A condition with titles for names and values: `收件结论 = 受理`."""
    words = {"==": "=", "!=": "≠", "and": "且", "or": "或", "in": "属于", "not": "非"}
    choices: dict[str, str] = {}
    told = []
    for token in _TOKENS.findall(condition):
        variable = chart.variables.get(token)
        if token in chart.parameters:
            told.append(chart.parameters[token].title)
            continue
        if variable is not None:
            choices = {f"'{value}'": title for value, title in variable.choices}
            told.append(variable.title)
        else:
            told.append(choices.get(token, words.get(token, token)))
    return "".join(told)


_TOKENS = re.compile(r"'[^']*'|\w+|==|!=|\s+|.")
