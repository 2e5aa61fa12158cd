"""docs/coverage.md: which elements of the shipped charts scenarios execute, and which none does.

`python -m zhiheng_api.demo.coverage` plays every scenario against the real service and writes it.
"""

import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import httpx
from lxml import etree

from zhiheng.bpmn.assembly.gather import imports
from zhiheng.bpmn.reader import read_chart
from zhiheng.chart_files import assembled
from zhiheng.model.chart import Chart
from zhiheng.queries.way_taken import Way, way_of_case
from zhiheng.runtime import Runtime
from zhiheng.share import share
from zhiheng.store.db import Database
from zhiheng_api.demo.people import People
from zhiheng_api.demo.play import play
from zhiheng_api.demo.scenario import read_scenario
from zhiheng_api.demo.service import SWEEP_SECONDS, service
from zhiheng_api.sample import AGENCY

FAMILIES = ("planning", "common")
"""Charts of powers; system cases have tests of their own (tests/api/test_system_cases.py)."""
_HEAD = """# 场景走到了哪里 What the scenarios execute

由 `python -m zhiheng_api.demo.coverage` 生成，请勿手改：每个场景在真实接口上办一件，
从日志推出走过的环节、事件、网关和连线。被调用的图自成一行，在调用它的各图里走到的都算；
调用它的图只数自己画的，不重数它里面的。
完整的测试（`make soak`）重新走一遍并与本页核对。

Generated; do not edit. Each scenario is played through the real interface, and the log tells
which nodes and flows its case passed. A called chart has a line of its own, for which all that its
callers execute of it counts; the line of a caller counts what is drawn in the caller alone.

| 图 chart | 环节、事件、网关 nodes | 连线 flows | 场景 scenarios |
|---|---|---|---|
"""


@dataclass(frozen=True, slots=True)
class Covered:
    """A chart, and what was executed of it. ways: scenario file -> the way of its case.

    calls: the elements in place of which another chart is carried out.
    """

    chart: Chart
    ways: Mapping[str, Way]
    calls: frozenset[str]

    @property
    def drawn(self) -> tuple[str, ...]:
        """The nodes that are drawn in the chart itself, in its order."""
        return tuple(p for p in self.chart.nodes if not self._of_called(p))

    @property
    def arrows(self) -> tuple[str, ...]:
        """The flows that are."""
        return tuple(x.id for x in self.chart.flows if not self._of_called(x.source))

    @property
    def nodes(self) -> frozenset[str]:
        """The nodes that some scenario passes."""
        return frozenset(p for p in self.drawn if any(_in(p, w) for w in self.ways.values()))

    @property
    def flows(self) -> frozenset[str]:
        """The flows that some scenario takes."""
        return frozenset(self.arrows) & {x for way in self.ways.values() for x in way.flows}

    def _of_called(self, path: str) -> bool:
        above, _, name = path.partition("/")
        return bool(name) and above in self.calls


def covered(ways: Mapping[Path, Way]) -> tuple[Covered, ...]:
    """All charts of powers, each with the scenarios of its own and of its callers."""
    found = []
    for path in chart_files():
        mine = {s.name: way for s, way in ways.items() if _about(s, path)}
        found.append(Covered(_chart(path), mine, _calls(path)))
    return tuple(found)


def page(charts: Iterable[Covered]) -> str:
    """The page in Markdown."""
    charts = tuple(charts)
    rows = "".join(_row(one) for one in charts)
    missing = "".join(_missing(one) for one in charts)
    every = "都走到了。 Every one of them is executed.\n"
    return f"{_HEAD}{rows}\n## 没有走到的 Not executed\n\n{missing or every}"


def chart_files() -> tuple[Path, ...]:
    """The charts of powers, by family and name."""
    root = share("processes")
    return tuple(p for family in FAMILIES for p in sorted((root / family).glob("*.bpmn")))


def scenario_files() -> tuple[Path, ...]:
    """The scenarios beside them."""
    root = share("processes")
    found = (sorted((root / family).glob("*.scenario.yaml")) for family in FAMILIES)
    return tuple(path for files in found for path in files)


def _chart(path: Path) -> Chart:
    chart = read_chart(assembled(path)).chart
    if chart is None:
        raise ValueError(f"{path.name} cannot be read")
    return chart


def _calls(path: Path) -> frozenset[str]:
    root = etree.fromstring(path.read_bytes())
    return frozenset(str(x.get("id")) for x in root.iterfind(".//{*}callActivity"))


def _about(scenario: Path, chart: Path) -> bool:
    """Whether the scenario is of the chart, or of one that calls it."""
    own = scenario.with_name(f"{scenario.name.partition('.')[0]}.bpmn")
    return own == chart or chart.resolve() in set(_called(own))


def _called(chart: Path) -> Iterator[Path]:
    root = etree.fromstring(chart.read_bytes())
    return ((chart.parent / (x.get("location") or "")).resolve() for x in imports(root))


def _in(path: str, way: Way) -> bool:
    return path in way.nodes or any(node.endswith(f"/{path}") for node in way.nodes)


def _row(one: Covered) -> str:
    arrows = frozenset(one.arrows)
    at_work = sorted(name for name, way in one.ways.items() if arrows & way.flows)
    names = "、".join(f"`{name.removesuffix('.scenario.yaml')}`" for name in at_work)
    nodes = f"{len(one.nodes)} / {len(one.drawn)}"
    flows = f"{len(one.flows)} / {len(one.arrows)}"
    return f"| {one.chart.name} `{one.chart.key}` | {nodes} | {flows} | {names or '—'} |\n"


def _missing(one: Covered) -> str:
    left: list[str] = [p for p in one.drawn if p not in one.nodes]
    left += [x for x in one.arrows if x not in one.flows]
    listed = "、".join(f"`{name}`" for name in left)
    return f"- `{one.chart.key}`：{listed}\n" if left else ""


def _played(path: Path) -> Way:
    """Play it against a service of its own, and read from its database where the case went."""
    scenario = read_scenario(path)
    with tempfile.TemporaryDirectory(prefix="zhiheng-coverage-") as folder:
        data = Path(folder)
        with service(data, scenario.begin) as address:
            people = People(lambda: httpx.Client(base_url=address, timeout=30))
            try:
                done = play(people, scenario, _quiet, lambda: time.sleep(3 * SWEEP_SECONDS))
            finally:
                people.close()
        if done.wrong:
            raise ValueError(f"{path.name}: {done.wrong}")
        db = Database(f"sqlite:///{data / 'zhiheng.db'}", AGENCY)
        try:
            return way_of_case(Runtime(db, data / "documents"), AGENCY, done.case)
        finally:
            db.close()


def _quiet(_: str) -> None:
    """Nobody watches."""


if __name__ == "__main__":
    ways = {}
    for file in scenario_files():
        sys.stderr.write(f"{file.name}\n")
        ways[file] = _played(file)
    Path("docs/coverage.md").write_text(page(covered(ways)), encoding="utf-8")
