"""What a command or a query may look at: agency, chart, caller and time."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from zhiheng.clock import local_date
from zhiheng.errors import Forbidden, NotReady
from zhiheng.model.calendar import Calendar
from zhiheng.model.caller import Caller
from zhiheng.model.chart import Chart
from zhiheng.model.ids import PersonId
from zhiheng.model.parameters import NO_PARAMETERS, Parameters
from zhiheng.model.person import Person, Post, Roster
from zhiheng.model.relation import NO_RELATIONS, Relations
from zhiheng.model.separation import Capacity, Deed
from zhiheng.runtime.process import AgencyView, Runtime
from zhiheng.spiff import CompiledChart
from zhiheng.state.agency import AgencyState
from zhiheng.state.case import CaseState


@dataclass(frozen=True, slots=True)
class World:
    """The agency as of now, the chart of the case, the caller and the time.

    has_document: whether a digest is in the document store. elsewhere: deeds in other cases, by
    the name of the separation that looks at them. spent: amounts of other cases, by ladder,
    scope, first day and own case (store/spending.py); for commands on a case only. others: cases
    that the command is about besides its own, by id. on_chart: the case's history tried on another
    chart, by digest and names (runtime/migration.py); for commands on a case only.
    """

    agency: AgencyState
    roster: Roster
    calendar: Calendar
    chart: Chart
    caller: Caller
    now: datetime
    has_document: Callable[[str], bool]
    relations: Relations = NO_RELATIONS
    elsewhere: Mapping[str, tuple[Deed, ...]] = field(default_factory=dict)
    parameters: Parameters = NO_PARAMETERS
    spent: Callable[[str, str, str, str], tuple[Decimal, ...]] | None = None
    others: Mapping[str, CaseState] = field(default_factory=dict)
    on_chart: Callable[[str, Mapping[str, str]], tuple[str, ...]] | None = None

    @property
    def today(self) -> date:
        """The day in China."""
        return local_date(self.now)

    @property
    def away(self) -> frozenset[PersonId]:
        """Those on recorded leave today."""
        return self.agency.away(self.today)

    def person(self) -> Person:
        """The caller as a member of the bureau. Raises Forbidden when he is none."""
        found = self.roster.persons.get(self.caller.person or PersonId(""))
        if found is None:
            raise Forbidden("not-in-roster", account=self.caller.account)
        return found

    def post(self) -> Post | None:
        """The caller's first post in force today."""
        person = self.caller.person
        return self.roster.post_of(person, self.today) if person else None

    def capacity(self) -> Capacity:
        """Section and grade of the caller today, as the entry will name them."""
        person = self.caller.person
        found = self.roster.persons.get(person) if person else None
        return Capacity() if found is None else self.capacity_of(found)

    def capacity_of(self, person: Person) -> Capacity:
        """Section and grade of a person today."""
        post = self.roster.post_of(person.id, self.today)
        return Capacity(person.section, post.grade if post else None)


def world_of(rt: Runtime, view: AgencyView, chart: CompiledChart, caller: Caller) -> World:
    """The world of a command. Raises NotReady when the agency is not set up."""
    if view.roster is None or view.calendar is None:
        raise NotReady("agency-not-ready")
    return World(
        agency=view.state,
        roster=view.roster,
        calendar=view.calendar,
        chart=chart.chart,
        caller=caller,
        now=rt.now(view),
        has_document=rt.documents.has,
        relations=view.relations,
        parameters=view.parameters,
    )


def names_of(world: World) -> dict[str, str]:
    """Ids of steps and persons, grades and limits of a case -> names."""
    steps = {str(path): node.name for path, node in world.chart.nodes.items()}
    return _WORDS | steps | {str(p.id): p.name for p in world.roster.persons.values()}


_WORDS = {
    "clerk": "科员",
    "section-chief": "科长",
    "deputy-head": "副局长",
    "head": "局长",
    "statutory": "法定时限",
    "promised": "承诺时限",
}
"""Where neither a step nor a person bears the name."""
