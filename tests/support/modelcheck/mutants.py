"""Mutants of a module: each with one small fault of the kind that people make.

Comparisons turned or widened, a branch taken always or never, `and` for `or`, a `not` dropped or
put, a number off by one, a truth turned, a statement dropped, a result withheld. Neither texts
nor annotations are changed: who reads them is a person.
"""

import ast
import copy
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import cast

from typing_extensions import override


@dataclass(frozen=True, slots=True)
class Mutant:
    """module: its name. no: among the mutants of the module. what: the fault; line: where."""

    module: str
    no: int
    line: int
    what: str
    source: str

    @property
    def id(self) -> str:
        """What it is called in the list of equals: it names the text, not the line."""
        return f"{self.module}.{self.what}"


Change = tuple[str, Callable[[ast.AST], ast.AST | None]]
"""What it is called, and the node that stands in its place (None: the statement is dropped)."""

_TURNED: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_OTHER: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
}


def mutants(module: str, source: str) -> Iterator[Mutant]:
    """All mutants of a module, in the order of its text."""
    tree = ast.parse(source)
    holders = _holders(tree)
    named: Counter[str] = Counter()
    for no, (index, node, (what, change)) in enumerate(_changes(tree), 1):
        mutated = copy.deepcopy(tree)
        _Put(index, change).visit(mutated)
        text = ast.unparse(ast.fix_missing_locations(mutated))
        where, statement = holders.get(id(node), ("", node))
        shown = f"{where}: {what}: {_line(node)}"
        if isinstance(node, ast.Constant):
            shown += f" in {_line(statement)}"
        named[shown] += 1
        if named[shown] > 1:
            shown += f" ({named[shown]})"
        yield Mutant(module, no, getattr(node, "lineno", 0), shown, text)


def _line(node: ast.AST) -> str:
    return ast.unparse(node).splitlines()[0][:90]


def _holders(tree: ast.Module) -> dict[int, tuple[str, ast.AST]]:
    """For each node: the function, and the innermost statement, that it stands in."""
    found: dict[int, tuple[str, ast.AST]] = {}
    for node in ast.walk(tree):
        name, statement = found.get(id(node), ("", node))
        if isinstance(node, ast.FunctionDef):
            name = node.name
        if isinstance(node, ast.stmt):
            statement = node
        for child in ast.iter_child_nodes(node):
            found[id(child)] = (name, statement)
    return found


def _changes(tree: ast.Module) -> Iterator[tuple[int, ast.AST, Change]]:
    skipped = _unread(tree)
    for index, node in enumerate(ast.walk(tree)):
        if id(node) not in skipped:
            for change in _of(node):
                yield index, node, change


def _unread(tree: ast.Module) -> set[int]:
    """Annotations, docstrings, decorators and imports: no statement of a rule."""
    found: set[int] = set()
    for node in ast.walk(tree):
        parts: list[ast.AST | None] = []
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            parts += node.decorator_list
        if isinstance(node, ast.FunctionDef):
            every = (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)
            parts += [node.returns, *(a.annotation for a in every)]
        if isinstance(node, ast.AnnAssign):
            parts.append(node.annotation)
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in ("Rule", "Clash"):
            parts.append(node)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            parts.append(node)
        for part in parts:
            if part is not None:
                found |= {id(x) for x in ast.walk(part)}
    return found


