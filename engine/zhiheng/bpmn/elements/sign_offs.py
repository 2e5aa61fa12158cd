"""`zh:signOff` and `zh:follow`: who signs together, how a meeting decides, who follows it."""

from zhiheng.bpmn.elements.marks import Mark
from zhiheng.model.ids import PostId, QualificationId, SectionId
from zhiheng.model.limit import Basis
from zhiheng.model.meeting import Collective, Majority, Share, Tie
from zhiheng.model.sign_off import Follow, SignOff, SignOffKind


def read_sign_off(mark: Mark, basis: Basis | None) -> SignOff:
    """The sign-off as it stands; whether it makes sense is checked afterwards."""
    section, card, second = (mark.get(x) for x in ("from", "qualification", "second"))
    hands = mark.number("hands")
    collective = mark.values["kind"] == SignOffKind.COLLECTIVE
    return SignOff(
        kind=mark.values["kind"],
        from_section=SectionId(section) if section else None,
        qualification=QualificationId(card) if card else None,
        basis=basis,
        second=PostId(second) if second else None,
        hands=2 if hands is None else hands,
        fixed=mark.get("order") == "fixed",
        collective=_collective(mark) if collective else None,
    )


def _collective(mark: Mark) -> Collective:
    notice = mark.number("notice")
    return Collective(
        chair=PostId(mark.values.get("chair", "")),
        variable=mark.values.get("variable", ""),
        passed=mark.values.get("passed", ""),
        rejected=mark.values.get("rejected", ""),
        deferred=mark.get("deferred"),
        members=_posts(mark, "members"),
        quorum=Share(mark.get("quorum") or Share.HALF),
        majority=Majority(mark.get("majority") or Majority.PRESENT),
        tie=Tie(mark.get("tie") or Tie.NOT_PASSED),
        veto=frozenset(_posts(mark, "veto")),
        notice=1 if notice is None else notice,
        rules=mark.get("rules"),
    )


def _posts(mark: Mark, name: str) -> tuple[PostId, ...]:
    return tuple(PostId(x) for x in mark.values.get(name, "").split())


def read_follow(mark: Mark) -> Follow:
    """What a resolution leaves a task to answer."""
    values = mark.values
    return Follow(values["resolution"], values["resolved"], values["variable"], values["value"])
