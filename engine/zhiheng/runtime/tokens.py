"""Where a step of the executor leads by the net of the chart (影子标记).

The executor is held to the chart at each step: a completion that is no legal firing of the net is
refused in its transaction, whatever the executor, an edited table or a fault of ours says.
"""

from zhiheng import facts as f
from zhiheng.errors import NotReady
from zhiheng.model.chart import Chart
from zhiheng.model.ids import ElementPath
from zhiheng.spiff import Moved
from zhiheng.state.case import CaseState
from zhiheng.state.task import task_id
from zhiheng.verify.marking import decode, encode, fire_step, shadow_net, start


def tokens(state: CaseState, chart: Chart, moved: Moved) -> f.TokensMoved:
    """What moved, as a fact, with the marking after it. Raises NotReady when it is not legal."""
    net = shadow_net(chart)
    gone = {task_id(p, state.visits[p]) for p in moved.closed}
    still = {t.path for i, t in state.open.items() if i not in gone}
    still |= state.timers.keys() - set(moved.disarmed)
    waiting = set(map(ElementPath, (*still, *moved.opened, *moved.armed)))
    step = moved.fired or next(iter(moved.closed), None)
    if step is not None:
        marking = fire_step(net, decode(net, state.marking), ElementPath(step), waiting)
    else:
        marking = start(net, waiting)
    if marking is None:
        raise NotReady("not-on-the-chart", tasks="、".join(moved.opened), task=moved.closed[:1])
    return f.TokensMoved(
        closed=tuple(task_id(p, state.visits[p]) for p in moved.closed),
        opened=tuple(task_id(p, state.visits.get(p, 0) + 1) for p in moved.opened),
        marking=encode(net, marking),
        ended=moved.ended,
        fired=task_id(moved.fired, state.visits[moved.fired]) if moved.fired else None,
    )


def agree(one: f.TokensMoved, other: f.TokensMoved) -> bool:
    """Whether both say the same, whatever the order in which a chart lists its elements."""
    return (
        one.closed[:1] == other.closed[:1]
        and set(one.closed) == set(other.closed)
        and set(one.opened) == set(other.opened)
        and (one.marking, one.ended, one.fired) == (other.marking, other.ended, other.fired)
    )
