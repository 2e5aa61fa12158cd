"""What the HTTP interface takes for random draws."""

from datetime import date
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from zhiheng.commands.draws.announce import MAX_OBJECTS, AnnounceDraw
from zhiheng.model.draw import Candidate
from zhiheng_api.schemas.inputs import Line

Name = Annotated[Line, Field(max_length=100)]


class _In(BaseModel):
    model_config = ConfigDict(extra="forbid")


class CandidateIn(_In):
    """What may be drawn, by id, and the unit that it counts for."""

    id: Name
    unit: Name = ""


class AnnounceDrawIn(_In):
    """A draw. Charts and a past period for a re-check, a list of objects otherwise."""

    kind: Annotated[str, Field(pattern="^(re-check|superior|inspection|experts)$")]
    at: AwareDatetime
    percent: Annotated[int | None, Field(ge=1, le=100)] = None
    count: Annotated[int | None, Field(ge=1, le=MAX_OBJECTS)] = None
    charts: Annotated[list[Name], Field(max_length=200)] = []
    since: date | None = None
    until: date | None = None
    objects: Annotated[list[CandidateIn], Field(max_length=MAX_OBJECTS)] = []
    posts: Annotated[list[Name], Field(max_length=100)] = []
    each: Annotated[int, Field(ge=0, le=9)] = 0
    excluded: Annotated[list[Name], Field(max_length=1_000)] = []

    def command(self) -> AnnounceDraw:
        """The command that was asked for."""
        return AnnounceDraw(
            kind=self.kind,
            at=self.at,
            percent=self.percent,
            count=self.count,
            charts=tuple(self.charts),
            since=self.since,
            until=self.until,
            objects=tuple(Candidate(id=o.id, unit=o.unit) for o in self.objects),
            posts=tuple(self.posts),
            each=self.each,
            excluded=tuple(self.excluded),
        )
