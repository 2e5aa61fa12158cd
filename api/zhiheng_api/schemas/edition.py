"""The public edition of a chart, as who drafts and examines it sees it."""

from pydantic import BaseModel


class TextOut(BaseModel):
    """A sentence in both languages."""

    zh: str
    en: str


class EditionOut(BaseModel):
    """paper: what the draft files, as it stands. edition: the canonical JSON that is signed.

    faults: why it could not be published. gaps: what a published item should say beside.
    """

    paper: dict[str, str]
    published: str | None
    faults: list[TextOut]
    gaps: list[TextOut]
    edition: str
