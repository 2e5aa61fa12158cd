"""Does a step cost more when 500 have gone before it in the case?"""

from time import process_time

from bench.figures import Figure, at_most, median, plain
from support.office import Office, caller

from zhiheng.commands.handling.handle import execute
from zhiheng.commands.handling.start import Start, start
from zhiheng.commands.signing.sign import Sign
from zhiheng.model.ids import CaseId

_OLD, _WINDOW = 500, 10
"""The old case's steps up to number 500 are compared with a new one's steps around number 5."""


def growth(office: Office, backend: str, cases: int) -> list[Figure]:
    """Alternates between an old case and a new one, step by step."""
    ratios, young_ms, old_ms = [], [], []
    for _ in range(cases):
        old, young = _Case(office), _Case(office)
        for _ in range(_OLD - _WINDOW):
            old.step()
        pairs = [(young.step(), old.step()) for _ in range(_WINDOW)]
        young_ms.append(median([a for a, _ in pairs]) * 1000)
        old_ms.append(median([b for _, b in pairs]) * 1000)
        ratios.append(old_ms[-1] / young_ms[-1])
    return [
        plain(f"{backend}: CPU at step 5", median(young_ms), "ms"),
        plain(f"{backend}: CPU at step 500", median(old_ms), "ms"),
        at_most(f"{backend}: step 500 against step 5", median(ratios), "x", 1.2),
    ]


class _Case:
    """A case that is drafted and sent back for ever."""

    def __init__(self, office: Office) -> None:
        self._rt = office.rt
        receipt = start(self._rt, caller("yuanda"), Start("rework", "退改", "yuanda", "online"))
        self._case = CaseId(receipt.entry.stream.removeprefix("case/"))
        self._done = 0

    def step(self) -> float:
        """The CPU seconds of the next completion."""
        drafting, visit = self._done % 2 == 0, self._done // 2 + 1
        command = Sign(
            self._case,
            f"{'draft' if drafting else 'check'}@{visit}",
            opinion="退改",
            values={"text": "稿子" * 100} if drafting else {"result": "back"},
        )
        who = caller("gh-1" if drafting else "gh-k")
        began = process_time()
        execute(self._rt, who, command)
        self._done += 1
        return process_time() - began
