"""How what is found of limits becomes a finding on the chart."""

from dataclasses import dataclass
from datetime import timedelta

from zhiheng.model.finding import Finding
from zhiheng.model.ids import ElementPath
from zhiheng.model.limit import Limit, LimitUnit
from zhiheng.verify.deadlines.margins import Margin
from zhiheng.verify.deadlines.texts import CURES, KINDS, MESSAGES, RULES, Late, amount
from zhiheng.verify.report import filled
from zhiheng.verify.trace import Teller


@dataclass(frozen=True, slots=True)
class DeadlineReport:
    """The names to tell it with."""

    teller: Teller

    def too_long(self, held: Margin, counted: tuple[ElementPath, ...]) -> Finding:
        """The longest way takes longer than the limit allows."""
        kind = KINDS[held.limit.kind]
        if held.start is None:
            unit = held.limit.unit
            return self._finding(
                Late.SUM,
                counted,
                counted,
                kind=kind,
                taken=amount(held.taken, unit),
                allowed=amount(held.allowed, unit),
                over=amount(-held.left, unit),
            )
        return self._finding(
            Late.SUM_BY_DATE,
            counted,
            counted,
            kind=kind,
            start=held.start.isoformat(),
            end=(held.start + timedelta(held.taken)).isoformat(),
            due=(held.start + timedelta(held.allowed)).isoformat(),
            over=amount(-held.left, LimitUnit.DAY),
        )

    def tight(self, held: Margin, counted: tuple[ElementPath, ...]) -> Finding:
        """Less is left than what keeps the yellow card away."""
        unit = held.limit.unit if held.start is None else LimitUnit.DAY
        said = {"kind": KINDS[held.limit.kind], "left": amount(held.left, unit)}
        return self._finding(Late.TIGHT, counted, counted, **said)

    def with_outside(self, held: Margin, authorities: tuple[ElementPath, ...]) -> Finding:
        """With other authorities the limit does not hold."""
        said = {"kind": KINDS[held.limit.kind], "node": self.teller.names(authorities)}
        return self._finding(Late.WITH_OUTSIDE, authorities, held.way, **said)

    def promise(self, chart: str, promised: Limit, statutory: Limit, over: int) -> Finding:
        """More is promised than the statute gives."""
        unit = promised.unit if promised.unit is statutory.unit else LimitUnit.DAY
        return self._finding(
            Late.PROMISE,
            (chart,),
            (),
            promised=amount(promised.n or 0, promised.unit),
            allowed=amount(statutory.n or 0, statutory.unit),
            over=amount(over, unit),
        )

    def no_calendar(self, element: str, limit: Limit) -> Finding:
        """Units are mixed and cannot be compared."""
        return self._finding(Late.NO_CALENDAR, (element,), (), kind=KINDS[limit.kind])

    def about(self, late: Late, elements: tuple[ElementPath, ...], **facts: object) -> Finding:
        """A finding that names its elements and nothing else."""
        return self._finding(late, elements, (), node=self.teller.names(elements), **facts)

    def _finding(
        self, late: Late, elements: tuple[str, ...], trace: tuple[str, ...], **facts: object
    ) -> Finding:
        rule, severity = RULES[late]
        said: dict[str, object] = {"way": self.teller.way(trace), **facts}
        return Finding(
            rule=rule,
            severity=severity,
            elements=elements,
            message=filled(MESSAGES[late], said),
            cure=filled(CURES[late], said),
            trace=trace,
        )
