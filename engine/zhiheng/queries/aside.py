"""Recusal, soft separations and blocked tasks in the words of the time line (办理过程)."""

from zhiheng import facts as f
from zhiheng.model.ids import ElementPath, PersonId
from zhiheng.model.person import Roster
from zhiheng.queries.cases import CaseFile


def told(file: CaseFile, roster: Roster, fact: f.AnyFact, *, full: bool) -> str | None:
    """What the fact says; without names where the reader may not see them."""
    match fact:
        case f.RecusalAsked():
            return f"第{fact.recusal}号申请回避{_who(roster, fact.person, full=full)}"
        case f.RecusalDecided():
            decided = "决定回避" if fact.granted else "驳回申请"
            by = "（局务会决定）" if fact.decided_by == "meeting" else ""
            return f"第{fact.recusal}号{decided}{_who(roster, fact.person, full=full)}{by}"
        case f.DutiesMet() if full:
            steps = (_step(file, fact.conflict), _step(file, fact.task))
            return "不相容环节由同一人办理，已留痕：" + "、".join(steps)
        case f.TaskBlocked() if full:
            return f"异常：“{_step(file, fact.task)}”无人可以合法办理"
        case _:
            return None


def reason(file: CaseFile, entry: f.Entry) -> str | None:
    """Why a recusal was asked for or decided, for those who see opinions."""
    for fact in entry.facts:
        if isinstance(fact, f.RecusalAsked | f.RecusalDecided):
            content = file.values.get(fact.content)
            return str(content["reason"]) if content else None
    return None


def _who(roster: Roster, person: str, *, full: bool) -> str:
    found = roster.persons.get(PersonId(person))
    return f"：{found.name if found else person}" if full else ""


def _step(file: CaseFile, path: str) -> str:
    return file.chart.nodes[ElementPath(path)].name
