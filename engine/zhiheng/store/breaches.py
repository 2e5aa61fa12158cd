"""From refusals on record to breach signals (违规信号). Pure; `apply` writes the rows."""

from zhiheng import facts as f
from zhiheng.rules.breach import SIGNALS
from zhiheng.store.duties import Row


def breach_rows(entry: f.Entry) -> list[Row]:
    """The row of an entry of the access stream; none where the refusal is no breach."""
    return [
        {
            "agency": entry.agency,
            "stream": entry.stream,
            "n": entry.n,
            "at": entry.at,
            "rule": x.rule,
            "verb": x.verb,
            "account": x.account,
            "person": x.person,
            "case_id": x.case,
            "task": x.task,
        }
        for x in entry.facts
        if isinstance(x, f.Refused) and x.rule in SIGNALS
    ]
