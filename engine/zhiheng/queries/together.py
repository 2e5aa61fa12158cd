"""Dual sign-off and meetings in words, for the time line of a case (办理过程)."""

from zhiheng import facts as f
from zhiheng.model.ids import ElementPath, PersonId
from zhiheng.model.person import Roster
from zhiheng.queries.cases import CaseFile

VOTES = {"agree": "同意", "against": "不同意", "abstain": "弃权"}
MET = (f.MeetingConvened, f.PresenceRecorded, f.MeetingDeferred)
"""Facts that name their task themselves, without a signature."""


def told(file: CaseFile, roster: Roster, fact: f.AnyFact, *, full: bool) -> str | None:  # noqa: PLR0911 - one answer a fact
    """One fact in words. full: with names and single votes; an applicant learns the result."""
    match fact:
        case f.SignaturesVoided():
            return f"内容已修改，原有{len(fact.slots)}个签署作废"
        case f.MeetingResolved():
            return _resolution(file, roster, fact, full=full)
        case f.MeetingDeferred() if fact.outcome is not None:
            return f"缓议：{outcome_title(file, fact.task, fact.outcome)}"
        case f.MeetingDeferred():
            return "缓议，另行开会"
        case f.MeetingConvened():
            return f"召集会议，定于{fact.on}，应到{len(fact.members)}人"
        case f.PresenceRecorded() if full:
            return _presence(roster, fact)
        case f.VoteCast() if full:
            return f"表决：{VOTES[fact.vote]}"
        case _:
            return None


def _presence(roster: Roster, fact: f.PresenceRecorded) -> str:
    parts = [f"到会{len(fact.present)}人：{_names(roster, fact.present)}"]
    if fact.struck:
        parts.append(f"回避：{_names(roster, fact.struck)}")
    parts.append(f"主持：{_names(roster, (fact.chair,))}")
    return "；".join(parts)


def _resolution(file: CaseFile, roster: Roster, fact: f.MeetingResolved, *, full: bool) -> str:
    result = f"集体决定：{outcome_title(file, fact.task, fact.outcome)}"
    if not full:
        return result
    counted = f"同意{fact.agree}、不同意{fact.against}、弃权{fact.abstain}，基数{fact.of}"
    parts = [result, counted]
    if fact.dissent:
        parts.append(f"保留意见：{_names(roster, fact.dissent)}")
    if fact.vetoed_by:
        parts.append(f"一票否决：{_names(roster, fact.vetoed_by)}")
    return "；".join(parts)


def outcome_title(file: CaseFile, task: str, value: str) -> str:
    """The value of the resolution as people read it."""
    meeting = file.chart.task(ElementPath(task)).collective
    variable = file.chart.variables.get(meeting.variable) if meeting else None
    return dict(variable.choices).get(value, value) if variable else value


def _names(roster: Roster, persons: tuple[str, ...]) -> str:
    known = (roster.persons.get(PersonId(p)) for p in persons)
    return "、".join(k.name if k else p for k, p in zip(known, persons, strict=True))
