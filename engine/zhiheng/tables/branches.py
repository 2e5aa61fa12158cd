"""Branches as people write them: `不同意 -> 5；同意 -> 7`, `退回5`, `missing -> 2a`."""

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from zhiheng.tables.cells import Cell, Said, plain

_ARROW = r"(?:->|→|⇒|＞|转至|转到|转|退回至|退回到|退回|返回|至|到)"
_BRANCH = re.compile(rf"(?P<label>.*?)\s*(?P<arrow>{_ARROW})\s*(?P<target>.+)", re.DOTALL)
_STEP = re.compile(
    r"(?:第|环节|步骤|step |back to |to )?\s*(\d{1,3}[a-z]?)\s*(?:步|环节|号)?", re.IGNORECASE
)
_ASIDE = re.compile(r"\s*[(（\[][^()（）\[\]]*[)）\]]\s*$")
_ENDS = frozenset(
    (
        *("end", "stop", "close", "refuse"),
        *("结束", "终止", "终结", "办结", "结案", "销案", "退件"),
        *("不予受理", "不受理", "不予许可", "不予立案"),
    )
)
_OTHERWISE = frozenset(("else", "otherwise", "其他", "其余", "否则"))


@dataclass(frozen=True, slots=True)
class Branch:
    """A way out of a step. to: the number of a step, or None where the case ends there.

    otherwise: taken where no other is.
    """

    label: str
    to: str | None
    otherwise: bool = False
    end: str = ""


def branches_of(cell: Cell, steps: Collection[str], told: Said) -> tuple[Branch, ...]:
    """The branches that are understood; the others are told and kept."""
    found: dict[tuple[str, str | None, str], Branch] = {}
    if cell.empty:
        return ()
    for text in _pieces(cell.text):
        branch = _branch(cell.part(text), steps, told)
        if branch is not None:
            found.setdefault((branch.label, branch.to, branch.end), branch)
    return tuple(found.values())


def _pieces(text: str) -> Iterator[str]:
    """At `;` and new lines; at ` / ` where each piece has an arrow of its own."""
    for piece in plain(re.split(r"[;；\n]", text)):
        parts = re.split(r"\s+/\s+", piece)
        if len(parts) > 1 and all(re.search(_ARROW, p) for p in parts):
            yield from plain(parts)
        else:
            yield piece


def _branch(cell: Cell, steps: Collection[str], told: Said) -> Branch | None:
    found = _BRANCH.fullmatch(cell.text)
    if found is None or re.search(r"->|→", found["target"]):
        told.note("TBL025", cell, text=cell.text)
        return None
    label = found["label"].strip(" ,，:：") or cell.text
    target = _ASIDE.sub("", found["target"]).strip(" 。.")
    if target != found["target"].strip(" 。."):
        told.note("TBL042", cell, text=found["target"])
    step = _STEP.fullmatch(target)
    if step is not None:
        no = unicodedata.normalize("NFKC", step[1]).lower()
        return _to(cell, label, no, steps, told)
    if target.lower() in _ENDS:
        return Branch(label, None, end=target)
    told.note("TBL025", cell, text=cell.text)
    return None


def _to(cell: Cell, label: str, no: str, steps: Collection[str], told: Said) -> Branch | None:
    if no not in steps:
        told.note("TBL005", cell, no=no)
        return None
    return Branch(label, no, otherwise=label.lower() in _OTHERWISE)