def _of(node: ast.AST) -> Iterator[Change]:
    match node:
        case ast.Compare(ops=[op]):
            for turned in _TURNED[type(op)]:
                yield f"{type(op).__name__} to {turned.__name__}", _compare(turned)
        case ast.BoolOp(op=op):
            yield "and to or" if isinstance(op, ast.And) else "or to and", _other_bool
        case ast.UnaryOp(op=ast.Not()):
            yield "not dropped", lambda n: cast("ast.UnaryOp", n).operand
        case ast.BinOp(op=op) if type(op) in _OTHER:
            yield f"{type(op).__name__} to {_OTHER[type(op)].__name__}", _arithmetic
        case ast.Constant(value=bool() as value):
            yield f"{value} to {not value}", _becoming(not value)
        case ast.Constant(value=int() as value):
            for step in (1, -1):
                yield f"{step:+d}", _becoming(value + step)
        case ast.If() | ast.IfExp() | ast.While():
            if not isinstance(node.test, (ast.Compare, ast.UnaryOp)):
                yield "condition turned", _turned_test
        case ast.Return(value=ast.expr() as value) if not _nothing(value):
            for what, nothing in _instead(value):
                yield f"returns {what}", _returning(nothing)
        case ast.Raise() | ast.AugAssign() | ast.Continue():
            yield "dropped", lambda _n: None
        case ast.Expr(value=ast.Call() | ast.YieldFrom() | ast.Yield()):
            yield "dropped", lambda _n: None
        case ast.comprehension(ifs=[_, *_]):
            yield "filter dropped", _unfiltered
        case _:
            return


def _compare(turned: type[ast.cmpop]) -> Callable[[ast.AST], ast.AST]:
    def change(node: ast.AST) -> ast.AST:
        assert isinstance(node, ast.Compare)
        node.ops = [turned()]
        return node

    return change


def _other_bool(node: ast.AST) -> ast.AST:
    assert isinstance(node, ast.BoolOp)
    node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    return node


def _arithmetic(node: ast.AST) -> ast.AST:
    assert isinstance(node, ast.BinOp)
    node.op = _OTHER[type(node.op)]()
    return node


def _becoming(value: int) -> Callable[[ast.AST], ast.AST]:
    return lambda _node: ast.Constant(value)


def _turned_test(node: ast.AST) -> ast.AST:
    assert isinstance(node, (ast.If, ast.IfExp, ast.While))
    node.test = ast.UnaryOp(ast.Not(), node.test)
    return node


def _unfiltered(node: ast.AST) -> ast.AST:
    assert isinstance(node, ast.comprehension)
    node.ifs = node.ifs[1:]
    return node


def _nothing(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and value.value is None


def _instead(value: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    """None; of a truth the other, and of a collection an empty one."""
    if isinstance(value, ast.Constant) and isinstance(value.value, bool):
        return
    yield "None", ast.Constant(None)
    if isinstance(value, (ast.Compare, ast.BoolOp)) or (
        isinstance(value, ast.UnaryOp) and isinstance(value.op, ast.Not)
    ):
        yield "not", ast.UnaryOp(ast.Not(), value)
        yield "True", ast.Constant(value=True)
    if isinstance(value, (ast.Tuple, ast.List, ast.Dict)) or _call_of(value, "tuple", "frozenset"):
        yield "()", ast.Tuple([], ast.Load())


def _call_of(value: ast.expr, *names: str) -> bool:
    if not isinstance(value, ast.Call) or not isinstance(value.func, ast.Name):
        return False
    return value.func.id in names


def _returning(nothing: ast.expr) -> Callable[[ast.AST], ast.AST]:
    def change(node: ast.AST) -> ast.AST:
        assert isinstance(node, ast.Return)
        node.value = copy.deepcopy(nothing)
        return node

    return change


class _Put(ast.NodeTransformer):
    """Puts the change in the place of the node of that index in `ast.walk`."""

    def __init__(self, index: int, change: Callable[[ast.AST], ast.AST | None]) -> None:
        self.index, self.change = index, change
        self.target: ast.AST | None = None

    @override
    def visit(self, node: ast.AST) -> ast.AST:
        if self.target is None:
            self.target = list(ast.walk(node))[self.index]
        if node is self.target:
            changed = self.change(node)
            if changed is None:
                return ast.copy_location(ast.Pass(), node)
            return ast.copy_location(changed, node)
        return self.generic_visit(node)
