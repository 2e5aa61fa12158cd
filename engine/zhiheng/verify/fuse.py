"""Make a net smaller without changing what is right or wrong with it.

Kept: whether there is a deadlock, a circle without end, a second token, a cutting off, a dead
element. Transitions that are fused keep their element ids, so that a way through the small net
is told as a way through the chart. Sources: Berthelot (1987), Murata (1989). What is new here,
for reset and inhibitor arcs: places are fused only if every such mask holds both or neither.
`tests/unit/verify/test_soundness_fuzz.py` compares small with plain nets.
"""

from collections.abc import Callable

from zhiheng.verify.fuse_bodies import finish_bodies, forget_timers
from zhiheng.verify.fuse_branches import drain
from zhiheng.verify.fuse_inclusive import close_inclusive_blocks
from zhiheng.verify.fuse_places import merge_parallel_places, series
from zhiheng.verify.fuse_transitions import drop_self_loops, merge_parallel_transitions
from zhiheng.verify.net import Net
from zhiheng.verify.shrinking import Shrinking

Rule = Callable[[Shrinking], bool]
"""Applies itself wherever it can; True when it did anything."""

RULES: tuple[Rule, ...] = (
    series,
    merge_parallel_transitions,
    drop_self_loops,
    merge_parallel_places,
    finish_bodies,
    drain,
    forget_timers,
    close_inclusive_blocks,
)


def fuse(net: Net, rules: tuple[Rule, ...] = RULES) -> Net:
    """The smallest net that the rules make."""
    shrinking = Shrinking(net)
    while any(rule(shrinking) for rule in rules):
        shrinking.tidy()
    return shrinking.done()
