"""Record that one was approached outside the path (打招呼登记, R-192)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from zhiheng import facts as f
from zhiheng.commands.filed.content import seal_content
from zhiheng.commands.frame.decision import OFFICERS, Sealed
from zhiheng.commands.reports.report import Room, said, seen_case
from zhiheng.errors import BadData
from zhiheng.model.ids import CaseId
from zhiheng.rules.reporting import HEAD, INTERFERENCE, SUPERVISION


@dataclass(frozen=True, slots=True)
class RecordInterference:
    """by: who approached him; what happened; answer: what he said to it.

    about: `supervision` where it was somebody of the supervision, else "".
    """

    NAME: ClassVar[str] = "record-interference"
    ROLES: ClassVar = OFFICERS

    case: CaseId
    kind: str
    by: str
    what: str
    answer: str
    about: str = ""

    @property
    def one(self) -> None:
        """Always a new one."""
        return

    def request(self) -> Mapping[str, Any]:
        """What was asked for."""
        return {
            "case": self.case,
            "kind": self.kind,
            "by": self.by,
            "what": self.what,
            "answer": self.answer,
            "about": self.about,
        }

    def decide(self, room: Room) -> tuple[f.AnyFact, Sealed]:
        """All of it is personal, so all of it stands behind the commitment."""
        seen_case(room, self.case)
        kind = next((k for k in INTERFERENCE if k == self.kind), None)
        if kind is None or self.about not in ("", SUPERVISION):
            raise BadData("report-kind", pointer="/kind")
        told = {"by": self.by, "what": self.what, "answer": self.answer}
        sealed = seal_content({"case": self.case, **{k: said(v, f"/{k}") for k, v in told.items()}})
        office = HEAD if self.about == SUPERVISION else SUPERVISION
        fact = f.InterferenceRecorded(kind=kind, office=office, content=sealed.commitment)
        return fact, sealed
