"""What a person is told before he takes a slot: he may; he may not; or the case would get stuck."""

import threading
from collections import OrderedDict
from dataclasses import dataclass

from sqlalchemy import Connection

from zhiheng.model.finding import Text
from zhiheng.model.ids import ElementPath
from zhiheng.runtime.prospects import prospect
from zhiheng.runtime.world import World
from zhiheng.state.case import CaseState
from zhiheng.store.log import read_stream
from zhiheng.store.project import project_case
from zhiheng.verify.outlook import Outlook, Prospect

MOST = 4000
"""Folded cases that are kept; the least recently used is dropped."""


@dataclass(frozen=True, slots=True)
class OutlookView:
    """prospect: `clear`, `narrowed`, `cornered` or `unproven`; text: why, where it is not clear.

    steps: which later steps would have nobody; rules: the separations that say so.
    """

    prospect: str
    text: Text | None = None
    steps: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()


class FoldedCases:
    """Cases as their entries say, kept by their version; nobody changes them."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, CaseState] = OrderedDict()
        self._guard = threading.Lock()

    def get(self, connection: Connection, world: World, case: str, n: int) -> CaseState:
        """The case at entry n."""
        with self._guard:
            known = self._known.get(case)
        if known is None or known.n != n:
            agency = world.agency.id
            entries = read_stream(connection, agency, f"case/{case}")
            known, _ = project_case(case, agency, entries, world.chart.separations)
        with self._guard:
            self._known[case] = known
            self._known.move_to_end(case)
            while len(self._known) > MOST:
                self._known.popitem(last=False)
        return known


FOLDED = FoldedCases()
"""One for the process: a case's id is unique."""


def outlook_view(
    state: CaseState, world: World, path: ElementPath, no: int, person: str
) -> OutlookView:
    """What becomes of the case once the person takes that slot, in words."""
    seen = prospect(state, world, (path, no), person)
    return OutlookView(
        seen.prospect.value, _text(world, path, seen), tuple(seen.tasks), tuple(seen.rules)
    )


def _text(world: World, path: ElementPath, seen: Outlook) -> Text | None:
    chart = world.chart
    steps = "、".join(chart.nodes[task].name for task in seen.tasks)
    rules = "、".join(seen.rules)
    reasons = {s.id: s.reason for s in chart.separations}
    told = "；".join(dict.fromkeys(reasons.get(rule) or f"规则 {rule}" for rule in seen.rules))
    because = (f"（{told}）", f" (rule {rules})") if rules else ("", "")
    match seen.prospect:
        case Prospect.CLEAR:
            return None
        case Prospect.NARROWED:
            return Text(
                f"您办了“{chart.nodes[path].name}”，有的走法里“{steps}”就没人能办{because[0]}",
                f"if you take it, a branch with '{steps}' would have nobody{because[1]}",
            )
        case Prospect.CORNERED:
            return Text(
                f"您办了“{chart.nodes[path].name}”，后面的“{steps}”就没人能办{because[0]}",
                f"if you take it, the case gets stuck: nobody could do '{steps}'{because[1]}",
            )
        case Prospect.UNPROVEN:
            return Text(
                "后面是否办得完没有证明出来", "whether the case can be finished is not proven"
            )
