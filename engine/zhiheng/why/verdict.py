"""What is said of a past decision: the verdict of then, that of now, and each rule asked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from zhiheng import facts as f
from zhiheng.errors import Refusal
from zhiheng.messages import CATALOGUE, tell
from zhiheng.model.finding import Text
from zhiheng.model.ids import PersonId
from zhiheng.rules.policy import RULES
from zhiheng.runtime.world import World, names_of
from zhiheng.why.beyond import ERASED
from zhiheng.why.trace import Heard


class Same(StrEnum):
    """Whether the rules say now what they said then."""

    SAME = "same"
    DIFFERENT = "different"
    NOT_IN_THE_LOG = "not-in-the-log"
    """It hung on something that the log keeps no content of; `beyond` says on what."""


@dataclass(frozen=True, slots=True)
class AskedRule:
    """A rule that was asked. passed: whether it let the act through. refusal: its id, if not."""

    name: str
    title: Text
    passed: bool
    refusal: str | None
    told: Text | None
    person: str | None
    slot: int | None
    basis: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Why:
    """A decision of then, and the same judged now.

    then, now: None where it was allowed, else the rule that refused it. digests: what it rested on.
    """

    stream: str
    n: int
    at: str
    command: str
    case: str | None
    task: str | None
    account: str
    person: str | None
    then: str | None
    now: str | None
    same: Same
    beyond: Text | None
    rules_then: str | None
    rules_now: str
    digests: f.Digests
    asked: tuple[AskedRule, ...]

    @property
    def rules_are_the_same(self) -> bool:
        """Whether the rules of then are those of this program."""
        return self.rules_then == self.rules_now


Outcome = tuple[Refusal | None, Sequence[Heard]]
"""What the rules said now, and which were asked."""


def told(
    entry: f.Entry,
    case: str,
    world: World | None,
    refused: f.Refused | None,
    outcome: Outcome,
    unknown: Text | None,
    task: str | None,
) -> Why:
    """Of a decision that was judged again. unknown: on what it hung that the log does not hold."""
    refusal, heard = outcome
    then, now = refused.rule if refused else None, refusal.rule if refusal else None
    same = Same.SAME if then == now else Same.DIFFERENT
    if unknown is not None and then != now:
        same = Same.NOT_IN_THE_LOG
    if refusal is not None and world is not None:
        refusal.names = names_of(world)
    return Why(
        stream=entry.stream,
        n=entry.n,
        at=entry.at,
        command=refused.verb if refused else entry.command,
        case=case,
        task=task,
        account=entry.actor.account,
        person=_name_of(world, entry.actor.person),
        then=then,
        now=now,
        same=same,
        beyond=unknown if then != now or unknown is ERASED else None,
        rules_then=entry.digests.rules,
        rules_now=RULES,
        digests=entry.digests,
        asked=tuple(_rules_asked(heard, refusal, world)),
    )


def unjudged(entry: f.Entry, fact: f.Refused, reason: Text) -> Why:
    """Of a refusal that cannot be."""
    return Why(
        stream=entry.stream,
        n=entry.n,
        at=entry.at,
        command=fact.verb,
        case=fact.case,
        task=fact.task,
        account=fact.account,
        person=fact.person,
        then=fact.rule,
        now=None,
        same=Same.NOT_IN_THE_LOG,
        beyond=reason,
        rules_then=entry.digests.rules,
        rules_now=RULES,
        digests=entry.digests,
        asked=(),
    )


def _name_of(world: World | None, person: str | None) -> str | None:
    """His name, where he was in the roster then."""
    found = world.roster.persons.get(PersonId(person)) if world and person else None
    return found.name if found else person


def _rules_asked(
    heard: Sequence[Heard], last: Refusal | None, world: World | None
) -> Iterator[AskedRule]:
    """Each once for a person and a place; what was raised belongs to the last that can raise it."""
    raised: Heard | None = None
    if last is not None and not any(x.refusal is last for x in heard):
        raised = next((x for x in reversed(heard) if last.rule in x.rule.refusals), None)
    seen = set()
    for x in heard:
        refusal = last if x is raised else x.refusal
        key = (x.rule.name, x.person, x.slot, refusal.rule if refusal else None)
        if key in seen:
            continue
        seen.add(key)
        if refusal is not None and world is not None and not refusal.names:
            refusal.names = names_of(world)
        yield _rule(x, refusal)


def _rule(x: Heard, refusal: Refusal | None) -> AskedRule:
    ids = (refusal.rule,) if refusal else x.rule.refusals
    bases = (CATALOGUE[i].basis for i in ids if i in CATALOGUE)
    told = tell(refusal) if refusal else None
    own = (told.basis,) if told and told.basis else ()
    basis = dict.fromkeys(b for b in (*own, *x.bases, *bases) if b)
    title = CATALOGUE[ids[0]].title
    return AskedRule(
        name=x.rule.name,
        title=Text(title.zh, x.rule.says or title.en),
        passed=refusal is None,
        refusal=refusal.rule if refusal else None,
        told=told.text if told else None,
        person=x.person,
        slot=x.slot,
        basis=tuple(basis),
    )
