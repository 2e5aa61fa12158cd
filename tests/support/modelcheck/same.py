"""Which states are the same: nothing in what may follow tells them apart.

Persons who are alike in the roster may change places; counters, digests and the instants of past
acts do not count; nor does who approved a leave, or who but the person himself asked for a recusal.
"""

from collections.abc import Hashable
from itertools import permutations
from typing import Any

from support.modelcheck.scene import Node, Scene
from zhiheng.state.clock import RunningClock
from zhiheng.state.task import OpenTask, Slot


def key(node: Node) -> Hashable:
    """The same for states that are the same."""
    names = alike(node.scene)
    if len(names) == 1:
        return _key(node, names[0])
    return min((_key(node, n) for n in names), key=repr)


def _key(node: Node, names: dict[str, str]) -> Hashable:
    s, who = node.state, _Names(names)
    open_ = tuple(sorted((_task(t, who) for t in s.open.values()), key=repr))
    acted = tuple(
        sorted(
            (p, tuple(sorted((who[x], str(c)) for x, c in w.items()))) for p, w in s.acted.items()
        )
    )
    pending = tuple(
        sorted((who[r.person], r.asked_by == r.person, str(r.granted)) for r in s.recusals.values())
    )
    absences = tuple(
        sorted(
            {
                (who[a.person], a.since, a.until)
                for a in node.agency.absences
                if a.until >= node.today
            }
        )
    )
    last = (
        (s.n == s.last_move, s.went_out == s.last_move, who[s.last_mover])
        if "take-back" in node.scene.verbs
        else ()
    )
    return (
        node.day, s.status, open_, acted, pending, absences, last, s.marking,
        tuple(sorted(s.visits.items())), tuple(sorted(s.taken_back.items())),
        tuple(sorted(s.variables.items())), tuple(sorted(s.done)), s.supplement,
        tuple(sorted(s.blocked)), tuple(sorted(_clock(c) for c in s.clocks.values())),
        tuple(sorted(s.done_on.items())),
        s.number, s.decided, node.agency.parameters,
        node.agency.proposed and (node.agency.proposed.digest), _beside(node, who),
    )  # fmt: skip


def _beside(node: Node, who: "_Names") -> Hashable:
    """Copies, suspensions and mergers."""
    s = node.state
    return (
        tuple(
            (tuple(sorted(who[p] for p in c.receivers)), tuple(sorted(who[p] for p in c.read)))
            for c in s.copies.values()
        ),
        tuple((who[x.by], x.until, x.granted, x.resumed) for x in s.suspensions.values()),
        tuple((who[m.by], m.other, m.granted) for m in s.mergers.values()),
        tuple((case, other.status) for case, other in node.others.items()),
    )


def _clock(clock: RunningClock) -> tuple[str, str, int, str]:
    return clock.clock, clock.start, clock.n, clock.before or ""


def _task(task: OpenTask, who: "_Names") -> Hashable:
    meeting = None
    if task.meeting is not None:
        m = task.meeting
        meeting = (
            m.on, tuple((who[x.person], x.post) for x in m.members),
            None if m.present is None else tuple(sorted(who[p] for p in m.present)),
            tuple(sorted(who[p] for p in m.struck)), who[m.chair],
            tuple(sorted((who[p], v) for p, v in m.votes.items())), m.outcome,
        )  # fmt: skip
    return (
        task.path, task.visit, task.content is None,
        tuple(_slot(s, who) for s in task.slots), meeting, tuple(sorted(task.confirmed)),
        tuple(sorted((who[by], at[:10]) for by, at in task.urged.items())), task.added,
    )  # fmt: skip


def _slot(slot: Slot, who: "_Names") -> Hashable:
    signed = None
    if slot.signed is not None:
        signed = (
            who[slot.signed.person],
            who[slot.signed.acting_for],
            slot.signed.session is not None and _shared(slot),
        )
    return (
        slot.opened.no, who[slot.assignee], who[slot.acting_for], slot.resolution, signed,
        who[slot.named], who[slot.delegate], who[slot.prepared],
    )  # fmt: skip


def _shared(slot: Slot) -> str:
    return slot.signed.session[:4] if slot.signed and slot.signed.session else ""


class _Names(dict[Any, str]):
    """A permutation of persons; what is no person stands for itself."""

    def __missing__(self, key: Any) -> str:
        return "" if key is None else str(key)


def alike(scene: Scene) -> tuple[dict[str, str], ...]:
    """The ways in which persons may change places, that of nobody included."""
    known = _known.get(id(scene))
    if known is None:
        ids = tuple(map(str, scene.roster.persons))
        base = _description(scene, {})
        ways = [dict(zip(ids, p, strict=True)) for p in permutations(ids)]
        found = tuple(w for w in ways if _description(scene, w) == base)
        known = _known[id(scene)] = (found, scene)
    return known[0]


_known: dict[int, tuple[tuple[dict[str, str], ...], Scene]] = {}
"""Kept with its scene, so that nothing else can come by its id."""


def _description(scene: Scene, names: dict[str, str]) -> Hashable:
    """All that a scene says of persons, under other names."""
    who = _Names(names)
    roster = scene.roster
    persons = frozenset(
        (
            who[p.id],
            p.section,
            p.holdings,
            tuple((c.qualification, c.since, c.until) for c in p.cards),
        )
        for p in roster.persons.values()
    )
    lists = frozenset(
        ((post, who[a]), tuple((who[b.person], b.resolution) for b in bs))
        for (post, a), bs in roster.stand_ins.items()
    )
    related = frozenset(
        (who[one], frozenset(who[x] for x in others))
        for one, others in scene.relations.near.items()
    )
    deeds = frozenset(
        (rule, frozenset((d.task, who[d.person], d.side) for d in ds))
        for rule, ds in scene.elsewhere.items()
    )
    limits = frozenset(
        (name, frozenset((who[p], x) for p, x in ladder.limits.items()))
        for name, ladder in scene.parameters.ladders.items()
    )
    return persons, lists, related, deeds, limits, frozenset(who[c] for c in scene.critical)
