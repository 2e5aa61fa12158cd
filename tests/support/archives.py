"""An agency with one keeper of personal archives (个人档案), named by two hands."""

from datetime import date

from sqlalchemy import select

from support import spending
from support.office import AGENCY, Office, caller
from zhiheng import facts as f
from zhiheng.commands.bureau.agency import execute_agency
from zhiheng.commands.bureau.parameters import ConfirmParameters, ProposeParameters
from zhiheng.commands.frame.receipt import NO_KEY, Once, Receipt
from zhiheng.commands.personnel.file_in_archive import FileInArchive
from zhiheng.model.personal_archive import Page
from zhiheng.store import tables as t
from zhiheng.store.log import read_stream

KEEPER = {
    "parameters": [
        {"name": "archive_keeper", "type": "text", "value": "zh-2", "title": "个人档案管理人"}
    ]
}


def name_keeper(office: Office) -> None:
    """庄思齐 is the keeper from now on."""
    execute_agency(office.rt, caller("sysadmin"), ProposeParameters(KEEPER))
    with office.rt.db.reading() as connection:
        proposed = office.rt.agency(connection, AGENCY).state.proposed
    assert proposed is not None
    execute_agency(office.rt, spending.SECOND, ConfirmParameters(proposed.digest))


def filed(office: Office, person: str, text: str, once: Once = NO_KEY, part: int = 6) -> Receipt:
    """A page, by the keeper."""
    page = Page(person, part, date(2026, 3, 2), text)
    return execute_agency(office.rt, caller("zh-2"), FileInArchive(page), once)


def looks(office: Office) -> list[str | None]:
    """Whose archives were looked into, as the access streams have it."""
    with office.rt.db.reading() as connection:
        heads = connection.execute(select(t.access_head.c.agency, t.access_head.c.stream)).all()
        entries = [e for a, s in heads for e, _ in read_stream(connection, a, s)]
    found = [x for e in entries for x in e.facts if isinstance(x, f.FileRead)]
    return [x.file for x in found if x.what == "archive"]
