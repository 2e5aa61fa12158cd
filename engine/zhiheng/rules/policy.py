"""The ordered rules that every claim and every signature passes."""

import hashlib
from collections.abc import Callable
from importlib.resources import files
from importlib.resources.abc import Traversable

from zhiheng.errors import Refusal
from zhiheng.rules import crosscheck, separation, signoff, standing
from zhiheng.rules.act import Act, Standing

Rule = Callable[[Act], Refusal | None]

POLICY: tuple[Rule, ...] = (
    separation.separated,
    signoff.two_hands,
    signoff.valid_card,
    signoff.free_slot,
    crosscheck.checked_after,
    signoff.in_order,
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


_SOURCES = files("zhiheng.rules")


def _name(source: Traversable) -> str:
    return source.name


def _digest() -> str:
    modules = sorted((x for x in _SOURCES.iterdir() if x.name.endswith(".py")), key=_name)
    named = (f"{x.name}\n{x.read_text(encoding='utf-8')}" for x in modules)
    return hashlib.sha256("\n".join(named).encode()).hexdigest()


RULES = _digest()
"""Names the rule set in each entry: the digest of every module of `rules/`, this one included."""
