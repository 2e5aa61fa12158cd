"""What stands around the facts of an entry: who acted, and on what the decision rested."""

from datetime import datetime

from sqlalchemy import Connection

from zhiheng import facts as f
from zhiheng.clock import local_date
from zhiheng.commands.frame.decision import Sealed
from zhiheng.model.caller import Caller
from zhiheng.rules.policy import RULES
from zhiheng.runtime import AgencyView
from zhiheng.runtime.world import World
from zhiheng.spiff import EXECUTOR
from zhiheng.store.apply import insert_values


def actor_of(world: World, acting_for: str | None = None) -> f.Actor:
    """Who acted, with post, section and grade as of now."""
    caller = world.caller
    person = world.roster.persons.get(caller.person) if caller.person else None
    post = world.roster.post_of(person.id, world.today) if person else None
    return f.Actor(
        account=caller.account,
        role=caller.role.value,
        person=caller.person,
        party=caller.party,
        post=post.id if post else None,
        section=person.section if person else None,
        grade=post.grade if post else None,
        acting_for=acting_for,
    )


def actor_in(view: AgencyView, caller: Caller, now: datetime) -> f.Actor:
    """Who acted, in an entry of no case."""
    roster = view.roster
    person = roster.persons.get(caller.person) if roster and caller.person else None
    post = roster.post_of(person.id, local_date(now)) if roster and person else None
    return f.Actor(
        account=caller.account,
        role=caller.role.value,
        person=caller.person,
        party=caller.party,
        post=post.id if post else None,
        section=person.section if person else None,
        grade=post.grade if post else None,
    )


def digests_of(world: World) -> f.Digests:
    """What the decision rested on."""
    return f.Digests(
        chart=world.chart.digest,
        roster=world.agency.roster,
        calendar=world.agency.calendar,
        parameters=world.agency.parameters or None,
        rules=RULES,
        executor=EXECUTOR,
        agency=world.agency.n,
    )


def write_sealed(connection: Connection, agency: str, case: str, sealed: list[Sealed]) -> None:
    """Keep what the log only commits to, where it can be masked or erased later."""
    if sealed:
        rows = [
            {
                "agency": agency,
                "case_id": case,
                "commitment": s.commitment,
                "nonce": s.nonce,
                "body": s.body,
            }
            for s in sealed
        ]
        insert_values(connection, rows)
