"""A decision judged again, as JSON for the interface and the command line."""

from typing import Any

import msgspec

from zhiheng.model.finding import Text
from zhiheng.why.verdict import AskedRule, Why


def why_json(found: Why) -> dict[str, Any]:
    """`then` and `now` are null where it was allowed, else the rule that refused it."""
    return {
        "stream": found.stream,
        "n": found.n,
        "at": found.at,
        "command": found.command,
        "case": found.case,
        "task": found.task,
        "account": found.account,
        "person": found.person,
        "then": found.then,
        "now": found.now,
        "same": found.same.value,
        "beyond": _text(found.beyond),
        "rules": {
            "then": found.rules_then,
            "now": found.rules_now,
            "same": found.rules_are_the_same,
        },
        "digests": msgspec.to_builtins(found.digests),
        "asked": [_asked(x) for x in found.asked],
    }


def _asked(x: AskedRule) -> dict[str, Any]:
    return {
        "rule": x.name,
        "title": _text(x.title),
        "passed": x.passed,
        "refusal": x.refusal,
        "told": _text(x.told),
        "person": x.person,
        "slot": x.slot,
        "basis": list(x.basis),
    }


def _text(text: Text | None) -> dict[str, str] | None:
    return None if text is None else {"zh": text.zh, "en": text.en}
