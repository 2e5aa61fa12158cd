"""What the HTTP interface takes for cards."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from zhiheng.commands.cards.card import MOST
from zhiheng_api.routers.cases import UUID
from zhiheng_api.schemas.inputs import Prose

_Text = Annotated[Prose, Field(max_length=MOST)]
_Name = Annotated[str, StringConstraints(max_length=100, pattern=r"^[\x21-\x7e]+$")]


class _In(BaseModel):
    model_config = ConfigDict(extra="forbid")


class SignalIn(_In):
    """An attempt on record, as `/signals` lists it."""

    stream: Annotated[str, Field(max_length=200, pattern=r"^access/[^\s]+$")]
    n: Annotated[int, Field(ge=1, le=999_999_999)]


class IssueIn(_In):
    """A card by hand: for a signal, or for what was found out (trigger, person, case)."""

    colour: Literal["yellow", "red"]
    text: _Text
    signal: SignalIn | None = None
    trigger: _Name | None = None
    person: _Name | None = None
    case: Annotated[str, Field(pattern=UUID)] | None = None
    level: Literal["low", "medium", "high"] = "medium"


class CardTextIn(_In):
    """What is answered, or why it is so decided."""

    text: _Text


class DisposeIn(_In):
    """A step of the ladder; until: the last day, where it has one."""

    step: Literal["remind", "inquiry", "correct", "rectify", "admonish", "account"]
    text: _Text
    until: date | None = None
