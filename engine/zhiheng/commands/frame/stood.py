"""How things stood when an act was refused, so that the refusal can be judged again.

The log keeps no content of what was refused: of what was asked for only ids, numbers, days and
digests stand in it, and of a text, a form or a list of papers whether there was one.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from zhiheng import facts as f
from zhiheng.commands.frame.receipt import Once
from zhiheng.errors import Stood
from zhiheng.model.caller import Caller
from zhiheng.model.wording import says_something
from zhiheng.rules.policy import RULES
from zhiheng.runtime import AgencyView
from zhiheng.spiff import EXECUTOR
from zhiheng.store.log import stamp

CONTENT = frozenset(
    {
        "applicant", "confirmations", "documents", "note", "opinion", "party", "project",
        "reason", "report", "supplement", "title", "topics", "values",
    }
)  # fmt: skip
"""What people write themselves: never more than whether it was there."""
_ID = re.compile(
    r"[A-Za-z][A-Za-z0-9_.@:/~-]{0,99}|[0-9a-f]{64}|[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
)
"""No name in Chinese, no telephone number, no identity number."""
_TOLD = frozenset({"case", "task"})
"""The refusal itself has them."""


def stood(
    view: AgencyView,
    now: datetime,
    caller: Caller,
    asked: Mapping[str, Any],
    once: Once,
    *,
    chart: str | None = None,
    n: int | None = None,
    beside: tuple[str, int] | None = None,
) -> Stood:
    """For the record of a refusal."""
    state = view.state
    digests = f.Digests(
        chart=chart,
        roster=state.roster or None,
        calendar=state.calendar or None,
        parameters=state.parameters or None,
        rules=RULES,
        executor=EXECUTOR,
        agency=state.n,
    )
    told = outline(asked)
    if once.expected is not None:
        told["expected"] = once.expected
    other, other_n = beside or (None, None)
    judged = f.Judged(
        at=stamp(now), n=n, beside=other, beside_n=other_n, confirmed=caller.confirmed, asked=told
    )
    return Stood(digests, judged)


def outline(asked: Mapping[str, Any]) -> dict[str, f.Scalar | tuple[str, ...]]:
    """What may stand in the log of what was asked for."""
    found: dict[str, f.Scalar | tuple[str, ...]] = {}
    for name, value in asked.items():
        if name not in _TOLD and value is not None:
            found[name] = _there(value) if name in CONTENT else _told(value)
    return found


def _there(value: Any) -> bool:
    return says_something(value) if isinstance(value, str) else bool(value)


def _told(value: Any) -> f.Scalar | tuple[str, ...]:
    if isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return value if _ID.fullmatch(value) else _there(value)
    if isinstance(value, list | tuple):
        return tuple(x if isinstance(x, str) and _ID.fullmatch(x) else "" for x in value)
    return bool(value)
