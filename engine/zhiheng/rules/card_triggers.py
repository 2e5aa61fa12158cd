"""What gives rise to a card (发牌情形), and whether the engine sees it by itself.

The first eight are those of a city's rule on electronic supervision, art 6 (notes of practice,
local rule). The engine says honestly which of them it can see: what is done off line leaves no
trace in it, and a card for that needs a supervisor who has found it out.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from zhiheng.model.card import Family
from zhiheng.model.finding import Text
from zhiheng.rules.breach import SIGNALS


@dataclass(frozen=True, slots=True)
class Trigger:
    """family: of time or breach. clocks: the engine sees it by limits of these kinds.

    rules: it sees it by refusals of these rules. Neither: by hand only.
    """

    id: str
    family: Family
    words: Text
    clocks: frozenset[str] = frozenset()
    rules: frozenset[str] = frozenset()

    @property
    def seen(self) -> bool:
        """Whether the engine sees it by itself."""
        return bool(self.clocks or self.rules)


def _by_hand(id_: str, zh: str, en: str) -> Trigger:
    return Trigger(id_, Family.BREACH, Text(zh, en))


def _attempt(id_: str, zh: str, en: str, *rules: str) -> Trigger:
    return Trigger(id_, Family.BREACH, Text(zh, en), rules=frozenset(rules))


OVER_WHOLE, OVER_STEP = "over-whole", "over-step"
TRIGGERS: Mapping[str, Trigger] = {
    x.id: x
    for x in (
        _by_hand("not-accepting", "应受理而不受理", "a lawful application was not accepted"),
        Trigger(
            OVER_WHOLE,
            Family.TIME,
            Text("超过法定或承诺时限", "past the statutory or promised limit"),
            clocks=frozenset({"statutory", "promised"}),
        ),
        Trigger(
            OVER_STEP,
            Family.TIME,
            Text("环节超时，全程未超", "a step past its limit though the whole is not"),
            clocks=frozenset({"post"}),
        ),
        _by_hand("late-upward", "逾期上报、转报", "forwarded late to the higher level"),
        _by_hand("no-reasons", "不予许可不说明理由", "refused without reasons"),
        _by_hand("off-line", "网下办理、事后补录", "handled off line and entered later"),
        _by_hand("unlawful-fee", "违规收费", "an unlawful fee"),
        _by_hand("other", "其他违反程序的行为", "another breach of procedure"),
        _attempt(
            "separation",
            "企图违反职责分离",
            "an attempt against separation of duties",
            "different-person",
            "duty-backstop",
            "two-hands",
            "stand-in-separated",
            "stand-in-while-present",
        ),
        _attempt(
            "authority",
            "企图超越审批权限",
            "an attempt beyond one's authority",
            "above-authority",
            "above-person-limit",
            "collective-amount",
            "split-amount",
        ),
        _attempt("no-card", "无有效证件办理", "an act without a valid card", "no-valid-card"),
        _attempt(
            "undischarged",
            "风险措施未落实就办理",
            "a risk not discharged",
            "risk-undischarged",
        ),
        _attempt(
            "second-supplement",
            "第二次补正添新项",
            "new items in a second supplement notice",
            "supplement-once",
        ),
        _attempt("rounds", "反复退回不决定", "sent round and round", "rounds-used"),
    )
}


def of_clock(kind: str) -> str:
    """The trigger of a limit of that kind that has passed."""
    return OVER_STEP if kind in TRIGGERS[OVER_STEP].clocks else OVER_WHOLE


def of_rule(rule: str) -> str | None:
    """The trigger of an attempt that was refused by that rule; None where it is no signal."""
    if rule not in SIGNALS:
        return None
    return next((x.id for x in TRIGGERS.values() if rule in x.rules), "other")
