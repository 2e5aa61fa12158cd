"""The ordered rules that every claim and every signature passes."""

import hashlib
import inspect
from collections.abc import Callable

from zhiheng.errors import Refusal
from zhiheng.rules import act as act_module
from zhiheng.rules import separation, signoff, standing
from zhiheng.rules.act import Act, Standing

Rule = Callable[[Act], Refusal | None]

POLICY: tuple[Rule, ...] = (
    separation.separated,
    signoff.two_hands,
    signoff.valid_card,
    signoff.free_slot,
    signoff.opinion,
)
"""Who the person is comes first (`standing`), then these, in this order."""


def judge(act: Act) -> Standing | Refusal:
    """The right in which the person acts, or the first refusal."""
    right = standing.standing(act)
    if isinstance(right, Refusal):
        return _more_telling(act, right)
    return next((r for rule in POLICY if (r := rule(act)) is not None), right)


def _more_telling(act: Act, refusal: Refusal) -> Refusal:
    """To one who acted before, his own act explains more than "you do not hold the post"."""
    if refusal.rule != "not-a-candidate":
        return refusal
    return separation.separated(act) or signoff.two_hands(act) or refusal


def _digest() -> str:
    sources = (inspect.getsource(m) for m in (act_module, separation, signoff, standing))
    return hashlib.sha256("\n".join(sources).encode()).hexdigest()


RULES = _digest()
"""Names the rule set in each entry: the digest of its own source."""
