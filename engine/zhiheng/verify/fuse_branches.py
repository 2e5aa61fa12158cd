"""The rule for side branches, such as a reminder that nobody waits for."""

from dataclasses import replace

from zhiheng.verify.net import Transition, bits
from zhiheng.verify.shrinking import Shrinking


def drain(net: Shrinking) -> bool:
    """A side branch that comes to its end by itself is left out, if it is begun only once.

    Where it could be begun again, a second token could lie on it, so it must stay.
    """
    found = [place for place in net.places() if _is_side_branch(net, place)]
    if not found:
        return False
    once = _marked_once(net)
    changed = False
    for place in found:
        (begins,) = net.giving(place)
        giver = net.transitions[begins]
        if not _spent(giver) & once:
            continue
        lives = net.remove(net.taking(place)[0]).lives
        net.put(begins, replace(giver, post=giver.post & ~place, also=giver.also | lives))
        changed = True
    return changed


def _is_side_branch(net: Shrinking, place: int) -> bool:
    if len(net.giving(place)) != 1 or len(net.taking(place)) != 1 or not net.ordinary(place):
        return False
    taker = net.transitions[net.taking(place)[0]]
    if taker.pre != place or not taker.plain or taker.post or taker.cuts:
        return False
    return not any((t.cuts | t.some) & place for t in net.transitions.values())


def _spent(transition: Transition) -> int:
    return transition.pre & ~transition.post


def _marked_once(net: Shrinking) -> int:
    """Places that get one token in a run, unless some place can hold two at a time.

    A step that uses up such a token happens once. A place is one if all that give to it happen
    once, and, where several give to it, none of them needs the place's own token first.
    """
    once = sum(b for b in bits(net.net.initial) if not net.giving(b))
    waiting = [p for p in net.places() if not p & net.net.initial]
    grown = True
    while grown:
        grown = False
        for place in waiting:
            if place & once or not _given_once(net, place, once):
                continue
            once |= place
            grown = True
    return once


def _given_once(net: Shrinking, place: int, once: int) -> bool:
    givers = [net.transitions[n] for n in net.giving(place)]
    if not all(_spent(giver) & once for giver in givers):
        return False
    return len(givers) == 1 or not place & _onward(net, place)


def _onward(net: Shrinking, start: int) -> int:
    """The places that may get a token because of one on `start`, absence counted too."""
    reached = 0
    fresh = start
    while fresh:
        after = sum({b for t in net.transitions.values() if _needs(t, fresh) for b in bits(t.post)})
        fresh = after & ~reached
        reached |= fresh
    return reached


def _needs(t: Transition, places: int) -> bool:
    if (t.pre | t.some | t.inhibit) & places:
        return True
    return any(upstream & places for _, upstream in t.waits)
