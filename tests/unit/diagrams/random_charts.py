"""Small structured charts for hypothesis: sequences, splits with joins, early ends, loops back."""

from dataclasses import dataclass, field, replace

from hypothesis import strategies as st
from unit.diagrams.permit import chart, flow, limit, node, risk, task

from zhiheng.model.chart import Chart, Flow, Node, NodeKind
from zhiheng.model.sign_off import SignOff

_LANES = tuple((f"lane{i}", name) for i, name in enumerate(("申请人", "窗口", "科室", "局长")))
_NAMES = ("收件", "现场踏勘并记录", "提出初审意见并报送科长审核", "Review of the plans", "公示")


@dataclass
class _Draft:
    draw: st.DrawFn
    lanes: int
    budget: int
    timers: bool = False
    nodes: list[Node] = field(default_factory=list)
    flows: list[Flow] = field(default_factory=list)

    def lane(self) -> str:
        return f"lane{self.draw(st.integers(0, self.lanes - 1))}"

    def add(self, kind: NodeKind, name: str = "") -> str:
        key = f"n{len(self.nodes)}"
        self.nodes.append(node(key, kind, name, self.lane()))
        return key

    def task(self) -> str:
        self.budget -= 1
        key = f"n{len(self.nodes)}"
        more: dict[str, object] = {}
        if self.draw(st.booleans()):
            level = self.draw(st.sampled_from(("high", "medium", "low")))
            more = {"risks": (risk(key, level, "风险"),), "limits": (limit(3),)}
        if self.draw(st.integers(0, 4)) == 0:
            more["sign_off"] = SignOff("two-person")
        self.nodes.append(task(key, self.draw(st.sampled_from(_NAMES)), self.lane(), **more))
        if self.timers and self.draw(st.integers(0, 3)) == 0:
            self.timer(self.nodes[-1])
        return key

    def timer(self, host: Node) -> None:
        """An event on the border of a step, that leads to an end of its own."""
        key = self.add(NodeKind.BOUNDARY, self.draw(st.sampled_from(("", "满三日"))))
        self.nodes[-1] = replace(self.nodes[-1], lane=host.lane, attached_to=host.path)
        self.link(key, self.add(NodeKind.END, "催办"))

    def link(self, source: str, target: str, name: str = "") -> None:
        self.flows.append(flow(source, target, name))


@dataclass(frozen=True)
class Sample:
    """A chart told in few words, for hypothesis prints what it finds."""

    nodes: list[tuple[str, str, str, str | None]]
    flows: list[tuple[str, str]]
    chart: Chart = field(repr=False)


@st.composite
def charts(draw: st.DrawFn, *, timers: bool = False, most: int = 14) -> Sample:
    """Every element lies on a way from the start to an end. most: steps, more or less."""
    draft = _Draft(draw, draw(st.integers(1, len(_LANES))), draw(st.integers(1, most)), timers)
    last = _sequence(draft, draft.add(NodeKind.START, "开始"), "")
    draft.link(last, draft.add(NodeKind.END, "办结"))
    return Sample(
        [(n.path, n.kind.value, n.name, n.lane) for n in draft.nodes],
        [(f.id, f.name) for f in draft.flows],
        chart(draft.nodes, draft.flows, _LANES[: draft.lanes]),
    )


def _sequence(draft: _Draft, before: str, name: str) -> str:
    for _ in range(draft.draw(st.integers(1, 3))):
        kind = (
            draft.draw(st.sampled_from(("task", "split", "loop"))) if draft.budget > 2 else "task"
        )
        before = {"task": _one, "split": _split, "loop": _loop}[kind](draft, before, name)
        name = ""
    return before


def _one(draft: _Draft, before: str, name: str) -> str:
    key = draft.task()
    draft.link(before, key, name)
    return key


def _split(draft: _Draft, before: str, name: str) -> str:
    split = draft.add(
        NodeKind.EXCLUSIVE, draft.draw(st.sampled_from(("", "同意?", "材料齐全、符合形式?")))
    )
    draft.link(before, split, name)
    ends = [
        _sequence(draft, split, branch)
        for branch in ("同意", "不同意", "退回重新办理")[: draft.draw(st.integers(2, 3))]
    ]
    if draft.draw(st.integers(0, 3)) == 0:
        draft.link(ends.pop(), draft.add(NodeKind.END, "不予受理"))
    join = draft.add(NodeKind.EXCLUSIVE)
    for end in ends:
        draft.link(end, join)
    return join


def _loop(draft: _Draft, before: str, name: str) -> str:
    draft.budget -= 2
    join = draft.add(NodeKind.EXCLUSIVE)
    draft.link(before, join, name)
    last = _sequence(draft, join, "")
    split = draft.add(NodeKind.EXCLUSIVE, "通过?")
    draft.link(last, split)
    if draft.draw(st.booleans()):
        draft.link(split, join, "退回")
    else:
        draft.link(_one(draft, split, "补正"), join)
    key = draft.task()
    draft.link(split, key, "通过")
    return key
