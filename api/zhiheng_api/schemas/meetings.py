"""What the HTTP interface takes for a meeting (集体决定)."""

from datetime import date
from typing import Annotated

from pydantic import Field

from zhiheng.model.meeting import Ballot
from zhiheng_api.schemas.inputs import In, Line, Prose


class ConveneIn(In):
    """The day and the topics; members only where the chart does not say who is due."""

    on: date
    topics: Annotated[list[Line], Field(min_length=1, max_length=30)]
    members: Annotated[list[Line], Field(max_length=100, default_factory=list)]


class AttendIn(In):
    """The persons who are there."""

    present: Annotated[list[Line], Field(min_length=1, max_length=100)]


class VoteIn(In):
    """A vote; a reason unless it agrees."""

    vote: Ballot
    reason: Prose | None = None


class DeferIn(In):
    """Why it is put off. back: send the matter back, where the chart provides for it."""

    reason: Prose
    back: bool = False
