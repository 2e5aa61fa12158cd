"""Load a roster or a calendar; move the simulated clock of a demo."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from zhiheng import facts as f
from zhiheng.commands.bureau.agency import AgencyDecision
from zhiheng.commands.bureau.door import must_be_setup, must_be_system
from zhiheng.commands.frame.canonical_form import canonical_form
from zhiheng.errors import BadData, Forbidden
from zhiheng.model.calendar import Calendar
from zhiheng.model.calendar_file import CalendarError, calendar_from_json, calendar_to_json
from zhiheng.model.caller import Caller
from zhiheng.model.command import SystemCommand
from zhiheng.model.roster_file import RosterError, read_roster, roster_to_json
from zhiheng.runtime import AgencyView


@dataclass(frozen=True, slots=True)
class LoadRoster:
    """A whole roster, as parsed from its file."""

    NAME: ClassVar[str] = "load-roster"

    data: Mapping[str, Any]

    def request(self) -> Mapping[str, Any]:
        """What was asked for."""
        return {"roster": roster_to_json(self._read())}

    def decide(self, view: AgencyView, caller: Caller, _now: datetime) -> AgencyDecision:
        """While the agency is set up; afterwards by a system case."""
        must_be_setup(view, caller, self.NAME, SystemCommand.LOAD_ROSTER)
        return self.effect(view)

    def effect(self, view: AgencyView) -> AgencyDecision:
        """The roster is kept as an artifact; the entry names its digest."""
        roster = self._read()
        if roster.agency != view.state.id:
            zh = f"花名册是“{roster.agency}”的，本单位是“{view.state.id}”"
            en = f"the roster is of {roster.agency}, this agency is {view.state.id}"
            raise BadData("roster-fault", pointer="/agency", why_zh=zh, why_en=en)
        body = canonical_form(roster_to_json(roster))
        digest = hashlib.sha256(body).hexdigest()
        return AgencyDecision([f.RosterLoaded(digest=digest)], [("roster", body)])

    def _read(self) -> Any:
        try:
            return read_roster(self.data)
        except RosterError as error:
            zh, en = error.message.zh, error.message.en
            raise BadData("roster-fault", pointer="/", why_zh=zh, why_en=en) from error


@dataclass(frozen=True, slots=True)
class LoadCalendar:
    """A whole calendar, as parsed from its file."""

    NAME: ClassVar[str] = "load-calendar"

    data: Mapping[str, Any]

    def request(self) -> Mapping[str, Any]:
        """What was asked for."""
        return {"calendar": calendar_to_json(self._read())}

    def decide(self, view: AgencyView, caller: Caller, _now: datetime) -> AgencyDecision:
        """While the agency is set up; afterwards by a system case."""
        must_be_setup(view, caller, self.NAME, SystemCommand.LOAD_CALENDAR)
        return self.effect()

    def effect(self) -> AgencyDecision:
        """The calendar is kept as an artifact; the entry names its digest.

        Clocks that run are counted by it before anything else in their cases (reproject.py).
        """
        body = canonical_form(calendar_to_json(self._read()))
        digest = hashlib.sha256(body).hexdigest()
        return AgencyDecision([f.CalendarLoaded(digest=digest)], [("calendar", body)])

    def _read(self) -> Calendar:
        try:
            return calendar_from_json(self.data)
        except CalendarError as error:
            raise BadData(
                "calendar-fault", pointer="/", why_zh=error.message.zh, why_en=error.message.en
            ) from error


@dataclass(frozen=True, slots=True)
class SetClock:
    """Move the simulated clock forward, in an agency whose origin is a demo."""

    NAME: ClassVar[str] = "set-clock"

    offset: int

    def request(self) -> Mapping[str, Any]:
        """What was asked for."""
        return {"offset": self.offset}

    def decide(self, view: AgencyView, caller: Caller, _now: datetime) -> AgencyDecision:
        """A live agency has no other time than the system's; time never goes back."""
        must_be_system(caller, self.NAME)
        if view.state.origin != "demo":
            raise Forbidden("clock-is-real")
        if self.offset < view.state.offset:
            raise BadData("clock-goes-back", pointer="/offset")
        return AgencyDecision([f.ClockSet(offset=self.offset)])
