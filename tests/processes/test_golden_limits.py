"""Every limit that the charts set, against a table typed by hand from the law.

A number changed in a chart, or a limit without its article, is seen here at once; so is a chart
that nobody has typed yet, and one that is typed and not drawn.
"""

import csv
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from lxml import etree
from support.golden import Row, rows
from support.shipped import chart_files, chart_of

TABLE = Path(__file__).with_name("limits.csv")
UNITS = {"working-day": "wd", "day": "d", "hour": "h", "month": "m", "": ""}


class Typed(NamedTuple):
    """A line of the table; the first eight are what the chart must say."""

    chart: str
    element: str
    kind: str
    n: str
    unit: str
    roll: str
    effect: str
    article: str
    source: str


def typed() -> list[Typed]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("#")]
    return [Typed(*row) for row in csv.reader(kept[1:], delimiter=";")]


def drawn() -> dict[str, Path]:
    return chart_files("planning", "common")


@cache
def said(chart: str) -> Counter[Row]:
    drawing = etree.parse(chart_files()[chart])
    calls = {str(x.get("id")) for x in drawing.iterfind(".//{*}callActivity")}
    return Counter(_short(row) for row in rows(chart_of(chart), calls))


def _short(row: Row) -> Row:
    element, kind, n, unit, roll, effect, article = row
    return (element or "-", kind, n, UNITS[unit], roll, effect, article)


@pytest.mark.parametrize("chart", sorted(drawn()))
def test_the_chart_says_what_was_typed_and_no_more(chart: str) -> None:
    expected = Counter(x[1:8] for x in typed() if x.chart == chart)
    assert said(chart) - expected == Counter(), "in the chart and not in the table"
    assert expected - said(chart) == Counter(), "in the table and not in the chart"


def test_what_is_typed_is_drawn_and_the_other_way_about() -> None:
    assert {x.chart for x in typed()} == drawn().keys()


def test_a_limit_of_the_law_names_its_article_and_others_say_whose_they_are() -> None:
    for line in typed():
        if line.kind in ("statutory", "stop"):
            assert line.article, line
            assert re.match(r"\d", line.source), line
        elif line.kind == "post":
            assert re.match(r"P\d|ours|\d", line.source), line


@pytest.mark.parametrize("line", [x for x in typed() if x.source.startswith("P")])
def test_a_post_has_the_days_that_the_table_proposes_or_a_reason(line: Typed) -> None:
    proposed = re.fullmatch(r"P(\d+)( ours.*)?", line.source)
    assert proposed is not None
    assert (line.n == proposed[1]) is (proposed[2] is None)
