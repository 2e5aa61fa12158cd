"""Which functions of the engine are rules: those that can refuse, with what and on which basis.

Found in the source, so that no rule can be left out of an explanation by being forgotten.
"""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from zhiheng import errors

_KINDS = frozenset(
    name
    for name, kind in vars(errors).items()
    if isinstance(kind, type) and issubclass(kind, errors.Refusal)
)
_PACKAGES = ("rules", "runtime", "commands")
Place = tuple[str, int]
"""File and first line of a function, as its code object has them."""


@dataclass(frozen=True, slots=True)
class Rule:
    """name: `module.function`. says: what it is for. refusals: the ids it can refuse with.

    closed: what it asks in turn is not told one by one (the look-ahead asks thousands of times).
    """

    name: str
    says: str
    refusals: tuple[str, ...]
    closed: bool = False


_CLOSED: Mapping[str, tuple[str, ...]] = {
    "commands.staffing.corner.not_cornered": ("would-corner",),
    "commands.staffing.also_acting.leaves_somebody": ("would-corner",),
    "rules.standing.standing": (
        "not-a-candidate", "on-leave", "recused", "stand-in-while-present", "stand-in-order",
        "stand-in-separated", "stand-in-not-lawful",
    ),
    "rules.separation.separated": (
        "different-person", "different-section", "same-person", "higher-grade", "not-kin",
        "separated-elsewhere",
    ),
}  # fmt: skip
"""Rules whose refusals are made by others that they call."""


@lru_cache(maxsize=1)
def rules() -> Mapping[Place, Rule]:
    """Every rule by the place of its function."""
    return {place: rule for path, module in _modules() for place, rule in _in(path, module)}


def _modules() -> Iterator[tuple[Path, str]]:
    for package in _PACKAGES:
        spec = find_spec(f"zhiheng.{package}")
        for folder in (spec.submodule_search_locations or ()) if spec else ():
            for path in sorted(Path(folder).rglob("*.py")):
                inside = path.relative_to(folder).with_suffix("")
                yield path, ".".join((package, *inside.parts))


def _in(path: Path, module: str) -> Iterator[tuple[Place, Rule]]:
    for node in ast.walk(ast.parse(path.read_bytes())):
        if not isinstance(node, ast.FunctionDef):
            continue
        name = f"{module}.{node.name}"
        closed = _CLOSED.get(name)
        found = closed or tuple(dict.fromkeys(_refusals(node)))
        if found:
            first = min([node.lineno, *(d.lineno for d in node.decorator_list)])
            says = (ast.get_docstring(node) or "").partition("\n")[0]
            yield (str(path), first), Rule(name, says, found, closed is not None)


def _refusals(node: ast.FunctionDef) -> Iterator[str]:
    for call in ast.walk(node):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name):
            told = call.args[0] if call.func.id in _KINDS and call.args else None
            for part in (told.body, told.orelse) if isinstance(told, ast.IfExp) else (told,):
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    yield part.value
