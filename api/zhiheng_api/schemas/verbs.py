"""What the verbs on slots and on whole cases take."""

from datetime import date
from typing import Annotated

from pydantic import Field

from zhiheng_api.schemas.inputs import In, Line, Prose

SlotNo = Annotated[int, Field(ge=1, le=99)]


class TransferIn(In):
    """A person of the roster, and why he is to do it."""

    receiver: Line
    reason: Line


class ExtensionIn(In):
    """The limit as the case names it, units to add, why, and the notice in the document store."""

    clock: Line
    n: Annotated[int, Field(ge=1, le=10_000)]
    reason: Line
    notice: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class PersonIn(In):
    """A person of the roster, and why he is to come in."""

    person: Line
    reason: Line


class SlotIn(In):
    """The slot of a signer who was added, and why he is due no more."""

    slot: SlotNo
    reason: Line


class ReassignIn(In):
    """The slot, who is to take it, and why."""

    slot: SlotNo
    receiver: Line
    reason: Line


class ReportIn(In):
    """What was done and found."""

    report: Annotated[Prose, Field(min_length=1, max_length=2_000)]


class ReasonIn(In):
    """Why."""

    reason: Line


class SuspensionIn(In):
    """Ground, reason, and the last day, inclusive."""

    ground: Line
    reason: Line
    until: date


class MergerIn(In):
    """The case that is to be handled in this one, and why."""

    other: Line
    reason: Line


class GrantIn(In):
    """Whether it is granted, and why."""

    granted: bool
    reason: Line


class MergerGrantIn(GrantIn):
    """other: as it was asked for."""

    other: Line
