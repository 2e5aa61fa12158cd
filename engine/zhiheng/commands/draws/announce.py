"""Announce a random draw (抽取公告): pool, shares and the instant whose log gives the seed.

Everything that could be chosen is fixed here, before anybody can know the seed: its salt is made
now and kept under a commitment until the draw (docs/adr/0024-random-draw.md).
"""

import hashlib
import secrets
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, ClassVar

import msgspec

from zhiheng import facts as f
from zhiheng.clock import local_date
from zhiheng.commands.bureau.agency import AgencyDecision
from zhiheng.commands.frame.canonical_form import canonical_form
from zhiheng.errors import BadData, Forbidden, NotReady
from zhiheng.model.caller import Caller, Role
from zhiheng.model.draw import (
    BY_UNIT,
    CLOSED,
    KINDS,
    LEAST_PERCENT,
    SHARED,
    Candidate,
    Outcome,
    Pool,
    Take,
)
from zhiheng.model.ids import PostId
from zhiheng.model.wording import reads_as_written, says_something
from zhiheng.rules.draw import METHOD, share_of
from zhiheng.runtime import AgencyView
from zhiheng.store.log import stamp

MAX_OBJECTS = 20_000
_LONGEST = 100
"""Characters of an id."""
_FARTHEST = timedelta(days=366)
_HANDS = 2
"""An inspection takes two officers (处罚法 42)."""


def must_supervise(caller: Caller, name: str) -> None:
    """Prevents those who are checked from drawing who is checked."""
    if caller.role is not Role.SUPERVISOR:
        raise Forbidden("role-may-not", role=caller.role.value, verb=name)


@dataclass(frozen=True, slots=True)
class AnnounceDraw:
    """at: the instant whose log gives the seed. percent or count: how much is drawn.

    charts, since, until: of a re-check of closed cases. objects: listed by hand otherwise.
    posts: whose holders may be drawn for each object, `each` of them. excluded: ids left out.
    """

    NAME: ClassVar[str] = "announce-draw"

    kind: str
    at: datetime
    percent: int | None = None
    count: int | None = None
    charts: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    objects: tuple[Candidate, ...] = ()
    posts: tuple[str, ...] = ()
    each: int = 0
    excluded: tuple[str, ...] = ()

    def request(self) -> Mapping[str, Any]:
        """What was asked for."""
        return {
            "kind": self.kind,
            "at": self.at.isoformat(),
            "percent": self.percent,
            "count": self.count,
            "charts": list(self.charts),
            "since": self.since.isoformat() if self.since else None,
            "until": self.until.isoformat() if self.until else None,
            "objects": msgspec.to_builtins(self.objects),
            "posts": list(self.posts),
            "each": self.each,
            "excluded": list(self.excluded),
        }

    def decide(self, view: AgencyView, caller: Caller, now: datetime) -> AgencyDecision:
        """One draw of a kind at a time, so that none is announced over one that displeases."""
        must_supervise(caller, self.NAME)
        _fits(self, now)
        draws = view.state.draws
        if any(d.announced.kind == self.kind and d.made is None for d in draws.values()):
            raise NotReady("draw-pending")
        pool = _pool(self, view, local_date(now))
        body = canonical_form(msgspec.to_builtins(pool))
        salt = secrets.token_hex(32).encode()
        announced = f.DrawAnnounced(
            no=len(draws) + 1,
            kind=self.kind,
            method=METHOD,
            at=stamp(self.at),
            pool=hashlib.sha256(body).hexdigest(),
            salt=hashlib.sha256(salt).hexdigest(),
            objects=len(pool.objects),
            take=sum(x.take for x in pool.takes),
            since=pool.since,
            until=pool.until,
        )
        return AgencyDecision([announced], [("draw-pool", body), ("draw-salt", salt)])


def _fault(pointer: str, zh: str, en: str) -> BadData:
    return BadData("draw-fault", pointer=pointer, why_zh=zh, why_en=en)


def _fits(x: AnnounceDraw, now: datetime) -> None:
    if x.kind not in KINDS:
        raise _fault("/kind", "没有这种抽取", "no such kind of draw")
    if not now < x.at <= now + _FARTHEST:
        raise _fault("/at", "抽取时刻须在以后一年之内", "the instant must be within the next year")
    _amount_fits(x)
    _period_fits(x, local_date(now))
    _hands_fit(x)
    _ids_fit(x)


def _amount_fits(x: AnnounceDraw) -> None:
    if (x.percent is None) == (x.count is None):
        raise _fault("/percent", "比例和件数只填一个", "either a percentage or a count")
    least = LEAST_PERCENT if x.kind in SHARED else 1
    if x.percent is not None and not least <= x.percent <= 100:  # noqa: PLR2004 - per cent
        raise _fault("/percent", f"比例须在{least}%以上", f"at least {least}%")
    if x.kind in SHARED and x.percent is None:
        raise _fault("/percent", "须按比例抽取", "a percentage is due")
    if x.count is not None and x.count < 1:
        raise _fault("/count", "至少抽一个", "at least one")


