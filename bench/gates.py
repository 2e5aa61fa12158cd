"""What the staffing rules add to a completion: look-ahead and the search for a blocked task.

The same chart, bureau and database, case by case in turn with and without them, by CPU time.
"""

from contextlib import AbstractContextManager, ExitStack
from time import process_time
from typing import Any
from unittest.mock import patch

from bench.figures import Figure, at_most, median
from bench.permit import Step, commands, sign, steps
from support.office import Office

_WARM = 3
BAR = 1.2
"""design.md §16: the stored assignment is only checked again."""


def staffing_cost(office: Office, backend: str, rounds: int) -> list[Figure]:
    """CPU of a case's signatures with the rules, against the same without."""
    path = steps(office)
    ratios = []
    for number in range(_WARM + rounds):
        with_them = _case(office, path)
        with _without():
            without = _case(office, path)
        if number >= _WARM:
            ratios.append(with_them / without)
    name = f"{backend}: CPU of completions, staffing rules against none"
    return [at_most(name, median(ratios), "x", BAR, f"n={rounds} cases, median")]


def _case(office: Office, path: list[Step]) -> float:
    work = list(commands(office, office.start(), path))
    began = process_time()
    for given in work:
        sign(office, given)
    return process_time() - began


def _without() -> AbstractContextManager[Any]:
    """Nobody looks ahead, and nobody looks whether somebody is left."""
    both = ExitStack()
    both.enter_context(patch("zhiheng.commands.handling.judged.not_cornered", _nothing))
    both.enter_context(patch("zhiheng.commands.handling.handle.blocked", _nothing))
    return both


def _nothing(*_: Any) -> list[Any]:
    return []
