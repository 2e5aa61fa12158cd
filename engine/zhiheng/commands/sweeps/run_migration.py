"""Let all running cases go over as approved (迁移): each in a transaction of its own.

Whoever starts it decides nothing: what goes over, the approval and each case's history say.
"""

from collections.abc import Callable
from dataclasses import replace

from zhiheng.commands.cases.migrate import Migrate
from zhiheng.commands.handling.handle import execute
from zhiheng.commands.limits.fire import law_of
from zhiheng.errors import NotReady, Refusal
from zhiheng.messages import tell
from zhiheng.model.caller import Caller
from zhiheng.model.ids import CaseId
from zhiheng.runtime import Runtime
from zhiheng.runtime.migrations import MigrationItem, may_migrate, running_before


def run_migration(
    rt: Runtime, caller: Caller, migration: int, progress: Callable[[int], None] = lambda _: None
) -> list[MigrationItem]:
    """What became of each; those that stay say why. Raises Forbidden, NotReady."""
    may_migrate(caller)
    with rt.db.reading() as connection:
        view = rt.agency(connection, caller.agency)
        approved = view.state.migrations.get(migration)
        if approved is None:
            raise NotReady("no-such-migration", migration=migration)
        cases = running_before(rt, connection, caller, approved.key, approved.version)
    done = []
    for case in cases:
        done.append(_over(rt, caller, case, migration))
        progress(len(done))
    return done


def _over(rt: Runtime, caller: Caller, case: MigrationItem, migration: int) -> MigrationItem:
    try:
        execute(rt, law_of(caller.agency), Migrate(CaseId(case.case), migration))
    except Refusal as refusal:
        return replace(case, rule=refusal.rule, why=tell(refusal).text)
    return case
