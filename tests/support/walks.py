"""Random runs of a chart by a bureau, without service or database: who gets stuck?"""

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from random import Random

from support import variants
from zhiheng.bpmn.reader import read_chart
from zhiheng.model.chart import Chart
from zhiheng.model.ids import ElementPath
from zhiheng.model.roster_file import read_roster
from zhiheng.model.separation import Capacity
from zhiheng.model.slot import slots_of
from zhiheng.verify import marking as shadow
from zhiheng.verify.allow import History
from zhiheng.verify.net import Marking, bits
from zhiheng.verify.outlook import Place, Prospect, Standpoint, look_ahead, outlook
from zhiheng.verify.people import People, people
from zhiheng.verify.problem import problem
from zhiheng.verify.seats import Bureau, seats_of
from zhiheng.verify.task_sets import Course, course

DAY = date(2026, 3, 2)
MOST_STEPS = 60


@dataclass
class Walk:
    """One case on its way. careful: whether nobody takes what would corner or narrow the case."""

    course: Course
    people: People
    random: Random
    careful: bool
    absent: int = 0
    acted: dict[str, dict[str, Capacity]] = field(default_factory=dict)
    times: list[float] = field(default_factory=list)

    @property
    def chart(self) -> Chart:
        return self.course.chart

    def run(self) -> str:
        """`ended`, `stuck`, or `long` when it goes round and round."""
        net = self.course.plain
        opened, marking = self._one(net.initial, None)
        for _ in range(MOST_STEPS):
            if not opened:
                return "ended"
            path = self.random.choice(sorted(opened))
            if self.chart.task(path).external != "applicant" and not self._done(
                path, opened, marking
            ):
                return "stuck"
            opened, marking = self._one(marking, path)
        return "long"

    def _one(
        self, marking: Marking, path: ElementPath | None
    ) -> tuple[frozenset[ElementPath], Marking]:
        options = shadow._settled(self.course.plain, marking, path)
        return self.random.choice(sorted(options.items(), key=lambda o: (sorted(o[0]), o[1])))

    def _done(self, path: ElementPath, opened: frozenset[ElementPath], marking: Marking) -> bool:
        fixed: dict[tuple[ElementPath, int], str] = {}
        for slot in slots_of(self.chart.task(path)):
            at = Standpoint(self.course, marking, opened, History(self.acted), dict(fixed))
            lawful = list(self._lawful(at, path, slot.no))
            self.random.shuffle(lawful)
            if self.careful:
                seen = {who: self._prospect(at, (path, slot.no), who) for who in lawful}
                kinds = (Prospect.CLEAR, Prospect.NARROWED)
                lawful = [who for kind in kinds for who in lawful if seen[who] is kind]
            if not lawful:
                return False
            fixed[path, slot.no] = lawful[0]
        for person in fixed.values():
            self.acted.setdefault(path, {})[person] = self.people.capacities[self.people.at[person]]
        return True

    def _prospect(self, at: Standpoint, place: Place, who: str) -> Prospect:
        """As a claim is asked about, from nothing."""
        began = time.perf_counter()
        found = outlook(look_ahead(at, Bureau(self.people, self.absent), 0), place, who)
        self.times.append(time.perf_counter() - began)
        return found.prospect

    def _lawful(self, at: Standpoint, path: ElementPath, no: int) -> Iterator[str]:
        task = self.chart.task(path)
        asked = problem(
            seats_of(self.chart, (task,)),
            self.chart.separations,
            Bureau(self.people, self.absent),
            at.history,
        )
        taken = self.people.mask(at.fixed.values())
        domain = asked.domains[asked.number[path, no]] & ~taken
        for bit in bits(domain):
            choice = asked.choices[asked.number[path, no]]
            listed = choice.standing_in.get(bit.bit_length() - 1)
            if listed is None or any(not c.before for c in listed):
                yield self.people.ids[bit.bit_length() - 1]


def walks(runs: int, *, careful: bool) -> tuple[Counter[str], list[float]]:
    """Runs of the sample permit by the sample bureau: how they end, and the time of each asking."""
    reading = read_chart(variants.PERMIT.encode())
    assert reading.chart is not None
    asked, known = course(reading.chart), people(read_roster(variants.ROSTER), DAY)
    ends: Counter[str] = Counter()
    times: list[float] = []
    for seed in range(runs):
        walk = Walk(asked, known, Random(seed), careful)  # noqa: S311 - a repeatable run
        ends[walk.run()] += 1
        times += walk.times
    return ends, times
