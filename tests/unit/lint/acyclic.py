"""Small random charts without loops, and every run through them, one after the other."""

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from support.charts import chart

from zhiheng.expr import compile_condition
from zhiheng.model.chart import Chart, DocumentRule, NodeKind, Task, Variable, VariableType
from zhiheng.model.ids import ElementPath, PostId

VALUES = ("p", "q")
MOST_VARIABLES = 5
"""Each makes the runs three times as many."""
Values = Mapping[str, str]
Gap = tuple[str, str]
"""A variable that had no value, and the element that asked for it."""


@dataclass
class Drawing:
    """A chart while it is drawn."""

    mixed: bool
    parallel: bool
    nodes: dict[str, NodeKind] = field(default_factory=dict)
    flows: list[tuple[str, str, str | None]] = field(default_factory=list)
    forms: dict[str, dict[str, Any]] = field(default_factory=dict)
    variables: list[Variable] = field(default_factory=list)
    papers: dict[str, DocumentRule] = field(default_factory=dict)

    def add(self, kind: NodeKind, before: tuple[tuple[str, str | None], ...]) -> str:
        """Add a node after these, each with the condition of the flow that comes from it."""
        name = f"n{len(self.nodes)}"
        self.nodes[name] = kind
        self.flows += [(source, name, condition) for source, condition in before]
        return name


def condition(draw: st.DrawFn, names: list[str], *, mixed: bool) -> str:
    """A condition over one variable, or over two of them where mixed."""
    name = draw(st.sampled_from(names))
    simple = f"{name} == '{draw(st.sampled_from(VALUES))}'"
    if not mixed or draw(st.booleans()):
        return simple
    word = draw(st.sampled_from(("and", "or", "and not", "or not")))
    return f"{simple} {word} {condition(draw, names, mixed=False)}"


def task_form(draw: st.DrawFn, names: list[str]) -> dict[str, Any]:
    """A form that demands some fields always, and some for one value of another."""
    form: dict[str, Any] = {
        "type": "object",
        "properties": {n: {"type": "string", "enum": list(VALUES)} for n in names},
        "required": draw(st.lists(st.sampled_from(names), unique=True)),
    }
    if draw(st.booleans()):
        asked, demanded = draw(st.sampled_from(names)), draw(st.sampled_from(names))
        antecedent: dict[str, Any] = {
            "properties": {asked: {"const": draw(st.sampled_from(VALUES))}}
        }
        if draw(st.booleans()):
            antecedent["required"] = [asked]
        form["if"] = antecedent
        form[draw(st.sampled_from(("then", "else")))] = {"required": [demanded]}
    return form


def stretch(draw: st.DrawFn, drawing: Drawing, tail: Any, depth: int) -> Any:
    """Add a few steps after the tail, a tuple of (node, condition); give the new tail."""
    for _ in range(draw(st.integers(0, 1 + depth))):
        names = [v.name for v in drawing.variables]
        kind = draw(
            st.sampled_from(("task", "choice", "parallel" if drawing.parallel else "choice"))
        )
        if kind == "choice" and depth and names:
            gateway = drawing.add(NodeKind.EXCLUSIVE, tail)
            asked = condition(draw, names if drawing.mixed else names[:1], mixed=drawing.mixed)
            one = stretch(draw, drawing, ((gateway, asked),), depth - 1)
            other = stretch(draw, drawing, ((gateway, "*"),), depth - 1)
            tail = (*one, *other)
        elif kind == "parallel" and depth:
            merge = drawing.add(NodeKind.EXCLUSIVE, tail)
            split = drawing.add(NodeKind.PARALLEL, ((merge, None),))
            one = stretch(draw, drawing, ((step(draw, drawing, split), None),), 0)
            other = stretch(draw, drawing, ((step(draw, drawing, split), None),), 0)
            tail = (
                (
                    drawing.add(
                        NodeKind.PARALLEL, (*_merged(drawing, one), *_merged(drawing, other))
                    ),
                    None,
                ),
            )
        else:
            merge = drawing.add(NodeKind.EXCLUSIVE, tail)
            tail = ((step(draw, drawing, merge), None),)
    return tail


def _merged(drawing: Drawing, tail: Any) -> Any:
    return tail if len(tail) == 1 else ((drawing.add(NodeKind.EXCLUSIVE, tail), None),)


