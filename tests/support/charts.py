"""Small charts made in code, for tests of the executor and of the rules."""

from zhiheng.model.chart import Chart, Flow, Node, NodeKind, Task, Variable, VariableType
from zhiheng.model.ids import Digest, ElementPath, PostId
from zhiheng.model.power import Power
from zhiheng.model.separation import Separation

POWER = Power("T-1", "行政许可", "测试局", "0", "0", "不收费", "public", "测")


def chart(
    nodes: dict[str, NodeKind],
    flows: list[tuple[str, str, str | None]],
    variables: tuple[Variable, ...] = (),
    separations: tuple[Separation, ...] = (),
    tasks: dict[str, Task] | None = None,
) -> Chart:
    """flows: (source, target, condition), condition `*` for the default flow."""
    given = tasks or {}
    return Chart(
        key="t",
        name="测试",
        digest=Digest("0" * 64),
        power=POWER,
        nodes={ElementPath(i): _node(i, kind, given) for i, kind in nodes.items()},
        flows=tuple(
            Flow(
                f"f{i}",
                ElementPath(a),
                ElementPath(b),
                condition=None if c in (None, "*") else c,
                default=c == "*",
            )
            for i, (a, b, c) in enumerate(flows)
        ),
        lanes=(),
        variables={v.name: v for v in variables},
        separations=separations,
        limits=(),
        bases=(),
    )


def _node(name: str, kind: NodeKind, given: dict[str, Task]) -> Node:
    path = ElementPath(name)
    task = given.get(name, Task(path, name, post=PostId("P"))) if kind is NodeKind.TASK else None
    return Node(path, kind, name, task=task)


def rework() -> Chart:
    """draft -> check -> gateway -> back to draft, or end."""
    kind = NodeKind
    return chart(
        {
            "start": kind.START,
            "draft": kind.TASK,
            "check": kind.TASK,
            "gate": kind.EXCLUSIVE,
            "end": kind.END,
        },
        [
            ("start", "draft", None),
            ("draft", "check", None),
            ("check", "gate", None),
            ("gate", "draft", "result == 'back'"),
            ("gate", "end", "*"),
        ],
        (
            Variable(
                "result",
                VariableType.CHOICE,
                "结果",
                ElementPath("check"),
                choices=(("back", "退回"), ("agree", "同意")),
            ),
        ),
    )


def parallel() -> Chart:
    """Two branches in parallel, then one last task."""
    kind = NodeKind
    return chart(
        {
            "start": kind.START,
            "split": kind.PARALLEL,
            "a": kind.TASK,
            "b": kind.TASK,
            "join": kind.PARALLEL,
            "last": kind.TASK,
            "end": kind.END,
        },
        [
            ("start", "split", None),
            ("split", "a", None),
            ("split", "b", None),
            ("a", "join", None),
            ("b", "join", None),
            ("join", "last", None),
            ("last", "end", None),
        ],
    )


def sign_off_in_loop() -> Chart:
    """Two signatures in parallel and no task behind the join before the loop goes back."""
    kind = NodeKind
    return chart(
        {
            "start": kind.START,
            "merge": kind.EXCLUSIVE,
            "split": kind.PARALLEL,
            "a": kind.TASK,
            "b": kind.TASK,
            "join": kind.PARALLEL,
            "gate": kind.EXCLUSIVE,
            "decide": kind.TASK,
            "end": kind.END,
        },
        [
            ("start", "merge", None),
            ("merge", "split", None),
            ("split", "a", None),
            ("split", "b", None),
            ("a", "join", None),
            ("b", "join", None),
            ("join", "gate", None),
            ("gate", "merge", "result == 'back'"),
            ("gate", "decide", "*"),
            ("decide", "end", None),
        ],
        (
            Variable(
                "result",
                VariableType.CHOICE,
                "结果",
                ElementPath("a"),
                choices=(("back", "退回"), ("agree", "同意")),
            ),
        ),
    )


def parallel_in_loop() -> Chart:
    """A parallel block that a check may send through once more."""
    kind = NodeKind
    return chart(
        {
            "start": kind.START,
            "merge": kind.EXCLUSIVE,
            "split": kind.PARALLEL,
            "a": kind.TASK,
            "b": kind.TASK,
            "join": kind.PARALLEL,
            "check": kind.TASK,
            "gate": kind.EXCLUSIVE,
            "end": kind.END,
        },
        [
            ("start", "merge", None),
            ("merge", "split", None),
            ("split", "a", None),
            ("split", "b", None),
            ("a", "join", None),
            ("b", "join", None),
            ("join", "check", None),
            ("check", "gate", None),
            ("gate", "merge", "result == 'back'"),
            ("gate", "end", "*"),
        ],
        (
            Variable(
                "result",
                VariableType.CHOICE,
                "结果",
                ElementPath("check"),
                choices=(("back", "退回"), ("agree", "同意")),
            ),
        ),
    )
