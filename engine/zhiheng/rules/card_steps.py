"""The ladder of disposal (处置阶梯): 提醒 → 函询 → 责令纠错、限期整改 → 诫勉 → 问责.

The steps are those of 001-1 L115-117, 001-3 L595 and 002 L10; their order is our reading (R-211).
"""

from collections.abc import Mapping
from datetime import date, timedelta

from zhiheng.model.card import Step
from zhiheng.model.finding import Text

WITH_LIMIT = frozenset({Step.INQUIRY, Step.CORRECT, Step.RECTIFY})
"""Steps that wait for something by a day; the others are said and done."""
LONGEST = timedelta(days=183)
_ORDER = tuple(Step)
_UNANSWERED = frozenset({None, Step.INQUIRY})
_NEXT: Mapping[Step | None, Step] = {
    None: Step.INQUIRY,
    Step.INQUIRY: Step.CORRECT,
    Step.CORRECT: Step.ACCOUNT,
    Step.RECTIFY: Step.ACCOUNT,
}


def may_take(step: str, before: Step | None, until: date | None, today: date) -> Text | None:
    """Why the step cannot be taken now; None when it can."""
    if step not in set(Step):
        return Text("没有这一级处置", "no such step of the ladder")
    wanted = Step(step)
    if before is not None and _ORDER.index(wanted) <= _ORDER.index(before):
        return Text("处置只能逐级或越级往上，不能往下", "the ladder goes up only")
    if wanted in WITH_LIMIT and until is None:
        return Text("这一级要写明最后期限", "this step needs its last day")
    if until is not None and (wanted not in WITH_LIMIT or not today < until <= today + LONGEST):
        return Text("期限应在今天以后、半年以内，且只用于有期限的处置", "no such last day for it")
    return None


def by_itself(before: Step | None) -> Step:
    """The step that silence brings: a letter, an order to correct, then accountability (R-212)."""
    return _NEXT[before]


def why_of(before: Step | None) -> str:
    """What was not done in time."""
    return "unanswered" if before in _UNANSWERED else "unrectified"
