"""An outsider who may have the chart finds an edition that was made of something else."""

import json
from dataclasses import replace
from hashlib import sha256

from support.editions import KEY, permit

from zhiheng.edition.outside import Files, edition_problems
from zhiheng.edition.project import public_edition
from zhiheng.edition.public_chart import PublicChart
from zhiheng.edition.written import edition_bytes
from zhiheng.model.chart import Chart


def told(chart: Chart, edition: PublicChart) -> list[str]:
    """Of an edition that the log says is made of the chart, before the log was sealed."""
    body = edition_bytes(edition)
    fact = {"type": "edition-published/1", "key": KEY, "chart": chart.digest}
    fact |= {"edition": sha256(body).hexdigest()}
    entry = json.dumps({"facts": [fact]}).encode()
    proof = json.dumps({"key": KEY, "log": None}).encode()
    return [problem.zh for problem in edition_problems(Files(body, entry, proof, chart))]


def test_an_edition_that_is_not_what_is_made_of_the_chart_is_found() -> None:
    chart = permit()
    edition = public_edition(chart)
    unsealed = "日志还没有封存这一条"
    assert told(chart, edition) == [unsealed]
    assert told(chart, replace(edition, limits=())) == [
        "由这个图制成的是另一份公开版",
        unsealed,
    ]
