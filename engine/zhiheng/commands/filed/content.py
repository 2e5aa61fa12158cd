"""What is signed: the form and the papers, checked against the chart and sealed by digest."""

import hashlib
import secrets
from collections.abc import Mapping
from typing import Any

from zhiheng import facts as f
from zhiheng.commands.filed.forms import check_form
from zhiheng.commands.frame.canonical_form import canonical_form
from zhiheng.commands.frame.decision import Sealed
from zhiheng.errors import BadData, NotReady
from zhiheng.expr import ValueRefused, typed_value
from zhiheng.facts import Scalar
from zhiheng.model.chart import Chart, DocumentRule, Meaning, Task
from zhiheng.rules.conditions import condition_holds
from zhiheng.runtime.world import World

MAX_CONTENT = 256 * 1024
"""Bytes of one signed form in canonical JSON."""


def seal_content(content: Mapping[str, Any]) -> Sealed:
    """Commit to a content with a fresh nonce, so that it cannot be guessed from the log."""
    body = canonical_form(content)
    if len(body) > MAX_CONTENT:
        raise BadData("content-too-large", pointer="/values", limit=MAX_CONTENT)
    nonce = secrets.token_bytes(32)
    return Sealed(hashlib.sha256(nonce + body).hexdigest(), nonce, body)


def variables_of(chart: Chart, task: Task, values: Mapping[str, Any]) -> dict[str, Scalar]:
    """The variables that the task writes, in canonical form, after the form was checked."""
    check_form(chart, task, values)
    written: dict[str, Scalar] = {}
    for name, variable in chart.variables.items():
        if variable.writer != task.path or values.get(name) is None:
            continue
        try:
            written[name] = typed_value(
                variable.type, values[name], variable.scale, [v for v, _ in variable.choices]
            )
        except ValueRefused as refused:
            raise BadData(
                "wrong-value",
                pointer=f"/values/{name}",
                title=variable.title,
                why_zh=refused.message.zh,
                why_en=refused.message.en,
            ) from refused
    return written


def outcome_of(task: Task, variables: Mapping[str, Scalar]) -> Meaning | None:
    """The legal effect of leaving the task with these variables."""
    return next((o.means for o in task.outcomes if variables.get(o.variable) == o.value), None)


def check_documents(
    world: World, task: Task, documents: Mapping[str, str], variables: Mapping[str, Scalar]
) -> None:
    """Each paper that the step needs is there, is one of its papers, and is in the store."""
    known = {d.name for d in task.documents}
    for name, digest in documents.items():
        if name not in known:
            raise BadData(
                "unknown-document", pointer="/documents", document=name, known="、".join(known)
            )
        if not world.has_document(digest):
            raise BadData("document-not-stored", pointer=f"/documents/{name}", document=name)
    needed = (d.name for d in task.documents if _needed(world.chart, d, variables))
    if missing := [name for name in needed if name not in documents]:
        # All at once, so that nobody signs as often as papers are missing.
        raise NotReady("document-missing", document="、".join(missing), task=task.path)


def _needed(chart: Chart, rule: DocumentRule, variables: Mapping[str, Scalar]) -> bool:
    if not rule.required:
        return False
    if rule.when is None:
        return True
    return condition_holds(chart, rule.when, variables) is True


def document_facts(path: str, visit: int, documents: Mapping[str, str]) -> list[f.AnyFact]:
    """The papers as facts."""
    return [
        f.DocumentFiled(task=path, visit=visit, name=name, digest=digest)
        for name, digest in sorted(documents.items())
    ]
