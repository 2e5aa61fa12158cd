"""What the HTTP interface takes for a meeting (集体决定)."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from zhiheng.model.meeting import Ballot
from zhiheng_api.schemas.inputs import Line, Prose


class _In(BaseModel):
    model_config = ConfigDict(extra="forbid")


class ConveneIn(_In):
    """The day and the topics; members only where the chart does not say who is due."""

    on: date
    topics: Annotated[list[Line], Field(min_length=1, max_length=30)]
    members: Annotated[list[Line], Field(max_length=100)] = []


class AttendIn(_In):
    """The persons who are there."""

    present: Annotated[list[Line], Field(min_length=1, max_length=100)]


class VoteIn(_In):
    """A vote; a reason unless it agrees."""

    vote: Ballot
    reason: Prose | None = None


class DeferIn(_In):
    """Why it is put off. back: send the matter back, where the chart provides for it."""

    reason: Prose
    back: bool = False
