"""Runs the model check on each mutant of `zhiheng.rules`, and says which ones nobody noticed.

`python -m support.modelcheck.mutant_run [--depths 2,3,4] [--sample N] [--module NAME ...]`,
with `tests` and `engine` on the path. Each mutant is imported instead of its module by a process
of its own, which is forked before anything of the rules is loaded. It is noticed when the run ends
in a breach, an error, or not in time. Those that survive one depth are tried again at the next;
what a shallower run notices, a deeper one does too, since it begins with it. Equal ones are not
run. Before the mutants of a depth all modules run unchanged, loaded in the same way; when that is
noticed, the figures would mean nothing, and there are none.
"""

import argparse
import ast
import importlib
import importlib.abc
import importlib.machinery
import multiprocessing
import resource
import signal
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from random import Random
from types import FrameType, ModuleType

from typing_extensions import override

from support.modelcheck.equals import EQUAL
from support.modelcheck.mutants import Mutant, mutants

RULES = Path(__file__).resolve().parents[3] / "engine" / "zhiheng" / "rules"
SECONDS = 120
"""Of its own time at work, however busy the machine; what goes round for ever is noticed by it."""
MEMORY = 3 << 30
BAR = 95
"""Of 100 mutants that are not equal to the original, so many are noticed at least."""
_BEFORE = (
    "SpiffWorkflow.bpmn.workflow", "sqlalchemy", "sqlalchemy.dialects.postgresql", "lxml.etree",
    "jsonschema", "msgspec", "simpleeval", "structlog", "uuid_utils", "zhiheng.messages",
    "zhiheng.facts", "zhiheng.expr", "zhiheng.bpmn.reader", "zhiheng.state.case",
    "zhiheng.state.agency", "zhiheng.verify.outlook", "zhiheng.audit.entry",
)  # fmt: skip
"""Loaded once, before any process is forked; none of them imports the rules."""


UNCHANGED = "(unchanged)"
"""In place of the name of a mutant's module: no fault in any."""


def modules() -> dict[str, str]:
    """The text of each module of the rules. They are flat: nothing hides in a sub-package."""
    below = sorted(str(x.relative_to(RULES)) for x in RULES.glob("*/**/*.py"))
    if below:
        raise RuntimeError(f"no mutants would be made of {below}")
    return {x.stem: x.read_text(encoding="utf-8") for x in sorted(RULES.glob("*.py"))}


def every(names: Sequence[str] = ()) -> list[Mutant]:
    """All mutants of the rules, or of these modules."""
    return [
        mutant
        for name, text in modules().items()
        if not names or name in names
        for mutant in mutants(name, text)
    ]


def _texts(mutant: Mutant) -> dict[str, str]:
    """What is loaded in place of what. The unchanged ones go the same way, through `unparse`."""
    if mutant.module != UNCHANGED:
        return {mutant.module: mutant.source}
    return {n: ast.unparse(ast.parse(text)) for n, text in modules().items() if n != "__init__"}


class _Instead(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Loads the mutant in place of its module."""

    def __init__(self, texts: dict[str, str]) -> None:
        self.texts = {f"zhiheng.rules.{name}": text for name, text in texts.items()}

    @override
    def find_spec(
        self, name: str, _path: Sequence[str] | None, _target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if name not in self.texts:
            return None
        return importlib.machinery.ModuleSpec(name, self)

    @override
    def exec_module(self, module: ModuleType) -> None:
        name = module.__name__
        exec(compile(self.texts[name], name, "exec"), module.__dict__)  # noqa: S102


def _late(_signal: int, _frame: FrameType | None) -> None:
    raise TimeoutError


def noticed(asked: tuple[Mutant, int]) -> tuple[Mutant, str | None, float]:
    """What the run says of the mutant; None: nothing."""
    mutant, depth = asked
    began = time.monotonic()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGPROF, _late)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    sys.meta_path.insert(0, _Instead(_texts(mutant)))
    try:
        scenes = importlib.import_module("support.modelcheck.scenes").SCENES
        found = importlib.import_module("support.modelcheck.search").search(scenes, depth)
        says = str(found.breaches[0]).splitlines()[0] if found.breaches else None
    except BaseException as error:  # noqa: BLE001 - whatever stops the run notices the mutant
        says = f"{type(error).__name__}: {str(error)[:100]}"
    signal.setitimer(signal.ITIMER_PROF, 0)
    return mutant, says, time.monotonic() - began


def run(
    asked: Iterable[Mutant], depth: int, processes: int = 2
) -> Iterator[tuple[Mutant, str | None, float]]:
    """Each mutant in a process of its own."""
    for name in _BEFORE:
        importlib.import_module(name)
    loaded = [n for n in sys.modules if n.startswith("zhiheng.rules")]
    if loaded:
        raise RuntimeError(f"the rules are loaded already: {loaded}")
    with multiprocessing.get_context("fork").Pool(processes, maxtasksperchild=1) as pool:
        yield from pool.imap_unordered(noticed, [(m, depth) for m in asked], chunksize=1)


def main() -> int:
    """Print survivors and figures; 1 when fewer than 95 in 100 are noticed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--depths", default="2,3,4")
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--bar", type=int, default=BAR)
    parser.add_argument("--module", nargs="*", default=())
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--verbose", action="store_true")
    given = parser.parse_args()
    asked = every(given.module)
    if given.sample:
        real = [m for m in asked if m.id not in EQUAL]
        asked = Random(given.sample).sample(real, given.sample)  # noqa: S311 - a repeatable sample
    left = asked
    for depth in map(int, given.depths.split(",")):
        _clean_without_fault(depth)
        left = list(_unnoticed([m for m in left if m.id not in EQUAL], depth, given))
    return _told(asked, left, given.bar)


def _clean_without_fault(depth: int) -> None:
    for _, says, _ in run([Mutant(UNCHANGED, 0, 0, "", "")], depth, 1):
        if says is not None:
            sys.exit(f"nothing was changed, and the run at depth {depth} notices a fault: {says}")


def _unnoticed(asked: list[Mutant], depth: int, given: argparse.Namespace) -> Iterator[Mutant]:
    for mutant, says, seconds in run(asked, depth, given.processes):
        if given.verbose:
            print(f"{seconds:6.1f}s {mutant.id} -> {says}", flush=True)
        if says is None:
            yield mutant


def _told(asked: list[Mutant], left: list[Mutant], bar: int) -> int:
    equal = sum(m.id in EQUAL for m in asked)
    for mutant in sorted(left, key=lambda m: (m.module, m.line)):
        print(f"survived {mutant.module}:{mutant.line} {mutant.what}")
    counted = len(asked) - equal
    killed = counted - len(left)
    share = 100 * killed / max(counted, 1)
    print(
        f"mutants of rules/: {len(asked)}, of which equal by hand {equal}; "
        f"noticed {killed} of {counted} ({share:.1f} %)"
    )
    return 0 if share >= bar else 1


if __name__ == "__main__":
    sys.exit(main())
