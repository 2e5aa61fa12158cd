"""Random runs of a chart by a bureau, without service or database: who gets stuck?"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from zhiheng.model.chart import Chart
from zhiheng.model.ids import ElementPath
from zhiheng.model.separation import Capacity
from zhiheng.model.slot import slots_of
from zhiheng.verify import marking as shadow
from zhiheng.verify.allow import History
from zhiheng.verify.net import Marking, bits
from zhiheng.verify.outlook import Ahead, Prospect, Standpoint, look_ahead, outlook
from zhiheng.verify.people import People
from zhiheng.verify.problem import problem
from zhiheng.verify.seats import Bureau, seats_of
from zhiheng.verify.task_sets import Course

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
                ahead = look_ahead(at, Bureau(self.people, self.absent), 0)
                kinds = (Prospect.CLEAR, Prospect.NARROWED)
                lawful = [p for kind in kinds for p in self._of(kind, ahead, path, slot.no, lawful)]
            if not lawful:
                return False
            fixed[path, slot.no] = lawful[0]
        for person in fixed.values():
            self.acted.setdefault(path, {})[person] = self.people.capacities[self.people.at[person]]
        return True

    def _of(
        self, kind: Prospect, ahead: Ahead, path: ElementPath, no: int, lawful: list[str]
    ) -> Iterator[str]:
        """The first of them with that prospect."""
        for person in lawful:
            if outlook(ahead, (path, no), person).prospect is kind:
                yield person
                return

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
