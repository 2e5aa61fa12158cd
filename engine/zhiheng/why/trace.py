"""Listen which rules are asked while a command is judged, and what each answers."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import Any

from zhiheng.errors import Refusal
from zhiheng.rules.act import Act
from zhiheng.why.rules import Rule, rules


@dataclass(slots=True)
class Heard:
    """A rule that was asked. person, slot: of whom, where it judged somebody for a place."""

    rule: Rule
    person: str | None
    slot: int | None
    bases: tuple[str, ...]
    refusal: Refusal | None = None


@contextmanager
def listening() -> Iterator[list[Heard]]:
    """What is heard, in the order in which it was asked. Of this thread, as long as it is open."""
    heard: list[Heard] = []
    before = sys.getprofile()
    sys.setprofile(_Listener(heard))
    try:
        yield heard
    finally:
        sys.setprofile(before)


class _Listener:
    def __init__(self, heard: list[Heard]) -> None:
        self._heard = heard
        self._rules = rules()
        self._open: list[tuple[FrameType, Heard]] = []
        self._shut: FrameType | None = None

    def __call__(self, frame: FrameType, event: str, value: Any) -> None:
        if event == "call" and self._shut is None:
            rule = self._rules.get((frame.f_code.co_filename, frame.f_code.co_firstlineno))
            if rule is not None:
                self._asked(frame, rule)
        elif event == "return" and self._open and self._open[-1][0] is frame:
            _, one = self._open.pop()
            one.refusal = value if isinstance(value, Refusal) else None
            if self._shut is frame:
                self._shut = None

    def _asked(self, frame: FrameType, rule: Rule) -> None:
        act = next((x for x in frame.f_locals.values() if isinstance(x, Act)), None)
        one = Heard(
            rule=rule,
            person=act.person.name if act else None,
            slot=act.slot.no if act else None,
            bases=_bases(act) if act and rule.name.endswith(".separated") else (),
        )
        self._heard.append(one)
        self._open.append((frame, one))
        if rule.closed:
            self._shut = frame


def _bases(act: Act) -> tuple[str, ...]:
    """Of the separations that the step is in."""
    mine = [s for s in act.separations if s.side(act.task.path) is not None]
    told = (f"{s.id}（{s.basis.law} {s.basis.article}）" if s.basis else s.id for s in mine)
    return tuple(dict.fromkeys(told))
