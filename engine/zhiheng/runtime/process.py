"""What a process holds: database, papers, caches, the clock."""

import copy
import hashlib
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path

import msgspec
from sqlalchemy import Connection, select

from zhiheng.bpmn.reader import read_chart
from zhiheng.clock import system_now
from zhiheng.errors import NotVisible
from zhiheng.model.calendar import Calendar
from zhiheng.model.calendar_file import calendar_from_json
from zhiheng.model.parameters import NO_PARAMETERS, Parameters
from zhiheng.model.person import Roster
from zhiheng.model.relation import NO_RELATIONS, Relations
from zhiheng.model.relation_file import read_relations
from zhiheng.model.roster_file import read_roster
from zhiheng.rules.parameter_file import read_parameters
from zhiheng.runtime.access import AccessLog
from zhiheng.runtime.books import Books
from zhiheng.runtime.live import LiveCases
from zhiheng.runtime.looks import Looks
from zhiheng.runtime.relations import by_name_too
from zhiheng.spiff import CompiledChart, compile_chart
from zhiheng.state.agency import AgencyState, fold_agency
from zhiheng.store import tables as t
from zhiheng.store.artifacts import get_artifact
from zhiheng.store.db import Database
from zhiheng.store.documents import DocumentStore
from zhiheng.store.log import read_stream


@dataclass(frozen=True, slots=True)
class AgencyView:
    """An agency at one entry of its stream. roster and calendar: None before they are loaded.

    books: what a command may look up, while it runs.
    """

    state: AgencyState
    roster: Roster | None
    calendar: Calendar | None
    relations: Relations = NO_RELATIONS
    has_document: Callable[[str], bool] = lambda _: False
    parameters: Parameters = NO_PARAMETERS
    books: Books | None = None


class Runtime:
    """One per process. Thread-safe."""

    def __init__(
        self, db: Database, documents: Path, clock: Callable[[], datetime] = system_now
    ) -> None:
        self.db = db
        self.documents = DocumentStore(documents)
        self.live = LiveCases()
        self.access = AccessLog(db)
        self.looks = Looks(self.access)
        self.clock = clock
        self._agencies: dict[str, AgencyView] = {}
        self._charts: dict[tuple[str, str], CompiledChart] = {}
        self._guard = threading.Lock()

    def now(self, view: AgencyView) -> datetime:
        """The instant that commands of the agency go by."""
        return self.clock() + timedelta(seconds=view.state.offset)

    def time_of(self, agency: str) -> datetime:
        """The same, by what this process last knew of the agency's clock; asks no database."""
        view = self._agencies.get(agency)
        return self.now(view) if view is not None else self.clock()

    def agency(self, connection: Connection, agency: str, n: int | None = None) -> AgencyView:
        """The agency as of entry n (read from its row when not given). Raises NotVisible."""
        if n is None:
            n = connection.execute(
                select(t.agency.c.n).where(t.agency.c.id == agency)
            ).scalar_one_or_none()
        if n is None:
            raise NotVisible("no-such-agency", agency=agency)
        view = self._agencies.get(agency)
        if view is not None and view.state.n == n:
            return view
        view = replace(_load(connection, agency, view), has_document=self.documents.has)
        self._agencies[agency] = view
        return view

    def chart(self, connection: Connection, agency: str, digest: str) -> CompiledChart:
        """A deployed chart by digest, compiled once a process."""
        with self._guard:
            found = self._charts.get((agency, digest))
            if found is None:
                found = _compiled(get_artifact(connection, agency, digest))
                self._charts[agency, digest] = found
            return found


@lru_cache(maxsize=64)
def _compiled(xml: bytes) -> CompiledChart:
    """By the bytes themselves: agencies that deployed the same chart share what came of it."""
    reading = read_chart(xml)
    if reading.chart is None:
        digest = hashlib.sha256(xml).hexdigest()
        raise ValueError(f"deployed chart {digest} can no longer be read")
    return compile_chart(reading.chart)


@lru_cache(maxsize=16)
def _roster(body: bytes) -> Roster:
    return read_roster(msgspec.json.decode(body))


@lru_cache(maxsize=16)
def _calendar(body: bytes) -> Calendar:
    return calendar_from_json(msgspec.json.decode(body))


def _load(connection: Connection, agency: str, known: AgencyView | None) -> AgencyView:
    """Fold what is new onto a copy; the view that others read is never changed."""
    state = copy.deepcopy(known.state) if known else AgencyState(agency)
    stream = f"agency/{agency}"
    fold_agency(state, read_stream(connection, agency, stream, state.n))
    return view_of_state(connection, state, known)


def view_of_state(
    connection: Connection, state: AgencyState, known: AgencyView | None = None
) -> AgencyView:
    """The state with the files that it names. known: a view some of whose files are the same."""
    agency = state.id
    roster, calendar = (known.roster, known.calendar) if known else (None, None)
    if state.roster and (known is None or known.state.roster != state.roster):
        roster = _roster(get_artifact(connection, agency, state.roster))
    if state.calendar and (known is None or known.state.calendar != state.calendar):
        calendar = _calendar(get_artifact(connection, agency, state.calendar))
    relations = known.relations if known else NO_RELATIONS
    if state.relations and (known is None or known.state.relations != state.relations):
        listed = msgspec.json.decode(get_artifact(connection, agency, state.relations))
        relations = by_name_too(connection, agency, read_relations(listed, None))
    parameters = known.parameters if known else NO_PARAMETERS
    if state.parameters and (known is None or known.state.parameters != state.parameters):
        listed = msgspec.json.decode(get_artifact(connection, agency, state.parameters))
        parameters = read_parameters(listed)
    return AgencyView(state, roster, calendar, relations, parameters=parameters)
