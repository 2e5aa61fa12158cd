"""A command on a case is judged: by its own rules, a suspension, and the look-ahead.

The same for an act that is done now and for one that is judged again (zhiheng.why).
"""

from zhiheng import facts as f
from zhiheng.commands.frame.decision import CaseCommand, Decision
from zhiheng.commands.handling.beside import not_suspended
from zhiheng.commands.staffing.corner import not_cornered
from zhiheng.runtime.live import Live
from zhiheng.runtime.world import World


def judged(live: Live, world: World, command: CaseCommand) -> tuple[Decision, list[f.AnyFact]]:
    """The decision, and what it costs of the ways that were left. Raises the refusal."""
    not_suspended(live.state, world, command)
    decision = command.decide(live.state, world)
    return decision, not_cornered(live, world, decision.facts)
