"""load-calendar, load-roster, load-relations, set-parameters: the paper is the file, as JSON."""

import hashlib

from zhiheng import facts as f
from zhiheng.check import BLOCKING
from zhiheng.commands.bureau.agency import AgencyDecision
from zhiheng.commands.bureau.load import LoadCalendar, LoadRoster
from zhiheng.commands.bureau.load_relations import LoadRelations
from zhiheng.commands.bureau.parameters import checked_parameters
from zhiheng.commands.effects.order import Order
from zhiheng.commands.frame.canonical_form import canonical_form
from zhiheng.errors import NotReady
from zhiheng.model.roster_file import read_roster
from zhiheng.runtime.books import Books
from zhiheng.verify.staffed import staffed


def load_calendar(order: Order) -> AgencyDecision:
    """Another calendar."""
    return LoadCalendar(order.data()).effect()


def load_roster(order: Order) -> AgencyDecision:
    """Another roster, with which the charts of system cases can still be carried through.

    Prevents an agency from losing the only way to change anything.
    """
    decision = LoadRoster(order.data()).effect(order.view)
    roster = read_roster(order.data())
    for key in sorted(order.view.state.system.values()):
        digest = order.view.state.charts[key][-1].digest
        chart = order.rt.chart(order.connection, order.view.state.id, digest).chart
        found, _ = staffed(chart, roster, order.world.today)
        if any(x.severity in BLOCKING for x in found):
            raise NotReady("roster-locks-out", chart=chart.name)
    return decision


def load_relations(order: Order) -> AgencyDecision:
    """Another list of relations."""
    books = Books(order.connection, order.view.state.id)
    return LoadRelations(order.data()).effect(order.view, books)


def set_parameters(order: Order) -> AgencyDecision:
    """Other parameters; the two hands that confirm them are those of the case."""
    body = canonical_form(checked_parameters(order.data(), order.view.roster))
    digest = hashlib.sha256(body).hexdigest()
    if digest == order.view.state.parameters:
        raise NotReady("parameters-in-force")
    fact = f.ParametersConfirmed(digest=digest, proposed_by=f"case/{order.case.id}")
    return AgencyDecision([fact], [("parameters", body)])
