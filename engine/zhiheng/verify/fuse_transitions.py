"""Rules that do away with transitions."""

from zhiheng.verify.net import Transition
from zhiheng.verify.shrinking import Shrinking


def merge_parallel_transitions(net: Shrinking) -> bool:
    """Of two transitions that do the same, one is enough."""
    first: dict[object, int] = {}
    changed = False
    for number, transition in list(net.transitions.items()):
        twin = first.setdefault(_effect(transition), number)
        if twin != number:
            net.remove(number)
            first[_effect(transition)] = net.lend(twin, transition.lives)
            changed = True
    return changed


def _effect(t: Transition) -> object:
    return (t.pre, t.post, t.reset, t.inhibit, t.some, t.waits, t.cuts)


def drop_self_loops(net: Shrinking) -> bool:
    """A step that changes nothing goes, if another can always be taken where it can.

    Without the other it stays: turning on the spot is a circle, standing still a deadlock.
    """
    changed = False
    for number, loop in list(net.transitions.items()):
        if loop.pre != loop.post or not loop.plain or number not in net.transitions:
            continue
        first = loop.pre & -loop.pre
        others = (n for n in net.taking(first) if n != number and _always(net, n, loop.pre))
        other = next(others, None)
        if other is not None:
            net.remove(number)
            net.lend(other, loop.lives)
            changed = True
    return changed


def _always(net: Shrinking, number: int, pre: int) -> bool:
    other = net.transitions[number]
    return other.pre == pre and not other.inhibit and not other.some
