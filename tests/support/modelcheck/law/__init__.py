"""The law, as it is held against every answer. Nothing here imports `zhiheng.rules`.

Each checker says what an answer breaks: an act let through that the law forbids, one refused that
it allows, one refused for another reason than there is, and facts that are not as they should be.
"""

from collections.abc import Callable, Iterator, Mapping

from support.modelcheck.law import (
    amounts,
    asked,
    blocking,
    drawn_in,
    hands,
    leave,
    limits,
    meetings,
    parameter_files,
    recusals,
    surveys,
    telling,
    watching,
    whole,
)
from support.modelcheck.law.seen import Seen

Checker = Callable[[Seen], Iterator[str]]

BY_COMMAND: Mapping[str, tuple[Checker, ...]] = {
    "Claim": (hands.claimed,),
    "Unclaim": (hands.unclaimed,),
    "Sign": (hands.signed, limits.started, amounts.written),
    "Amend": (watching.amended, limits.started),
    "Convene": (meetings.convened,),
    "Attend": (meetings.attended,),
    "Vote": (meetings.voted,),
    "Defer": (meetings.deferred,),
    "AskRecusal": (recusals.asked,),
    "DecideRecusal": (recusals.decided,),
    "RecordAbsence": (leave.asked,),
    "EndAbsence": (leave.ended,),
    "TakeBack": (watching.taken_back,),
    "Look": (watching.looked,),
    "Deadline": (limits.asked,),
    "CheckChart": (parameter_files.checked,),
    "ProposeParameters": (parameter_files.proposed,),
    "ConfirmParameters": (parameter_files.confirmed,),
    "Transfer": (hands.transferred,),
    "Urge": (watching.urged,),
    "Survey": (surveys.surveyed,),
    "Tomorrow": (),
    "Ask": (asked.answered,),
    "AddSigner": (drawn_in.added,),
    "RemoveSigner": (drawn_in.removed,),
    "Delegate": (drawn_in.delegated,),
    "ReportBack": (drawn_in.reported,),
    "Recall": (drawn_in.recalled,),
    "Reassign": (drawn_in.reassigned,),
    "AskSuspension": (whole.asked_to_put_off,),
    "DecideSuspension": (whole.put_off,),
    "Resume": (whole.resumed,),
    "AskMerger": (whole.asked_to_join,),
    "DecideMerger": (whole.joined,),
    "CopyTo": (whole.copied,),
    "Acknowledge": (whole.read,),
}


def breaches(seen: Seen) -> Iterator[str]:
    """All that the answer breaks."""
    for checker in BY_COMMAND[type(seen.command).__name__]:
        yield from checker(seen)
    yield from telling.told(seen)
    yield from blocking.blocked(seen)
    yield from watching.rule_set(seen)
