"""What a fact about limits and timers says in the file of a case."""

from zhiheng import facts as f
from zhiheng.model.chart import Chart
from zhiheng.model.ids import ElementPath

_KINDS = {"statutory": "法定时限", "promised": "承诺时限", "post": "岗位时限"}
_MEANS = {"acceptance": "受理", "grant": "准予"}


_RUNGS = {"remind": "时限将到，提醒", "yellow": "时限预警（黄）", "red": "时限已过（红）"}


def waited(chart: Chart, fact: f.AnyFact) -> str | None:
    """What a timer of the chart waits for or did, and what moved a limit."""
    match fact:
        case f.TimerArmed():
            return f"定时“{_name(chart, fact.timer)}”：{_waits(fact)}"
        case f.TimerDisarmed():
            how = "届满，自动往下走" if fact.fired else "不再等待"
            return f"定时“{_name(chart, fact.timer)}”{how}"
        case f.TimerReprojected():
            moved = f"{fact.old_due} → {fact.due}"
            return f"日历变更，定时“{_name(chart, fact.timer)}”重算：{moved}"
        case f.TimerExtended():
            return f"定时“{_name(chart, fact.timer)}”延长，等到{fact.due}（含）"
        case f.ClockDeemed():
            return f"逾期未作为，依{fact.law}视为{_MEANS[fact.means]}，自{fact.since}起"
        case _:
            return _moved(chart, fact)


def _moved(chart: Chart, fact: f.AnyFact) -> str | None:  # noqa: PLR0911 - one answer a fact
    match fact:
        case f.ClockWarned():
            return f"{_RUNGS[fact.rung]}：{_clock(chart, fact.clock)}"
        case f.ClockStopped():
            why = f"{fact.ground}，{fact.document}"
            return f"{_clock(chart, fact.clock)}自{fact.since}起不计入（{why}）"
        case f.ClockResumed():
            return f"{_clock(chart, fact.clock)}恢复计算，到{fact.due}"
        case f.ClockRestarted():
            return f"{_clock(chart, fact.clock)}自{fact.start}重新计算，到{fact.due}"
        case f.ClockExtended():
            return f"{_clock(chart, fact.clock)}延长{fact.n}，到{fact.due}（{fact.document}）"
        case f.ClockReprojected():
            unsure = "（推定）" if fact.provisional else ""
            moved = f"{fact.old_due} → {fact.due}{unsure}"
            return f"日历变更，{_clock(chart, fact.clock)}重算：{moved}"
        case _:
            return None


def _clock(chart: Chart, clock: str) -> str:
    """A limit of the case by its kind; one of a step with the name of the step."""
    path, at, rest = clock.partition("@")
    if not at:
        return _KINDS[clock]
    return f"“{_name(chart, path)}”的{_KINDS[rest.partition(':')[2]]}"


def _name(chart: Chart, path: str) -> str:
    return chart.nodes[ElementPath(path)].name or path


def _waits(fact: f.TimerArmed) -> str:
    if fact.told:
        return "已告知补正，逾期不视为受理"
    last = f"等到{fact.due}（含）" if fact.unit != "hour" else f"等{fact.n}小时"
    return last + ("，按推定日历" if fact.provisional else "")
