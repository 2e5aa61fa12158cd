"""Who acts, and how: the post, the outside party, two hands, a check, a meeting."""

import re
from dataclasses import dataclass, replace

from zhiheng.tables.cells import Cell, Said

_APPLICANTS = frozenset(
    ("申请人", "建设单位", "当事人", "相对人", "行政相对人", "申请单位", "applicant", "party")
)
_NOBODY = frozenset(("rule", "timer", "规则", "系统", "自动", "定时", "系统自动", "auto"))
_TWO_HANDS = frozenset(
    ("t2", "双人", "双人办理", "两人", "两人以上", "2人以上", "两人办理", "two persons")
)
_COLLECTIVE = frozenset(("col", "集体讨论", "集体研究", "集体决定", "会审", "collective"))
_OUTSIDE = frozenset(("ext", "外部", "外部环节"))
_LEGAL = frozenset(("leg", "法制审核", "合法性审查"))
_STAND_IN = frozenset(("ab-s", "顶岗", "ab角"))
_FROM = re.compile(r"(?:T2 \+ |T2, one from |one from |其中一人为)(\w+?)(?:人员)?", re.IGNORECASE)
_CHECK = re.compile(
    r"(?:AB-X|交叉复核|交叉制约)(?: with (?P<step>\d+[a-z]?)| by (?P<post>\S+))?", re.IGNORECASE
)
_RULES = re.compile(r"(?:[,，;；、]\s+|[，；、])(?![^(（]*[)）])")
_ASIDE = re.compile(r"\s*[(（\[][^()（）\[\]]*[)）\]]")
_SEVERAL = re.compile(r"[,，;；、/]|->|→|\band\b|\bor\b")


@dataclass(frozen=True, slots=True)
class Actor:
    """post: whose lane it is, as written. external: the party whose act is recorded.

    hands: two-person or collective. second: the other hand's post; section: where from.
    """

    post: str
    external: str | None = None
    hands: str | None = None
    second: str | None = None
    section: str | None = None
    checked_by: str | None = None
    qualification: str | None = None


def actor_of(post: Cell | None, rule: Cell | None, told: Said) -> Actor:
    """Who acts on a step; what is not understood of either cell is told."""
    found = _who(post, told)
    if rule is not None and not rule.empty:
        for text in _RULES.split(rule.text):
            bare = _ASIDE.sub("", text).strip()
            if bare != text.strip():
                told.note("TBL042", rule, text=text.strip())
            known = _ruled(found, bare)
            if known is None:
                told.note("TBL028", rule, text=text.strip() or rule.text)
            else:
                found = known
    return _single(found, post, told)


def names_a_meeting(rule: Cell | None) -> bool:
    """Whether the rule says that a meeting decides, and nothing else."""
    return rule is not None and rule.text.strip().lower() in _COLLECTIVE


def _who(cell: Cell | None, told: Said) -> Actor:
    if cell is None or cell.empty:
        return Actor("")
    name = _ASIDE.sub("", cell.text).strip()
    if name != cell.text:
        told.note("TBL042", cell, text=cell.text)
    name = name or cell.text
    if name.lower() in _APPLICANTS:
        return Actor(name, external="applicant")
    if name.lower() in _NOBODY:
        told.note("TBL030", cell, text=name)
    return Actor(name)


def _ruled(actor: Actor, text: str) -> Actor | None:
    """The actor under one rule of the cell; None where it is not understood."""
    bare = text.lower()
    if bare in _TWO_HANDS:
        return replace(actor, hands="two-person")
    if bare in _COLLECTIVE:
        return replace(actor, hands="collective")
    if bare in _OUTSIDE:
        return replace(actor, external=actor.external or actor.post)
    if bare in _LEGAL:
        return replace(actor, qualification="legal-review")
    if bare in _STAND_IN:
        return actor
    return _from_section(actor, text) or _checked(actor, text)


def _from_section(actor: Actor, text: str) -> Actor | None:
    """`T2 + JC`, `one from JC`: two hands, one of them of that section."""
    found = _FROM.fullmatch(text)
    return replace(actor, hands="two-person", section=found[1]) if found else None


def _checked(actor: Actor, text: str) -> Actor | None:
    """`A -> B` with a cross-check: A does, B checks. `with 6`: the check is step 6 itself."""
    found = _CHECK.fullmatch(text)
    if found is None:
        return None
    pair = re.split(r"\s*(?:->|→)\s*", actor.post)
    if len(pair) == 2 and not found["step"]:  # noqa: PLR2004 - who does, who checks
        return replace(actor, post=pair[0], checked_by=pair[1])
    if found["post"]:
        return replace(actor, checked_by=found["post"])
    return actor if found["step"] else None


def _single(actor: Actor, cell: Cell | None, told: Said) -> Actor:
    """`A + B` with two hands is the second hand; whatever else names several is told."""
    pair = [p.strip() for p in actor.post.split("+")]
    two = len(pair) == 2 and not _SEVERAL.search(actor.post)  # noqa: PLR2004 - two hands
    if two and actor.hands == "two-person":
        other = None if actor.section else pair[1]
        return replace(actor, post=pair[0], second=other)
    if cell is not None and (_SEVERAL.search(actor.post) or len(pair) > 1):
        told.note("TBL029", cell, text=actor.post)
    return actor
