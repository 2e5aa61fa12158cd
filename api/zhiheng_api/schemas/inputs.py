"""What the HTTP interface takes. Unknown fields are refused; text comes in as NFC."""

import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from zhiheng.model.finding import Text
from zhiheng.model.wording import reads_as_written


class WrongText(ValueError):
    """A text that cannot be taken; `message` says why."""

    def __init__(self, message: Text) -> None:
        super().__init__(message.en)
        self.message = message


def line(text: str) -> str:
    """One line of text: NFC, no control characters."""
    text = prose(text)
    if any(c in text for c in "\n\r\t"):
        raise WrongText(Text("一行文本中不能有换行或制表符", "no line breaks or tabs in one line"))
    return text


def prose(text: str) -> str:
    """Text of several lines: NFC, no other control characters, no lone surrogates."""
    for c in text:
        kind = unicodedata.category(c)
        if (kind == "Cc" and c not in "\n\r\t") or kind == "Cs":
            raise WrongText(Text("文本中有控制字符", "the text holds control characters"))
    if not reads_as_written(text):
        raise WrongText(Text("文本中有改变书写方向的字符", "the text turns its direction"))
    return unicodedata.normalize("NFC", text)


def _deep(value: Any) -> Any:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, Mapping):
        return {unicodedata.normalize("NFC", str(k)): _deep(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_deep(v) for v in value]
    return value


Line = Annotated[str, Field(max_length=500), AfterValidator(line)]
Prose = Annotated[str, Field(max_length=20_000), AfterValidator(prose)]
Values = Annotated[dict[str, Any], AfterValidator(_deep)]
Hex64 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class In(BaseModel):
    """Unknown fields are refused."""

    model_config = ConfigDict(extra="forbid")


class LoginIn(In):
    """Login and password."""

    login: Line
    password: Annotated[str, Field(max_length=200)]


class UrgeIn(In):
    """What is asked; may be left out."""

    note: Line = ""


class CopyIn(In):
    """To whom of the roster a copy goes, and whether each must say that he has read it."""

    receivers: Annotated[list[Line], Field(min_length=1, max_length=50)]
    kind: Literal["copy", "circulate"] = "copy"
    note: Line = ""


class ReadIn(In):
    """Keys of notices that the caller has seen."""

    keys: Annotated[list[Line], Field(min_length=1, max_length=200)]


class RedeliverIn(In):
    """A delivery that was given up: the key of its notice, and its channel."""

    key: Line
    channel: Literal["webhook", "mail"]


class ConfirmIn(In):
    """The password, entered again."""

    password: Annotated[str, Field(max_length=200)]


class StartIn(In):
    """An application. applicant may be left out by an applicant's own account."""

    chart: Line
    title: Line
    applicant: Line | None = None
    project: Line | None = None
    values: Values = {}


class ClaimIn(In):
    """Which slot, where a task has several."""

    slot: Annotated[int, Field(ge=1, le=99)] | None = None


class SignIn(ClaimIn):
    """A signature: opinion, form, papers by digest; see `zhiheng.commands.signing.sign`."""

    opinion: Prose | None = None
    values: Values = {}
    documents: dict[Line, Hex64] = {}
    content: Hex64 | None = None
    confirmations: Annotated[dict[Line, Prose], Field(max_length=100)] = {}


class SupplementIn(SignIn):
    """A supplement notice (补正告知): all that is missing, named once."""

    items: Annotated[list[Line], Field(min_length=1, max_length=30)]


class ResultIn(SignIn):
    """The act of an outside party, dated by its own paper."""

    occurred_on: date


class AbsenceIn(In):
    """Approved leave, whole days, both inclusive."""

    person: Line
    since: date
    until: date
    reason: Line


class LeaveIn(In):
    """Leave asked for, whole days, both inclusive."""

    since: date
    until: date
    reason: Line


class LeaveDecisionIn(In):
    """Whether it is granted."""

    granted: bool


class RelationIn(In):
    """A relation of one's own: to a person of the roster (`other`) or to an applicant (`party`)."""

    kind: Line
    other: Line | None = None
    party: Line | None = None


class PersonIn(In):
    """A person of the roster, by id."""

    person: Line


class HandOverIn(In):
    """A hand-over (交接): to whom, on which post, the digest of its sheet, the open cases."""

    receiver: Line
    post: Line
    sheet: Hex64
    cases: Annotated[list[Line], Field(max_length=500)] = []


class RecusalIn(In):
    """Who should stand aside (by id or name), on which ground, and why."""

    person: Line
    ground: Line
    reason: Prose


class RecusalDecisionIn(In):
    """The decision and its reason; the digest of the minutes where a meeting decides."""

    granted: bool
    reason: Prose
    minutes: Hex64 | None = None


class ConfirmParametersIn(In):
    """The proposal that is meant, by its digest."""

    digest: Hex64


class WaiverIn(In):
    """A warning that the agency accepts: why, and until which day."""

    rule: Annotated[str, Field(pattern="^[A-Z]{3}[0-9]{3}$")]
    reason: Line
    until: date
    elements: list[Line] = []


class DeployIn(In):
    """A chart file as text, and its waivers."""

    xml: Annotated[str, Field(max_length=2_000_000)]
    waivers: Annotated[list[WaiverIn], Field(max_length=100)] = []


class ClockIn(In):
    """How many seconds a demo's clock runs ahead; behind, if negative."""

    offset: Annotated[int, Field(ge=-20 * 366 * 86_400, le=20 * 366 * 86_400)]
