"""Rules for what sits in and on activities."""

from dataclasses import replace

from zhiheng.verify.net import Transition, bits
from zhiheng.verify.shrinking import Shrinking


def forget_timers(net: Shrinking) -> bool:
    """An event that may happen once and changes nothing else is left out."""
    changed = False
    for place in net.places():
        if not place & net.net.idle or not net.ordinary(place) or _seen(net, place):
            continue
        givers, takers = net.giving(place), net.taking(place)
        if takers and all(_changes_nothing(net, n, place, givers) for n in takers):
            lives = frozenset[str]().union(*(net.remove(n).lives for n in takers))
            for number in givers:
                giver = net.transitions[number]
                net.put(number, replace(giver, post=giver.post & ~place, also=giver.also | lives))
            changed = True
    return changed


def _seen(net: Shrinking, place: int) -> bool:
    return any((t.inhibit | t.some) & place for t in net.transitions.values())


def _changes_nothing(net: Shrinking, number: int, place: int, givers: list[int]) -> bool:
    taker = net.transitions[number]
    rest = taker.pre & ~place
    if not rest or taker.post != rest or not taker.plain:
        return False
    return all(net.transitions[giver].post & rest == rest for giver in givers)


def finish_bodies(net: Shrinking) -> bool:
    """A body that has come down to one place, or none, ends its sub-process with its own end."""
    changed = False
    for number, leaving in list(net.transitions.items()):
        inside = list(bits(leaving.inhibit))
        if len(inside) == 1 and number in net.transitions and _is_body(net, leaving, inside[0]):
            (end,) = net.taking(inside[0])
            ended = net.remove(end)
            passed = ended.elements + leaving.elements
            also = leaving.also | ended.also
            net.put(number, replace(leaving, inhibit=0, elements=passed, also=also))
            net.without(inside[0])
            changed = True
    return changed


def _is_body(net: Shrinking, leaving: Transition, body: int) -> bool:
    """Whether the place is marked just as long as its sub-process goes on."""
    active = leaving.pre
    takers = net.taking(body)
    if len(takers) != 1 or not net.ordinary(body) or active & (active - 1):
        return False
    end = net.transitions[takers[0]]
    if end.pre != body or not end.plain or end.post or end.cuts:
        return False
    begun = [n for n in net.giving(active) if not net.transitions[n].pre & active]
    return net.giving(body) == begun and _shared(net, active, body)


def _shared(net: Shrinking, active: int, body: int) -> bool:
    """Whether what resets or cuts one of the two does so to both, and nothing looks at the body."""
    both = active | body
    for t in net.transitions.values():
        if t.pre == active and t.inhibit == body:
            continue
        if any(mask & both not in (0, both) for mask in (t.reset, t.cuts, t.some, t.inhibit)):
            return False
        if any(upstream & both == body for _, upstream in t.waits):
            return False
    return True
