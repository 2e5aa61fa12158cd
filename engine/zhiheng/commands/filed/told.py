"""What the party was told (告知), and what of it still binds whoever proposes or decides."""

from collections.abc import Mapping

from zhiheng.commands.filed.discharge import Signing
from zhiheng.errors import BadData
from zhiheng.facts import Scalar
from zhiheng.model.decision_table import Bound
from zhiheng.rules.bounds import Graded, lighter_kind, no_heavier_kind, told_no_more
from zhiheng.rules.conditions import condition_holds


def still_binds(signing: Signing, bound: Bound, found: Mapping[str, Scalar]) -> bool:
    """Whether there is something that the party was told, and no new facts lift it."""
    if bound.noticed is None:
        return False
    if _proposes(signing) and bound.noticed not in found:
        return False  # Before the party is told, it is proposed; once told, never more (45).
    lifts = bound.unless is not None and condition_holds(signing.chart, bound.unless, found) is True
    noticed = signing.chart.variables.get(bound.noticed)
    return not told_no_more(
        lifts=lifts,
        noticed=noticed.writer if noticed else None,
        anew=bound.anew,
        done=list(signing.state.done),
    )


def graded_of(signing: Signing, bound: Bound, found: Mapping[str, Scalar]) -> Graded:
    """A kind beside the kind that was told. Raises BadData("bound-missing")."""
    told = None
    if bound.noticed is not None and still_binds(signing, bound, found):
        if bound.noticed not in found:
            title = signing.chart.variables[bound.noticed].title
            raise BadData("bound-missing", pointer=f"/values/{bound.noticed}", title=title)
        told = str(found[bound.noticed])
    return Graded(str(found[bound.variable]), told, bound.kinds)


def keep_kind(signing: Signing, bound: Bound, found: Mapping[str, Scalar]) -> None:
    """Raises the refusal of a kind that is heavier than what the party was told."""
    variable = signing.chart.variables[bound.variable]
    titles = {"": variable.title, **dict(variable.choices)}
    refusal = no_heavier_kind(graded_of(signing, bound, found), signing.definition.path, titles)
    if refusal is not None:
        raise refusal


def lighter_by_kind(signing: Signing, found: Mapping[str, Scalar]) -> bool:
    """Whether a lighter kind is proposed than was told: its sum is then no heavier penalty.

    Only while it is proposed: it is told anew before it is decided (处罚法 44).
    """
    return _proposes(signing) and any(
        lighter_kind(graded_of(signing, bound, found))
        for bound in signing.definition.bounds
        if bound.kinds and bound.variable in found
    )


def _proposes(signing: Signing) -> bool:
    return not signing.definition.outcomes
