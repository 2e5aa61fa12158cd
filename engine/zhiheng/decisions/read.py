"""From the XML of DMN 1.3, already read safely, to tables; whatever is not understood is told."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from zhiheng.decisions.columns import read_inputs, read_outputs
from zhiheng.decisions.dmn import (
    CHILDREN,
    DMN,
    DMN_FAMILY,
    FEEL,
    children,
    found,
    line,
    local,
    namespace,
)
from zhiheng.decisions.policy import read_policy
from zhiheng.decisions.rows import read_default, read_rows
from zhiheng.expr.names import MAX_NAME
from zhiheng.model.decision_table import DecisionTable
from zhiheng.model.finding import Finding, Text

_LANGUAGE = "expressionLanguage"


@dataclass(frozen=True, slots=True)
class TableReading:
    """tables: by id, those that were read; lines: where each stands. Findings refuse the file."""

    tables: dict[str, DecisionTable]
    lines: dict[str, int]
    findings: tuple[Finding, ...]


def is_dmn(root: etree._Element) -> bool:
    """Whether it is a file of decisions, of whatever version."""
    return namespace(root).startswith(DMN_FAMILY) and local(root) == "definitions"


def read_tables(roots: list[etree._Element]) -> TableReading:
    """The tables of these `definitions`. Never raises for what they hold."""
    tables: dict[str, DecisionTable] = {}
    lines: dict[str, int] = {}
    findings: list[Finding] = []
    for root in roots:
        outside = list(_outside(root))
        findings += outside
        if outside:
            continue
        for decision in children(root, "decision"):
            table, faults = _table(decision)
            findings += faults
            if table is None:
                continue
            if table.id in tables:
                findings.append(found("DEC010", decision, table.id, table=table.id))
            tables[table.id], lines[table.id] = table, line(decision)
    return TableReading(tables, lines, tuple(findings))


def _outside(root: etree._Element) -> Iterator[Finding]:
    """What is no part of a decision table, wherever it stands."""
    if namespace(root) != DMN:
        yield _stray(root, Text(f"这是 {namespace(root)}", f"this is {namespace(root)}"))
        return
    waiting = [root]
    while waiting:
        element = waiting.pop()
        name = local(element)
        language = element.get(_LANGUAGE)
        if language is not None and language not in FEEL:
            yield _stray(element, Text(f"语言是 {language}", f"its language is {language}"))
        if name == "extensionElements":
            continue
        allowed = CHILDREN.get(name, frozenset())
        for child in element.iterchildren("{*}*"):
            if namespace(child) == DMN and local(child) in allowed:
                waiting.append(child)
            elif not (element is root and namespace(child) != DMN):
                yield _stray(child, Text("引擎不会照它办", "the engine would not obey it"))


def _stray(element: etree._Element, why: Text) -> Finding:
    parent = element.getparent()
    of = local(parent) if parent is not None else "/"
    ident = element.get("id") or ""
    return found("DEC001", element, ident, parent=of, element=local(element), why=why)


def _table(decision: etree._Element) -> tuple[DecisionTable | None, list[Finding]]:
    ident = decision.get("id") or ""
    bodies = list(children(decision, "decisionTable"))
    if not _is_id(ident):
        return None, [found("DEC010", decision, ident, table=ident)]
    if len(bodies) != 1:
        why = Text("一个决策要有恰好一张表", "a decision has just one table")
        facts = {"parent": "decision", "element": ident, "why": why}
        return None, [found("DEC001", decision, ident, **facts)]
    body = bodies[0]
    inputs, faulty = read_inputs(body, ident)
    outputs, more = read_outputs(body, ident)
    faults = [*faulty, *more]
    if faults:
        return None, faults
    rows, faults = read_rows(body, ident, inputs, outputs)
    default, more = read_default(body, ident, inputs, outputs)
    policy, aggregation, wrong = read_policy(body, ident, outputs)
    if faults or more or wrong or policy is None:
        return None, [*faults, *more, *wrong]
    name = " ".join((decision.get("name") or ident).split())
    return (
        DecisionTable(ident, name, policy, aggregation, inputs, outputs, rows, default),
        [],
    )


def _is_id(text: str) -> bool:
    """It stands in facts and attributes: short, and in one word without a dot."""
    return 0 < len(text) <= MAX_NAME and text.replace("-", "_").isidentifier()
