"""SND006: one case is both granted and refused.

Read strictly: a decision has its effect when it is made (许可法 38, 44), and only a proceeding
of its own takes it back (撤销, 许可法 69). So a chart in which another task decides the opposite
is wrong, at whatever time; one in which the same task, reached again by a loop, decides the
opposite replaces a decision without such a proceeding, which is a warning, for the second may
be meant as a correction before delivery.
"""

from collections.abc import Iterator

from zhiheng.model.chart import Meaning
from zhiheng.model.finding import Finding
from zhiheng.verify.decisions import Decided
from zhiheng.verify.report import Report
from zhiheng.verify.sentences import Cure, Fault


def contradictions(report: Report, memory: Decided) -> Iterator[Finding]:
    """One finding for each pair of a granting and a refusing task, by the shortest way."""
    for grants, one in memory.by(Meaning.GRANT).items():
        for refuses, other in memory.by(Meaning.REFUSAL).items():
            state = _first_with(report, one | other)
            if state is None:
                continue
            trace = report.explored.trace(state)
            if grants == refuses:
                yield report.finding(Fault.REPLACES, (grants,), trace, Cure.NO_RETURN)
            else:
                yield report.finding(
                    Fault.CONTRADICTS,
                    (grants, refuses),
                    trace,
                    Cure.ONE_DECISION,
                    missing=report.teller.name(refuses),
                )


def _first_with(report: Report, places: int) -> int | None:
    markings = report.explored.markings
    return next((i for i, m in enumerate(markings) if m & places == places), None)
