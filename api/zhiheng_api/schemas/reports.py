"""What the HTTP interface takes for records of interference, complaints and answers."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from zhiheng.commands.reports.report import MOST
from zhiheng_api.schemas.inputs import Prose

Said = Annotated[Prose, Field(max_length=MOST)]


class _In(BaseModel):
    model_config = ConfigDict(extra="forbid")


class InterferenceIn(_In):
    """Who approached whom records it: by whom, what happened, how he answered."""

    kind: Literal["pleading", "gift", "instruction"]
    by: Said
    what: Said
    answer: Said
    about: Literal["", "supervision"] = ""


class ComplaintIn(_In):
    """A complaint of a step, `path@visit`; about `supervision` where it is of the supervision."""

    task: Annotated[str, Field(max_length=300, pattern=r"^[A-Za-z_][\w./~-]*@[0-9]{1,5}$")]
    text: Said
    about: Literal["", "supervision"] = ""


class AnswerIn(_In):
    """Whether the applicant was right, and why."""

    upheld: bool
    reason: Said
