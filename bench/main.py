"""All measurements in order."""

import platform
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bench.completion import completions
from bench.crowd import crowd
from bench.deadlines import deadline_figures
from bench.evidence import evidence
from bench.figures import Figure, as_json, show
from bench.gates import staffing_cost
from bench.growth import growth
from bench.pictures import picture_figures
from bench.places import BACKENDS, Places, make_places
from bench.sealing import sealing
from bench.soundness import soundness_figures
from bench.staffing import staffing_figures
from bench.throughput import throughput
from rich.console import Console
from support.databases import drop_database, postgres
from support.office import Office


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured: cases over HTTP, rounds of throughput, and so on."""

    cases: int
    rounds: int
    old_cases: int
    entries: int
    crowd: int
    walks: int
    paced: float


FULL = Size(
    cases=40, rounds=40, old_cases=5, entries=100_000, crowd=1_000_000, walks=500, paced=20.0
)
QUICK = Size(cases=6, rounds=8, old_cases=1, entries=10_000, crowd=10_000, walks=100, paced=3.0)


def main(*, quick: bool, crowd_only: bool = False) -> None:
    """Measure, show, and print the line of JSON. crowd_only: the open cases and nothing else."""
    console = Console(stderr=True)
    size = QUICK if quick else FULL
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="zhiheng-bench-") as folder, postgres() as uri:
        places = make_places(Path(folder), uri)
        try:
            figures = (_crowds if crowd_only else _all)(console, places, size)
        finally:
            drop_database(uri, places.postgres_template)
    show(console, figures)
    print(
        as_json(
            figures,
            quick=quick,
            seconds=round(time.monotonic() - began),
            python=platform.python_version(),
            machine=platform.machine(),
        )
    )


def _all(console: Console, places: Places, size: Size) -> list[Figure]:
    parts: list[tuple[str, Callable[[Office, str], list[Figure]]]] = [
        ("completions over ASGI", lambda o, b: completions(o, b, size.cases)),
        ("completions per CPU-second", lambda o, b: throughput(o, b, size.rounds)),
        ("staffing rules", lambda o, b: staffing_cost(o, b, size.rounds)),
        ("sealing", lambda o, b: sealing(o, b, size.entries, max(3, size.rounds // 8), size.paced)),
        ("growth of a case", lambda o, b: growth(o, b, size.old_cases)),
    ]
    found: list[Figure] = []
    for title, part in parts:
        for backend in BACKENDS:
            with console.status(f"{title}, {backend}"), places.office(backend) as office:
                found += _timed(console, f"{title}, {backend}", partial(part, office, backend))
    found += _crowds(console, places, size)
    with console.status("soundness"):
        found += _timed(console, "soundness", soundness_figures)
    with console.status("limits"):
        found += _timed(console, "limits", deadline_figures)
    with console.status("pictures"):
        found += _timed(console, "pictures", picture_figures)
    with console.status("staffing"):
        found += _timed(console, "staffing", partial(staffing_figures, size.walks))
    with console.status("evidence"), places.office("sqlite") as office:
        found += _timed(console, "evidence", lambda: evidence(office, size.entries))
    return found


def _crowds(console: Console, places: Places, size: Size) -> list[Figure]:
    found: list[Figure] = []
    for backend in BACKENDS:
        title = f"{size.crowd} open cases, {backend}"
        with console.status(title):
            found += _timed(console, title, partial(crowd, places, backend, size.crowd))
    return found


def _timed(console: Console, title: str, part: Callable[[], list[Figure]]) -> list[Figure]:
    began = time.monotonic()
    found = part()
    console.print(f"{title}: {time.monotonic() - began:.1f} s")
    return found
