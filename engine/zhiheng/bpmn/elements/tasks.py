"""User tasks with all that the vocabulary says of them."""

from collections.abc import Callable, Mapping
from typing import Any

from lxml import etree

from zhiheng.bpmn.elements.decision_marks import read_bound, read_decision, read_surcharge
from zhiheng.bpmn.elements.marks import Mark, first, named
from zhiheng.bpmn.elements.sign_offs import read_follow, read_sign_off
from zhiheng.bpmn.markup.tags import spaced
from zhiheng.model.amount import AmountRule
from zhiheng.model.chart import DocumentRule, Meaning, Outcome, Task
from zhiheng.model.command import CommandRule, SystemCommand
from zhiheng.model.ids import ElementPath, PostId, QualificationId
from zhiheng.model.limit import (
    Basis,
    ClockEffect,
    ClockRule,
    Direction,
    Extension,
    Forbid,
    ForbiddenTime,
    Limit,
    LimitKind,
    LimitUnit,
    Reading,
    Roll,
    StopGround,
)
from zhiheng.model.risk import Measure, Risk


def read_task(
    element: etree._Element,
    path: ElementPath,
    form: Mapping[str, Any],
    path_of: Callable[[str], ElementPath],
) -> Task:
    """The task as it stands; whether it makes sense is checked afterwards.

    path_of: from the id of an element to its path.
    """
    post = first(element, "post")
    external, no_limit = first(element, "external"), first(element, "noLimit")
    hands = first(element, "signOff")
    qualification = post.get("qualification") if post else None
    return Task(
        path=path,
        name=spaced(element.get("name")),
        post=read_post(post),
        qualification=QualificationId(qualification) if qualification else None,
        crosscheck=read_crosscheck(post),
        opinion=(post.get("opinion") if post else None) or "required",
        sign_off=read_sign_off(hands, inner_basis(hands)) if hands else None,
        follows=tuple(read_follow(m) for m in named(element, "follow")),
        external=external.values["party"] if external else None,
        limits=tuple(read_limit(m) for m in named(element, "limit")),
        clock=read_clock(element),
        forbids=tuple(_forbid(m) for m in named(element, "forbid")),
        no_limit=no_limit.values["reason"] if no_limit else None,
        risks=tuple(_risk(m, path_of) for m in named(element, "risk")),
        amount=next((_amount(m) for m in named(element, "amount")), None),
        decisions=tuple(read_decision(m) for m in named(element, "decision")),
        bounds=tuple(read_bound(m, path_of) for m in named(element, "bounded")),
        surcharge=next((read_surcharge(m) for m in named(element, "surcharge")), None),
        documents=tuple(_document(m) for m in named(element, "document")),
        outcomes=tuple(_outcome(m) for m in named(element, "outcome")),
        bases=tuple(read_basis(m) for m in named(element, "basis")),
        command=next((_command(m) for m in named(element, "command")), None),
        withheld=next((m.values["reason"] for m in named(element, "withhold")), None),
        form=form,
    )


def read_post(mark: Mark | None) -> PostId | None:
    """The post that a `zh:post` names."""
    post = mark.get("post") if mark else None
    return PostId(post) if post else None


def read_crosscheck(mark: Mark | None) -> PostId | None:
    """The post that checks each time, where a `zh:post` names one."""
    post = mark.get("crosscheck") if mark else None
    return PostId(post) if post else None


def read_basis(mark: Mark) -> Basis:
    """A legal basis."""
    values = mark.values
    return Basis(values["law"], values["article"], mark.get("version"), mark.get("text"))


def inner_basis(mark: Mark) -> Basis | None:
    """The basis inside another mark."""
    return next((read_basis(m) for m in mark.all("basis")), None)


def read_limit(mark: Mark) -> Limit:
    """A time limit."""
    return Limit(
        kind=LimitKind(mark.values["kind"]),
        n=mark.number("n"),
        unit=LimitUnit(mark.values["unit"]),
        start=mark.values["start"],
        end=mark.values["end"],
        roll=Roll(mark.get("roll") or Roll.NONE),
        variable=mark.get("variable"),
        basis=inner_basis(mark),
        extension=_extension(mark),
        direction=Direction(mark.get("direction") or Direction.FORWARD),
        event=mark.get("event"),
        reading=Reading(mark.get("reading") or Reading.STRICT),
    )


def _extension(mark: Mark) -> Extension | None:
    """Whether it is whole is checked afterwards."""
    n, approver = mark.number("extend"), mark.get("extendBy")
    if n is None and approver is None and mark.get("extendNotice") is None:
        return None
    times = mark.number("extendTimes")
    notice = mark.get("extendNotice")
    return Extension(n or 0, approver or "", 1 if times is None else times, notice or "")


def read_clock(element: etree._Element) -> ClockRule | None:
    """What a step or a timer does to the limits of the case."""
    mark = first(element, "clock")
    if mark is None:
        return None
    ground = mark.get("ground")
    return ClockRule(
        effect=ClockEffect(mark.values["effect"]),
        ground=StopGround(ground) if ground else None,
        when=mark.get("when"),
        document=mark.get("document"),
        means=mark.get("means"),
        basis=inner_basis(mark),
    )


def _forbid(mark: Mark) -> Forbid:
    return Forbid(
        time=ForbiddenTime(mark.values["time"]),
        unless=mark.get("unless"),
        release=mark.get("release"),
        basis=inner_basis(mark),
    )


def _risk(mark: Mark, path_of: Callable[[str], ElementPath]) -> Risk:
    return Risk(
        id=mark.values["id"],
        kind=mark.values["kind"],
        manifestation=mark.values["manifestation"],
        inherent=mark.values["inherent"],
        residual=mark.values["residual"],
        post=read_post(mark),
        measures=tuple(_measure(m, path_of) for m in mark.all("measure")),
    )


def _measure(mark: Mark, path_of: Callable[[str], ElementPath]) -> Measure:
    step = mark.get("step")
    return Measure(
        text=mark.values["text"],
        guard=mark.get("guard"),
        document=mark.get("document"),
        holds=mark.get("holds"),
        step=path_of(step) if step else None,
        confirm=mark.flag("confirm"),
        when=mark.get("when"),
    )


def _amount(mark: Mark) -> AmountRule:
    return AmountRule(
        variable=mark.values["variable"],
        ladder=mark.values["ladder"],
        by=mark.get("by"),
        key=mark.get("key"),
        when=mark.get("when"),
    )


def _document(mark: Mark) -> DocumentRule:
    return DocumentRule(
        name=mark.values["name"],
        direction=mark.values["direction"],
        required=mark.flag("required"),
        secret=mark.flag("secret"),
        when=mark.get("when"),
    )


def _outcome(mark: Mark) -> Outcome:
    values = mark.values
    return Outcome(values["variable"], values["value"], Meaning(values["means"]))


def _command(mark: Mark) -> CommandRule:
    values = mark.values
    return CommandRule(SystemCommand(values["name"]), values["document"], values["when"])
