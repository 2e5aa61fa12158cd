"""The digest of a table, and of what it was asked with: canonical, whatever the file looks like."""

import hashlib
from collections.abc import Mapping

from zhiheng.audit.canonical import canonical
from zhiheng.decisions.literals import said
from zhiheng.model.decision_table import Answer, DecisionTable, Value


def table_digest(table: DecisionTable) -> str:
    """SHA-256 of what it says: names, types, cells, answers, policy and order, not of its form."""
    return _of(
        {
            "id": table.id,
            "policy": table.policy.value,
            "aggregation": table.aggregation.value if table.aggregation else "",
            "inputs": [
                [i.name, i.type.value, i.allowed.text if i.allowed else ""] for i in table.inputs
            ],
            "outputs": [[o.name, o.type.value, [said(v) for v in o.values]] for o in table.outputs],
            "rules": [[r.id, [c.text for c in r.cells], _texts(r.answers)] for r in table.rules],
            "default": _texts(table.default or ()),
        }
    )


def asked_digest(asked: Mapping[str, Value]) -> str:
    """SHA-256 of the inputs by name, each as a person writes it."""
    return _of({name: said(value) for name, value in asked.items()})


def _texts(answers: tuple[Answer, ...]) -> list[str]:
    return [a.text for a in answers]


def _of(value: object) -> str:
    return hashlib.sha256(canonical(value)).hexdigest()
