"""The example on the page of the parameter file is one that can be taken."""

import re
from decimal import Decimal
from pathlib import Path

import yaml

from zhiheng.rules.parameter_file import read_parameters

PAGE = Path(__file__).parents[2] / "docs" / "formats" / "parameters.md"


def test_the_example_is_read_and_says_500_000_and_300_000() -> None:
    example = re.findall(r"```yaml\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)[0]
    assert len(example.splitlines()) <= 10
    found = read_parameters(yaml.safe_load(example))
    rungs = found.ladders["infrastructure"].rungs
    assert [r.below for r in rungs] == [Decimal(300_000), Decimal(500_000)]
