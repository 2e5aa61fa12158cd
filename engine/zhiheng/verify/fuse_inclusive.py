"""The rule for inclusive gateways."""

from zhiheng.verify.net import Split, Transition, bits
from zhiheng.verify.shrinking import Shrinking


def close_inclusive_blocks(net: Shrinking) -> bool:
    """An inclusive split whose branches all come to one inclusive join is one step.

    The join then waits for just the flows that were taken: what is upstream of the split is on
    the way to every input, so it is always excused.
    """
    changed = False
    live = net.live()
    for declared in list(net.splits):
        split = Split(declared.entry, declared.steps & live)
        steps = [n for place in bits(split.steps) for n in net.taking(place)]
        outs = sum({b for n in steps for b in bits(net.transitions[n].post & ~split.steps)})
        join = _join(net, split, steps, outs)
        if join is None:
            continue
        gone = [net.remove(n) for n in (*steps, join)]
        first = next(t for t in gone if t.post & outs)
        also = frozenset[str]().union(*(t.lives for t in gone))
        net.add(
            Transition(split.entry, gone[-1].post, first.elements + gone[-1].elements, also=also)
        )
        net.splits.remove(declared)
        changed = True
    return changed


def _join(net: Shrinking, split: Split, steps: list[int], outs: int) -> int | None:
    """The join of the block, if the split and it make a block."""
    found = [n for n, t in net.transitions.items() if t.waits and t.some == outs]
    if len(found) != 1 or not outs or not net.taking(split.entry):
        return None
    if any(net.taking(bit) for bit in bits(outs)):
        return None
    inner = set(steps)
    for bit in bits(outs | split.steps & ~split.entry):
        if not set(net.giving(bit)) <= inner:
            return None
    if any(not net.transitions[n].plain for n in steps) or _twice(net, split, steps, outs):
        return None
    return found[0] if _alike(net, split, outs, found[0]) else None


def _twice(net: Shrinking, split: Split, steps: list[int], outs: int) -> bool:
    """Whether one walk through the decisions can come back, or give two tokens to one input."""
    taken = [net.transitions[n] for n in steps]
    later: dict[int, int] = {}
    grown = True
    while grown:
        grown = False
        for t in taken:
            given = t.post & outs | later.get(t.post & split.steps, 0)
            if given & ~later.get(t.pre, 0):
                later[t.pre] = later.get(t.pre, 0) | given
                grown = True
    return any(
        t.post & split.entry or t.post & outs & later.get(t.post & split.steps, 0) for t in taken
    )


def _alike(net: Shrinking, split: Split, outs: int, join: int) -> bool:
    """As `Shrinking.alike`, with the masks of the join itself left out."""
    inside = outs | split.steps
    for number, t in net.transitions.items():
        own = () if number == join else (*(mask for _, mask in t.waits), t.some)
        for mask in (t.reset if number != join else 0, t.inhibit, t.cuts, *own):
            if mask & inside not in (0, inside):
                return False
    return True
