"""One step as a user task with all that the table says of it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

from zhiheng.bpmn.lexicon.terms import NAMESPACE
from zhiheng.bpmn.markup.names import as_element_id
from zhiheng.bpmn.markup.tags import BPMN
from zhiheng.tables.cells import Said
from zhiheng.tables.flow import Way
from zhiheng.tables.risks import TableRisk, guard_of
from zhiheng.tables.steps import TableStep

_RESOLUTION = {"passed": "通过", "rejected": "不通过"}


@dataclass(frozen=True, slots=True)
class Written:
    """The task, and the variables that it writes."""

    task: etree._Element
    variables: tuple[etree._Element, ...]


def step_id(no: str) -> str:
    """The id of a step's task."""
    return as_element_id(f"step_{no}")


def gateway_id(no: str) -> str:
    """The id of the gateway behind it."""
    return as_element_id(f"after_{no}")


def task_of(
    step: TableStep,
    ways: Sequence[Way],
    steps: Sequence[TableStep],
    posts: Mapping[str, str],
    told: Said,
) -> Written:
    """The task of a step. posts: name -> id, of a roster."""
    choices = {f"way_{step.no}": {w.value or "": w.label for w in ways}} if len(ways) > 1 else {}
    if step.actor.hands == "collective":
        choices[f"resolution_{step.no}"] = _RESOLUTION
    task = etree.Element(f"{{{BPMN}}}userTask", id=step_id(step.no), name=step.name)
    held = etree.Element(f"{{{BPMN}}}extensionElements")
    _who(held, step, steps, posts, told)
    for basis in step.bases:
        _add(held, "basis", law=basis.law, article=basis.article)
    _limits(held, step)
    for paper in step.papers:
        direction = "in" if step.actor.external else "out"
        required = "false" if len(ways) > 1 else "true"
        _add(held, "document", name=paper, direction=direction, required=required)
    _risks(held, step, posts, told)
    if choices:
        form = etree.SubElement(held, f"{{{NAMESPACE}}}form")
        form.text = json.dumps(_form(step, choices), ensure_ascii=False)
    notes = told.of(step.row)
    if notes:
        etree.SubElement(task, f"{{{BPMN}}}documentation").text = "\n".join(notes)
    task.append(held)
    return Written(task, tuple(_variables(step, choices)))


def _who(
    held: etree._Element,
    step: TableStep,
    steps: Sequence[TableStep],
    posts: Mapping[str, str],
    told: Said,
) -> None:
    actor = step.actor
    if not actor.post:
        told.note("TBL006", step.cell, keep=False)
    if actor.external is not None:
        _add(held, "external", party=actor.external)
    post = _recorder(step, steps) if actor.external is not None else actor.post
    _unknown(step, (post, actor.checked_by, actor.second), posts, told)
    if actor.external is not None:
        told.note("TBL041", step.cell, keep=False, text=post)
    marks = (
        {"qualification": actor.qualification}
        if actor.qualification
        else {"post": _post(post, posts)}
    )
    if actor.checked_by is not None and not actor.qualification:
        marks["crosscheck"] = _post(actor.checked_by, posts)
    _add(held, "post", **marks)
    if actor.hands == "two-person":
        other = {"second": _post(actor.second, posts)} if actor.second else {}
        other |= {"from": as_element_id(actor.section)} if actor.section else {}
        _add(held, "signOff", kind="two-person", **other)
    elif actor.hands == "collective":
        told.note("TBL032", step.cell, keep=False, text=actor.post)
        named = {"variable": f"resolution_{step.no}", "passed": "passed", "rejected": "rejected"}
        _add(held, "signOff", kind="collective", chair=_post(actor.post, posts), **named)


def _unknown(
    step: TableStep, named: Sequence[str | None], posts: Mapping[str, str], told: Said
) -> None:
    """A post that the roster has not, where there is a roster."""
    for name in dict.fromkeys(named) if posts and not step.actor.qualification else ():
        if name and name not in posts:
            told.note("TBL046", step.cell, keep=False, text=name)


def _recorder(step: TableStep, steps: Sequence[TableStep]) -> str:
    """The last step before of the body's own, else the first."""
    own = [s for s in steps if s.actor.external is None and not s.actor.qualification]
    before = [s for s in own if steps.index(s) < steps.index(step)]
    found = before[-1:] or own[:1]
    return found[0].actor.post if found else step.actor.post


def _post(name: str | None, posts: Mapping[str, str]) -> str:
    return posts.get(name or "") or as_element_id(name or "未写")


def _limits(held: etree._Element, step: TableStep) -> None:
    for limit in step.limits:
        marks = {"kind": limit.kind.value, "n": str(limit.n), "unit": limit.unit.value}
        if limit.extend:
            more = {"extend": str(limit.extend), "extendBy": "head", "extendTimes": "1"}
            marks |= more | {"extendNotice": "延期告知书"}
        _add(held, "limit", **marks, start="enter", end="leave", roll="none")
    if not step.limits:
        _add(held, "noLimit", reason="表中没有写明可用的时限")


def _risks(held: etree._Element, step: TableStep, posts: Mapping[str, str], told: Said) -> None:
    measures = list(_measures(step))
    if step.risks and step.level == step.residual:
        told.note("TBL040", step.cell, keep=False)
    for risk in step.risks:
        if not measures:
            told.note("TBL008", step.cell, keep=False, risk=risk.manifestation)
            told.keep(step.cell.part(f"风险 {risk.id} {risk.manifestation}（{step.level}）"))
            continue
        made = _add(held, "risk", **_risk(step, risk, posts))
        for measure in measures:
            _add(made, "measure", **measure)


def _risk(step: TableStep, risk: TableRisk, posts: Mapping[str, str]) -> dict[str, str]:
    named = {
        "id": f"{risk.id}-{step_id(step.no)}",
        "kind": risk.kind,
        "manifestation": risk.manifestation,
        "inherent": step.level,
        "residual": step.residual,
    }
    own = step.actor.external is None and not step.actor.qualification and step.actor.post
    return named | ({"post": _post(step.actor.post, posts)} if own else {})


def _measures(step: TableStep) -> Iterator[dict[str, str]]:
    """What the table says holds it: a measure that a signer confirms, or the paper of the step."""
    for text in step.measures:
        guard = guard_of(text)
        kept = {"guard": guard} if guard else {}
        yield {"text": text, **kept, "confirm": "true"}
    if not step.measures:
        for paper in step.papers:
            yield {"text": f"出具并入卷：{paper}", "document": paper}


def _form(step: TableStep, choices: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    titles = {f"way_{step.no}": "去向", f"resolution_{step.no}": "决议"}
    return {
        "type": "object",
        "title": step.name,
        "additionalProperties": False,
        "required": list(choices),
        "properties": {
            name: {"type": "string", "title": titles[name], "enum": list(values)}
            for name, values in choices.items()
        },
    }


def _variables(
    step: TableStep, choices: Mapping[str, Mapping[str, str]]
) -> Iterator[etree._Element]:
    for name, values in choices.items():
        title = f"{step.name}：{'决议' if name.startswith('resolution') else '去向'}"
        marks = {"name": name, "type": "choice", "title": title, "writer": step_id(step.no)}
        variable = etree.Element(f"{{{NAMESPACE}}}variable", marks)
        for value, label in values.items():
            _add(variable, "choice", value=value, title=label or value)
        yield variable


def _add(parent: etree._Element, name: str, /, **marks: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{NAMESPACE}}}{name}", marks)