def step(draw: st.DrawFn, drawing: Drawing, before: str) -> str:
    """Add a task with a form, and at times a paper that is due under a condition."""
    known = [v.name for v in drawing.variables]
    name = drawing.add(NodeKind.TASK, ((before, None),))
    room = MOST_VARIABLES - len(known)
    fresh = [f"{name}x", f"{name}y"][: min(room, draw(st.integers(0, 2)))]
    drawing.variables += [
        Variable(v, VariableType.CHOICE, v, ElementPath(name), choices=(("p", "P"), ("q", "Q")))
        for v in fresh
    ]
    drawing.forms[name] = task_form(draw, fresh) if fresh else {}
    if (known or fresh) and draw(st.integers(0, 3)) == 0:
        when = condition(draw, [*known, *fresh], mixed=False)
        drawing.papers[name] = DocumentRule("文书", "out", required=True, when=when)
    return name


@st.composite
def charts(draw: st.DrawFn, *, mixed: bool, parallel: bool) -> Chart:
    """A chart without loops.

    mixed: branches turn on all variables, not on one. parallel: with parallel blocks.
    """
    drawing = Drawing(mixed, parallel)
    start = drawing.add(NodeKind.START, ())
    tail: Any = ((step(draw, drawing, start), None),)
    for _ in range(2):
        tail = stretch(draw, drawing, tail, 2)
    drawing.add(NodeKind.END, tail)
    tasks = {
        name: Task(
            ElementPath(name),
            name,
            post=PostId("P"),
            form=form,
            documents=(drawing.papers[name],) if name in drawing.papers else (),
        )
        for name, form in drawing.forms.items()
    }
    return chart(drawing.nodes, drawing.flows, tuple(drawing.variables), tasks=tasks)


def gaps(made: Chart) -> set[Gap]:
    """What is found unset when every run with every submission is played."""
    found: set[Gap] = set()
    play = _Play(made, found)
    start = next(p for p, n in made.nodes.items() if n.kind is NodeKind.START)
    play.go(frozenset({(None, start)}), {})
    return found


Token = tuple[str | None, ElementPath]
"""A token on its way from one node to another."""


@dataclass
class _Play:
    chart: Chart
    found: set[Gap]
    seen: set[Any] = field(default_factory=set)
    valid: dict[ElementPath, list[Values]] = field(default_factory=dict)

    def go(self, tokens: frozenset[Token], values: Values) -> None:
        """Play on in every order and with every choice."""
        state = (tokens, frozenset(values.items()))
        if state in self.seen:
            return
        self.seen.add(state)
        for token in tokens:
            for after, then in self._moves(token, tokens, values):
                self.go(after, then)

    def _moves(
        self, token: Token, tokens: frozenset[Token], values: Values
    ) -> Iterator[tuple[frozenset[Token], Values]]:
        node = self.chart.nodes[token[1]]
        used = {token}
        if node.kind is NodeKind.PARALLEL:
            waiting = {(f.source, f.target) for f in self.chart.flows if f.target == node.path}
            if not waiting <= tokens:
                return
            used = {t for t in tokens if t[1] == node.path}
        rest = tokens - used
        submissions = self._submissions(node.task, values) if node.task else iter((values,))
        for then in submissions:
            for taken in self._taken(node.path, then):
                yield rest | {(node.path, target) for target in taken}, then

    def _submissions(self, task: Task, values: Values) -> Iterator[Values]:
        if task.path not in self.valid:
            self.valid[task.path] = list(_valid(task.form))
        for sent in self.valid[task.path]:
            then = {**values, **sent}
            for paper in task.documents:
                self._ask(paper.when or "", task.path, then)
            yield then

    def _taken(self, path: ElementPath, values: Values) -> Iterator[list[ElementPath]]:
        leaving = [f for f in self.chart.flows if f.source == path]
        if self.chart.nodes[path].kind is NodeKind.PARALLEL or len(leaving) < 2:
            yield [f.target for f in leaving]
            return
        asked = [f for f in leaving if f.condition]
        answers = [self._ask(f.condition or "", path, values) for f in asked]
        if all(answers):
            holding = [f for f in asked if self._holds(f.condition or "", values)]
            yield from ([f.target] for f in holding or [f for f in leaving if f.default])

    def _ask(self, source: str, at: ElementPath, values: Values) -> bool:
        names = compile_condition(source, self._types).names
        self.found |= {(name, at) for name in names if name not in values}
        return names <= values.keys()

    def _holds(self, source: str, values: Values) -> bool:
        return compile_condition(source, self._types).holds(values)

    @property
    def _types(self) -> dict[str, VariableType]:
        return {name: v.type for name, v in self.chart.variables.items()}


def _valid(form: Mapping[str, Any]) -> Iterator[Values]:
    """All submissions that the form takes."""
    names = list(form.get("properties", {}))
    check = Draft202012Validator(dict(form))
    for given in itertools.product((None, *VALUES), repeat=len(names)):
        sent = {n: v for n, v in zip(names, given, strict=True) if v is not None}
        if check.is_valid(sent):
            yield sent
