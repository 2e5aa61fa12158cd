"""Rules that do away with places."""

from dataclasses import replace

from zhiheng.verify.net import Transition, bits
from zhiheng.verify.shrinking import Shrinking

_FEW = 2


def series(net: Shrinking) -> bool:
    """A place whose token can always go on: whoever gives it gives what comes next.

    Not if the token would then vanish: a second one on the place would not be seen.
    """
    waiting = net.places()
    changed = False
    while waiting:
        place = waiting.pop()
        if not _goes_on(net, place):
            continue
        changed = True
        givers = [net.remove(n) for n in net.giving(place)]
        takers = [net.remove(n) for n in net.taking(place)]
        for giver in givers:
            for taker in takers:
                net.add(_joined(giver, taker, place))
        waiting += bits(sum({bit for t in (*givers, *takers) for bit in bits(t.pre | t.post)}))
    return changed


def _goes_on(net: Shrinking, place: int) -> bool:
    givers, takers = net.giving(place), net.taking(place)
    if not net.ordinary(place) or not givers or not takers or _grows(givers, takers):
        return False
    for number in takers:
        taker = net.transitions[number]
        if taker.pre != place or not taker.plain or not taker.post or taker.post & place:
            return False
        if not net.alike(place, *bits(taker.post)):
            return False
        if any(net.transitions[giver].post & taker.post for giver in givers):
            return False
    return True


def _grows(givers: list[int], takers: list[int]) -> bool:
    most, least = max(len(givers), len(takers)), min(len(givers), len(takers))
    return least > 1 and most > _FEW


def _joined(giver: Transition, taker: Transition, place: int) -> Transition:
    return replace(
        giver,
        post=giver.post & ~place | taker.post,
        elements=giver.elements + taker.elements,
        also=giver.also | taker.also,
    )


def merge_parallel_places(net: Shrinking) -> bool:
    """Of two places that are always marked and emptied together, one is enough."""
    first: dict[tuple[tuple[int, ...], tuple[int, ...]], list[int]] = {}
    changed = False
    for place in net.places():
        if not net.ordinary(place):
            continue
        twins = first.setdefault((tuple(net.giving(place)), tuple(net.taking(place))), [])
        if any(net.alike(place, twin) for twin in twins):
            net.without(place)
            first.clear()
            changed = True
        else:
            twins.append(place)
    return changed
