"""Rules of meetings (议事规则) in the parameter file: quorum, majority, tie, days of notice.

No law names a quorum: it is the agency's to set, not the chart's (notes/domain.md §5.6).
"""

from dataclasses import replace
from enum import StrEnum
from typing import Any, TypeVar

from zhiheng.model.meeting import Collective, Majority, Share, Tie
from zhiheng.model.parameters import MeetingRules
from zhiheng.model.roster_record import Record

MAX_NOTICE = 365
"""Natural days of notice at most."""
_Word = TypeVar("_Word", bound=StrEnum)


def meeting_rules(item: Record) -> MeetingRules:
    """One entry of `meetings`. Raises RosterError, which says where and what is wrong."""
    item.only("name", "title", "quorum", "majority", "tie", "notice", "source")
    notice = item.fields.get("notice", 1)
    if isinstance(notice, bool) or not isinstance(notice, int) or not 0 <= notice <= MAX_NOTICE:
        raise item.fault(
            f"notice 应为 0 至 {MAX_NOTICE} 日", f"notice is 0 to {MAX_NOTICE} natural days"
        )
    return MeetingRules(
        item.text("name"),
        item.text("title"),
        _word(item, "quorum", Share, Share.HALF),
        _word(item, "majority", Majority, Majority.PRESENT),
        _word(item, "tie", Tie, Tie.NOT_PASSED),
        notice,
        item.text_or_none("source") or "",
    )


def _word(item: Record, name: str, kind: type[_Word], default: _Word) -> _Word:
    word = item.text_or_none(name) or default.value
    allowed = [known.value for known in kind]
    if word not in allowed:
        raise item.fault(
            f"{name} 应为 {'、'.join(allowed)}", f"{name} is one of {', '.join(allowed)}"
        )
    return kind(word)


def meeting_rules_json(rules: MeetingRules) -> dict[str, Any]:
    """In the shape of the file."""
    told = {
        "name": rules.name,
        "title": rules.title,
        "quorum": rules.quorum.value,
        "majority": rules.majority.value,
        "tie": rules.tie.value,
        "notice": rules.notice,
    }
    return told | ({"source": rules.source} if rules.source else {})


def under(meeting: Collective, rules: MeetingRules) -> Collective:
    """The meeting, held by the agency's rules."""
    return replace(
        meeting,
        quorum=rules.quorum,
        majority=rules.majority,
        tie=rules.tie,
        notice=rules.notice,
    )
