"""File a page (归入个人档案): by the keeper alone; the log has a digest, and not whose it is."""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from zhiheng import facts as f
from zhiheng.commands.bureau.agency import AgencyDecision
from zhiheng.commands.frame.canonical_form import canonical_form
from zhiheng.errors import BadData, unfit
from zhiheng.model.caller import Caller
from zhiheng.model.finding import Text
from zhiheng.model.ids import PersonId
from zhiheng.model.personal_archive import PARTS, Page
from zhiheng.model.wording import says_something
from zhiheng.rules.personal_archive import only_the_keeper
from zhiheng.runtime import AgencyView

MAX_TEXT = 5_000


@dataclass(frozen=True, slots=True)
class FileInArchive:
    """The page, as the keeper writes it down."""

    NAME: ClassVar[str] = "file-in-archive"

    page: Page

    def request(self) -> Mapping[str, Any]:
        """What was asked for."""
        return _form(self.page)

    def decide(self, view: AgencyView, caller: Caller, _now: datetime) -> AgencyDecision:
        """Sealed with a nonce, so that its digest tells nothing of what stands in it."""
        page = self.page
        only_the_keeper(caller.person, caller.account, page.person, view.parameters)
        if view.roster is None or PersonId(page.person) not in view.roster.persons:
            raise BadData("no-such-person", pointer="/person", person=page.person)
        if not 1 <= page.part <= len(PARTS):
            raise unfit("/part", Text("档案只有七个部分", "an archive has seven parts"))
        if not says_something(page.text) or len(page.text) > MAX_TEXT:
            raise unfit("/text", Text("内容为空或过长", "empty or too long"))
        body = canonical_form({**_form(page), "nonce": secrets.token_hex(16)})
        fact = f.ArchiveFiled(page=hashlib.sha256(body).hexdigest())
        return AgencyDecision([fact], [("archive-page", body)])


def page_of(told: Mapping[str, Any]) -> Page:
    """The page that its sealed form tells."""
    return Page(told["person"], told["part"], date.fromisoformat(told["on"]), told["text"])


def _form(page: Page) -> dict[str, Any]:
    on = page.on.isoformat()
    return {"person": page.person, "part": page.part, "on": on, "text": page.text}
