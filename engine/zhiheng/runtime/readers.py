"""The caller as a reader of reports."""

from zhiheng.clock import local_date
from zhiheng.model.caller import Caller, Role
from zhiheng.model.ids import PersonId
from zhiheng.rules.reporting import HEAD, Reader
from zhiheng.runtime import AgencyView, Runtime


def reader_of(rt: Runtime, view: AgencyView, caller: Caller) -> Reader:
    """A leader is one by the post that he holds today, whatever his account is called."""
    roster = view.roster
    person = roster.persons.get(caller.person or PersonId("")) if roster else None
    head = False
    if roster is not None and person is not None and caller.role is Role.OFFICER:
        today = local_date(rt.now(view))
        head = any(roster.posts[h.post].grade == HEAD for h in person.holdings if h.on(today))
    return Reader(caller.role, caller.account, caller.person, head)
