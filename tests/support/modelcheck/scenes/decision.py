"""A review is done and all try to decide: the one who took it in, a relative, one no higher."""

from dataclasses import replace

from support.modelcheck.scene import Attempt, Scene, Variant, applicant, officer
from support.modelcheck.scenes import review
from support.modelcheck.scenes.drawing import bureau, member
from zhiheng.commands.signing.sign import Sign
from zhiheng.model.ids import CaseId
from zhiheng.model.relation import NO_RELATIONS, Relation, relations
from zhiheng.model.separation import Capacity, Deed

_ROSTER = bureau(
    (
        member("wu", "window", "window", "head"),
        member("gu", "planning", "chief", "review"),
        member("ji", "inspection", "lead", "head"),
        member("he", "window", "head"),
    ),
    {},
)
_DECIDED = Variant({"decision": "grant"}, (), {"R2.3": "没有"})


def _prelude(_scene: Scene) -> tuple[Attempt, ...]:
    case = CaseId("case-1")
    finding, papers = {"finding": "ok"}, {"审查意见": "d" * 64}
    return (
        Attempt(officer("wu"), Sign(case, "intake@1", supplement=("总平面图",))),
        Attempt(applicant(), Sign(case, "supply@1")),
        Attempt(officer("wu"), Sign(case, "intake@2", values=review.ACCEPTED)),
        Attempt(officer("gu"), Sign(case, "review@1", None, "同意", finding, papers)),
    )


_PLAIN = replace(
    review.SCENE,
    name="a decision by one section",
    roster=_ROSTER,
    prelude=_prelude,
    verbs=frozenset({"claim", "sign"}),
    variants={**review.SCENE.variants, "decide": (_DECIDED,)},
    relations=NO_RELATIONS,
    elsewhere={},
)
_APART = bureau(
    (
        member("wu", "window", "window", "head"),
        member("gu", "planning", "chief", "review"),
        member("ji", "inspection", "lead", "head"),
        member("he", None, "head"),
    ),
    {},
)
SCENES = (
    _PLAIN,
    replace(
        _PLAIN,
        name="a decision by one who reviewed another",
        roster=_APART,
        elsewhere={"wide": (Deed("review", "he", Capacity(None, "head"), "b", "case-0"),)},
    ),
    replace(_PLAIN, name="a decision by one who may", roster=_APART),
    replace(
        _PLAIN,
        name="a decision by a relative",
        relations=relations([Relation("gu", "he", "spouse")]),
    ),
)
