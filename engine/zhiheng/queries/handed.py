"""The verbs on slots and cases in words, for the time line of a case (办理过程)."""

from zhiheng import facts as f
from zhiheng.model.ids import PersonId
from zhiheng.model.person import Roster
from zhiheng.queries import copies
from zhiheng.queries.cases import CaseFile


def told(file: CaseFile, roster: Roster, fact: f.AnyFact, *, full: bool) -> str | None:  # noqa: PLR0911 - one answer a fact
    """One fact in words. full: with names and reasons; an applicant learns what concerns him."""
    match fact:
        case f.TaskUrged():
            return _with(file, "催办", fact.note if full else None, "note")
        case f.CaseMerged():
            return f"并入{fact.number or '另一件'}，本件到此为止"
        case f.CaseAbsorbed():
            return f"另一件{fact.number or ''}并入本件"
        case f.SuspensionDecided():
            said = "决定暂停（时限不停）" if fact.granted else "不同意暂停"
            return _with(file, said, fact.content if full else None)
        case f.CaseResumed():
            return _with(file, "恢复办理", fact.content if full else None)
        case f.CaseCopied() | f.CopyRead() if full:
            return copies.told(file, roster, fact)
        case _:
            return (_slots(file, roster, fact) or _asked(file, fact)) if full else None


def _slots(file: CaseFile, roster: Roster, fact: f.AnyFact) -> str | None:  # noqa: PLR0911 - one answer a fact
    match fact:
        case f.SlotTransferred():
            return _with(file, f"转办给{_name(roster, fact.receiver)}", fact.reason)
        case f.SlotReassigned():
            names = _name(roster, fact.giver), _name(roster, fact.receiver)
            return _with(file, "改派：由{}改为{}".format(*names), fact.reason)
        case f.SignerAdded():
            return _with(file, f"加签{_name(roster, fact.person)}", fact.reason)
        case f.SignerRemoved():
            return _with(file, f"减签{_name(roster, fact.person)}", fact.reason)
        case f.SlotDelegated():
            return _with(file, f"委派{_name(roster, fact.person)}", fact.reason)
        case f.DelegateReported():
            return _with(file, f"{_name(roster, fact.person)}回报", fact.report, "report")
        case f.DelegationRecalled():
            return f"收回对{_name(roster, fact.person)}的委派"
        case _:
            return None


def _asked(file: CaseFile, fact: f.AnyFact) -> str | None:
    match fact:
        case f.SuspensionAsked():
            return _with(file, f"申请暂停至{fact.until}", fact.content)
        case f.MergerAsked():
            return _with(file, "申请将另一件并入", fact.content)
        case f.MergerDecided():
            return _with(file, "同意并案" if fact.granted else "不同意并案", fact.content)
        case _:
            return None


def _with(file: CaseFile, said: str, commitment: str | None, name: str = "reason") -> str:
    """With the text that the commitment stands for, unless it was erased or is not to be told."""
    content = file.values.get(commitment or "")
    return f"{said}：{content[name]}" if content else said


def _name(roster: Roster, person: str) -> str:
    found = roster.persons.get(PersonId(person))
    return found.name if found else person
