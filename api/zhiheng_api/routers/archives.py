"""Integrity archives of persons (个人廉政效能风险档案): for their keeper alone."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Path
from pydantic import BaseModel, ConfigDict, Field

from zhiheng.commands.bureau.agency import execute_agency
from zhiheng.commands.personnel.file_in_archive import MAX_TEXT, FileInArchive
from zhiheng.model.personal_archive import PARTS, Page
from zhiheng.queries.personal_archive import Archive, archive_of, looked
from zhiheng_api.context import SomeCaller, SomeOnce, SomeRuntime
from zhiheng_api.schemas.outputs import ReceiptOut, receipt_out

router = APIRouter(prefix="/api/v1/archives", tags=["archives"])

PersonPath = Annotated[str, Path(max_length=100, pattern=r"^[^\x00-\x1f]+$")]


class PageIn(BaseModel):
    """A page for one of the seven parts."""

    model_config = ConfigDict(extra="forbid")

    part: Annotated[int, Field(ge=1, le=len(PARTS))]
    on: date
    text: Annotated[str, Field(min_length=1, max_length=MAX_TEXT)]


@router.get("/{person}")
def get_archive(rt: SomeRuntime, caller: SomeCaller, person: PersonPath) -> Archive:
    """The seven parts; every look is on record, and so is every look that was refused."""
    with rt.db.reading() as connection:
        found = archive_of(rt, connection, caller, person)
    looked(rt, caller, person)
    return found


@router.post("/{person}/pages", status_code=201)
def file_page(
    rt: SomeRuntime, caller: SomeCaller, once: SomeOnce, person: PersonPath, body: PageIn
) -> ReceiptOut:
    """归档: by the keeper; nothing is taken out again, a correction is a further page."""
    page = Page(person, body.part, body.on, body.text)
    return receipt_out(execute_agency(rt, caller, FileInArchive(page), once))
