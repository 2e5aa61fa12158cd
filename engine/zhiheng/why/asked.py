"""What an entry says that was asked for: its command's fields, out of its facts."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from zhiheng import facts as f
from zhiheng.model.ids import ElementPath
from zhiheng.state.case import CaseState
from zhiheng.state.task import task_id
from zhiheng.why.commands import STANDS_FOR

Contents = Mapping[str, Any]
"""Commitment -> what it commits to; what was erased is missing."""
_F = TypeVar("_F", bound=f.Fact)
_Found = tuple[str | None, dict[str, Any]]


class Erased(Exception):
    """The form that was signed is not there any more: only who signed can be judged."""


def asked_of(entry: f.Entry, state: CaseState, contents: Contents) -> _Found:
    """The task, and the fields. state: before the entry. Raises Erased, KeyError."""
    if entry.command in _SIGNATURES:
        return _signed(entry, state, contents)
    with_content = _WITH_CONTENT.get(entry.command)
    if with_content is not None:
        return with_content(entry, contents)
    return _BY_FACT[entry.command](entry)


def _one(entry: f.Entry, kind: type[_F]) -> _F:
    return next(x for x in entry.facts if isinstance(x, kind))


def _on(fact: Any, **asked: Any) -> _Found:
    return task_id(fact.task, fact.visit), asked


_SIGNATURES = frozenset({"sign", "supplement", "record-result", "amend"})


def _signed(entry: f.Entry, state: CaseState, contents: Contents) -> _Found:
    signed = _one(entry, f.SlotSigned)
    asked: dict[str, Any] = {
        "slot": None if entry.actor.party else signed.no,
        "opinion": signed.opinion is not None,
        "confirmations": {
            f"{x.risk}.{x.measure}": STANDS_FOR
            for x in entry.facts
            if isinstance(x, f.RiskDischarged) and x.note is not None
        },
    }
    open_ = state.open[task_id(signed.task, signed.visit)]
    if open_.content is not None and entry.command != "amend":
        return _on(signed, **asked, content=signed.content)
    body = contents.get(signed.content)
    if body is None:
        raise Erased
    asked |= {"values": dict(body["values"]), "documents": body["documents"]}
    for fact in entry.facts:
        if isinstance(fact, f.SupplementNoticed):
            asked["supplement"] = fact.items
        if isinstance(fact, f.ExternalRecorded):
            asked["occurred_on"] = fact.occurred_on
    return _on(signed, **asked)


def _convened(entry: f.Entry, contents: Contents) -> _Found:
    x = _one(entry, f.MeetingConvened)
    topics = contents.get(x.topics, {}).get("topics") or True
    named = tuple(m.person for m in x.members if m.post is None)
    return _on(x, on=x.on, topics=topics, members=named)


def _recusal_asked(entry: f.Entry, contents: Contents) -> _Found:
    x = _one(entry, f.RecusalAsked)
    ground = contents.get(x.content, {}).get("ground", "other")
    return None, {"person": x.person, "ground": ground, "reason": True}


_WITH_CONTENT: Mapping[str, Callable[[f.Entry, Contents], _Found]] = {
    "convene": _convened,
    "ask-recusal": _recusal_asked,
}


def _claimed(entry: f.Entry) -> _Found:
    x = _one(entry, f.SlotClaimed)
    return _on(x, slot=x.no)


def _unclaimed(entry: f.Entry) -> _Found:
    return _on(_one(entry, f.SlotReleased))


def _transferred(entry: f.Entry) -> _Found:
    x = _one(entry, f.SlotTransferred)
    return _on(x, receiver=x.receiver, reason=True)


def _added(entry: f.Entry) -> _Found:
    x = _one(entry, f.SignerAdded)
    return _on(x, person=x.person, reason=True)


def _removed(entry: f.Entry) -> _Found:
    x = _one(entry, f.SignerRemoved)
    return _on(x, slot=x.no, reason=True)


def _delegated(entry: f.Entry) -> _Found:
    x = _one(entry, f.SlotDelegated)
    return _on(x, person=x.person, reason=True)


def _reported(entry: f.Entry) -> _Found:
    return _on(_one(entry, f.DelegateReported), report=True)


def _recalled(entry: f.Entry) -> _Found:
    return _on(_one(entry, f.DelegationRecalled))


def _reassigned(entry: f.Entry) -> _Found:
    x = _one(entry, f.SlotReassigned)
    return _on(x, slot=x.no, receiver=x.receiver, reason=True)


def _urged(entry: f.Entry) -> _Found:
    x = _one(entry, f.TaskUrged)
    return _on(x, note=x.note is not None)


def _copied(entry: f.Entry) -> _Found:
    x = _one(entry, f.CaseCopied)
    return None, {"receivers": x.receivers, "kind": x.kind, "note": x.note is not None}


def _attended(entry: f.Entry) -> _Found:
    x = _one(entry, f.PresenceRecorded)
    return _on(x, present=x.present)


def _voted(entry: f.Entry) -> _Found:
    x = _one(entry, f.VoteCast)
    return _on(x, vote=x.vote, reason=x.reason is not None)


def _deferred(entry: f.Entry) -> _Found:
    x = _one(entry, f.MeetingDeferred)
    return _on(x, reason=True, back=x.outcome is not None)


def _recusal_decided(entry: f.Entry) -> _Found:
    x = _one(entry, f.RecusalDecided)
    asked = {"recusal": x.recusal, "granted": x.granted, "reason": True, "minutes": x.minutes}
    return None, asked


def _suspension_asked(entry: f.Entry) -> _Found:
    x = _one(entry, f.SuspensionAsked)
    return None, {"ground": x.ground, "until": x.until, "reason": True}


def _suspension_decided(entry: f.Entry) -> _Found:
    x = _one(entry, f.SuspensionDecided)
    return None, {"suspension": x.suspension, "granted": x.granted, "reason": True}


def _merger_asked(entry: f.Entry) -> _Found:
    return None, {"other": _one(entry, f.MergerAsked).other, "reason": True}


def _merger_decided(entry: f.Entry) -> _Found:
    x = _one(entry, f.MergerDecided)
    return None, {"other": x.other, "merger": x.merger, "granted": x.granted, "reason": True}


def _extended(entry: f.Entry) -> _Found:
    x = next(x for x in entry.facts if isinstance(x, f.ClockExtended | f.TimerExtended))
    clock = x.clock if isinstance(x, f.ClockExtended) else x.timer
    return None, {"clock": clock, "n": x.n, "reason": True, "notice": x.notice}


def _fired(entry: f.Entry) -> _Found:
    x = next(x for x in entry.facts if isinstance(x, f.TimerDisarmed) and x.fired)
    return None, {"timer": ElementPath(x.timer), "visit": x.visit}


_BY_FACT: Mapping[str, Callable[[f.Entry], _Found]] = {
    "claim": _claimed,
    "unclaim": _unclaimed,
    "transfer": _transferred,
    "add-signer": _added,
    "remove-signer": _removed,
    "delegate": _delegated,
    "report-back": _reported,
    "recall": _recalled,
    "reassign": _reassigned,
    "urge": _urged,
    "copy": _copied,
    "acknowledge": lambda e: (None, {"copy": _one(e, f.CopyRead).copy}),
    "attend": _attended,
    "vote": _voted,
    "defer": _deferred,
    "decide-recusal": _recusal_decided,
    "ask-suspension": _suspension_asked,
    "decide-suspension": _suspension_decided,
    "resume": lambda _: (None, {"reason": True}),
    "ask-merger": _merger_asked,
    "decide-merger": _merger_decided,
    "extend": _extended,
    "take-back": lambda _: (None, {}),
    "withdraw": lambda _: (None, {}),
    "migrate": lambda e: (None, {"migration": _one(e, f.CaseMigrated).migration}),
    "fire-timer": _fired,
    "reproject": lambda _: (None, {}),
    "warn-clock": lambda e: (None, {"clock": _one(e, f.ClockWarned).clock}),
}