def _period_fits(x: AnnounceDraw, today: date) -> None:
    if x.since is None or x.until is None:
        if x.kind != "experts":
            raise _fault("/since", "须写明期间", "a period is due")
    elif x.since > x.until or (x.kind in SHARED and x.until >= today):
        raise _fault("/until", "期间有误或尚未结束", "the period is wrong, or not over yet")


def _hands_fit(x: AnnounceDraw) -> None:
    least = {"inspection": _HANDS, "re-check": 1}.get(x.kind, 0)
    if not least <= x.each <= 9 or bool(x.posts) != bool(x.each):  # noqa: PLR2004 - as many slots
        raise _fault("/each", f"每件须从所列岗位抽{least}至9人", f"{least} to 9 persons of posts")


def _ids_fit(x: AnnounceDraw) -> None:
    own = x.kind == "re-check"
    if own != bool(x.charts) or own == bool(x.objects) or len(x.objects) > MAX_OBJECTS:
        raise _fault(
            "/objects", "复查写事项，其他列名单", "charts for a re-check, a list otherwise"
        )
    ids = [o.id for o in x.objects]
    if len(set(ids)) != len(ids):
        raise _fault("/objects", "名单中有重复", "an id stands twice")
    for text in (*ids, *(o.unit for o in x.objects if o.unit), *x.excluded):
        if (
            len(text) > _LONGEST
            or not says_something(text)
            or not reads_as_written(text)
            or (not text.isprintable())
        ):
            raise _fault("/objects", "名称有误", "not an id of one line")
    if x.kind in BY_UNIT and not all(o.unit for o in x.objects):
        raise _fault("/objects", "须写明所属单位", "each needs its unit")


def _pool(x: AnnounceDraw, view: AgencyView, today: date) -> Pool:
    """What there is, less what an earlier draw of the period has taken, which still counts."""
    if view.roster is None or view.books is None:
        raise NotReady("agency-not-ready")
    listed = x.objects
    if x.charts and x.since and x.until:
        listed = view.books.closed(x.charts, x.since, x.until, view.roster)
    since, until = (day.isoformat() if day else None for day in (x.since, x.until))
    before = _drawn_before(view, x.kind, since, until)
    out = before | set(x.excluded)
    objects = tuple(sorted((o for o in listed if o.id not in out), key=lambda o: o.id))
    takes = tuple(_takes(x, [o for o in listed if o.id not in x.excluded], before))
    persons = _holders(x.posts, view, today)
    if not objects or not any(t.take for t in takes):
        raise NotReady("draw-empty")
    if len(objects) > MAX_OBJECTS:
        raise _fault("/objects", f"超过{MAX_OBJECTS}个", f"more than {MAX_OBJECTS}")
    if len(persons) < x.each:
        raise NotReady("draw-few-persons", needed=x.each, there=len(persons))
    return Pool(
        kind=x.kind,
        objects=objects,
        takes=takes,
        persons=persons,
        each=x.each,
        excluded=tuple(sorted(out & {o.id for o in listed})),
        charts=x.charts,
        since=since,
        until=until,
        nonce=secrets.token_hex(32) if x.kind in CLOSED else "",
    )


def _takes(x: AnnounceDraw, base: list[Candidate], before: set[str]) -> Iterable[Take]:
    units = Counter(o.unit if x.kind in BY_UNIT else "" for o in base)
    done = Counter(o.unit if x.kind in BY_UNIT else "" for o in base if o.id in before)
    for unit, of in sorted(units.items()):
        due = x.count if x.percent is None else share_of(of, x.percent) - done[unit]
        yield Take(unit=unit, of=of, take=min(max(due or 0, 0), of - done[unit]))


def _drawn_before(view: AgencyView, kind: str, since: str | None, until: str | None) -> set[str]:
    """Prevents a draw that displeases from being made again: what is drawn stays drawn.

    Periods that meet count as one, or a day more or less would be a way round.
    """
    found: set[str] = set()
    for d in view.state.draws.values():
        a = d.announced
        if a.kind != kind or d.made is None or view.books is None:
            continue
        if since and until and a.since and a.until and a.since <= until and since <= a.until:
            outcome = msgspec.json.decode(view.books.artifact(d.made.outcome), type=Outcome)
            found |= {x.id for x in outcome.chosen}
    return found


def _holders(posts: tuple[str, ...], view: AgencyView, today: date) -> tuple[str, ...]:
    if view.roster is None:
        raise NotReady("agency-not-ready")
    for post in posts:
        if PostId(post) not in view.roster.posts:
            raise _fault("/posts", f"没有岗位“{post}”", "no such post")
    found = {p.id for post in posts for p in view.roster.holders(PostId(post), today)}
    return tuple(sorted(found - view.state.away(today)))
