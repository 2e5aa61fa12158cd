"""How things stood then, out of the log alone: the case, the agency, and the other cases."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from sqlalchemy import Connection, select

from zhiheng import facts as f
from zhiheng.clock import local_date
from zhiheng.model.chart import Chart
from zhiheng.model.ids import CaseId
from zhiheng.model.separation import Capacity, Deed
from zhiheng.runtime import AgencyView, Runtime
from zhiheng.runtime.live import Entries, Live, rebuild
from zhiheng.runtime.migration import tried
from zhiheng.runtime.process import view_of_state
from zhiheng.runtime.world import World
from zhiheng.spiff import CompiledChart
from zhiheng.state.agency import AgencyState, fold_agency
from zhiheng.state.case import CaseState
from zhiheng.state.scopes import scope_key
from zhiheng.store import tables as t
from zhiheng.store.log import parse_stamp, read_stream
from zhiheng.store.project import project_case
from zhiheng.store.rows import Rows


@dataclass
class Past:
    """Reads each stream once, however many entries are asked about."""

    rt: Runtime
    connection: Connection
    agency: str
    tied: bool = False
    """Whether the world last made looked at another case with an entry of the very instant."""
    _streams: dict[str, Entries] = field(default_factory=dict)
    _views: dict[int, AgencyView] = field(default_factory=dict)

    def entries(self, stream: str) -> Entries:
        """The entries of a stream."""
        known = self._streams.get(stream)
        if known is None:
            known = self._streams[stream] = read_stream(self.connection, self.agency, stream)
        return known

    def view(self, n: int | None, at: str) -> AgencyView:
        """The agency at its entry n; where no entry is named, at the last one by then."""
        entries = self.entries(f"agency/{self.agency}")
        if n is None:
            n = sum(e.at <= at for e, _ in entries)
        view = self._views.get(n)
        if view is None:
            state = fold_agency(AgencyState(self.agency), entries[:n])
            view = self._views[n] = view_of_state(self.connection, state)
        return view

    def live(self, case: str, n: int, chart: str | None = None) -> Live:
        """A case after its entry n. Raises ReplayDiffers when the log does not fit."""
        entries = self.entries(f"case/{case}")[:n]
        compiled = self.chart(chart or chart_of(entries))
        live, _ = rebuild(case, self.agency, entries, compiled)
        return live

    def chart(self, digest: str) -> CompiledChart:
        """A chart that was deployed, by its digest."""
        return self.rt.chart(self.connection, self.agency, digest)

    def world(self, live: Live, world: World, at: str, beside: tuple[str, int] | None) -> World:
        """The world with what other cases bring in, as of then."""
        state = live.state
        self.tied = False
        world = replace(
            world,
            elsewhere=self._elsewhere(state, world.chart, at),
            spent=lambda ladder, scope, since, own: self._spent(ladder, scope, since, own, at),
            on_chart=lambda digest, names: self._on_chart(state, world, digest, names),
        )
        if beside is None:
            return world
        other = self.live(*beside).state
        return replace(world, others={CaseId(other.id): other})

    def _on_chart(
        self, state: CaseState, world: World, digest: str, names: Mapping[str, str]
    ) -> tuple[str, ...]:
        new = self.chart(digest)
        past = self._elsewhere(state, new.chart, state.at)
        history = self.entries(f"case/{state.id}")[: state.n]
        return tried(state, history, new, names, replace(world, elsewhere=past))

    def _elsewhere(self, state: CaseState, chart: Chart, at: str) -> Mapping[str, tuple[Deed, ...]]:
        keys = {s.name: scope_key(s, state) for s in chart.separations if s.wide}
        if not keys:
            return {}
        today = local_date(parse_stamp(at)).isoformat()
        found: dict[str, dict[object, Deed]] = {name: {} for name in keys}
        for rows in self._others(state.id, at):
            for r in rows.of(t.duty):
                counts = r["until"] is None or r["until"] >= today
                if keys.get(r["rule"]) == r["scope"] and counts and _is_person(r["person"]):
                    as_ = Capacity(r["section"], r["grade"])
                    deed = Deed(r["task"], r["person"], as_, r["side"], r["case_id"])
                    found[r["rule"]][r["person"], r["side"]] = deed
        return {name: tuple(deeds.values()) for name, deeds in found.items()}

    def _spent(self, ladder: str, scope: str, since: str, own: str, at: str) -> tuple[Decimal, ...]:
        rows = [r for rows in self._others(own, at) for r in rows.of(t.spending)]
        mine = [r for r in rows if r["ladder"] == ladder and r["scope"] == scope and r["counts"]]
        mine = sorted(
            (r for r in mine if r["day"] >= since), key=lambda r: (r["day"], r["case_id"])
        )
        return tuple(Decimal(r["amount"]) for r in mine)

    def _others(self, own: str, at: str) -> Iterator[Rows]:
        """What the logs of the other cases came to by then. The table only says which there are."""
        c = t.case_file.c
        ids = select(c.id).where(c.agency == self.agency, c.id != own, c.opened_at <= at)
        for case in self.connection.execute(ids.order_by(c.id)).scalars().all():
            entries = [(e, h) for e, h in self.entries(f"case/{case}") if e.at <= at]
            self.tied = self.tied or any(e.at == at for e, _ in entries)
            separations = self.chart(chart_of(entries)).chart.separations
            yield project_case(case, self.agency, entries, separations)[1]


def chart_of(entries: Entries) -> str:
    """The chart that the case runs on after these entries."""
    facts = (x for e, _ in entries for x in e.facts)
    return [x.chart for x in facts if isinstance(x, f.CaseStarted | f.CaseMigrated)][-1]


def _is_person(name: str) -> bool:
    return not name.startswith("section:")
