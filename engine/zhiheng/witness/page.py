"""The page of a witness: of each log the last checkpoint, when it was seen, and what is wrong."""

from datetime import UTC, datetime
from html import escape

from zhiheng.witness.memory import Alarm
from zhiheng.witness.witness import FollowedLog, Witness

_ALARMS = {
    "fork": "两种面目：日志向不同的人出示不同的历史 / fork: the log shows two histories",
    "roll-back": "回退：日志比见过的短 / roll-back: the log is shorter than it was",
}
_HEAD = """\
<!doctype html>
<html lang="zh-CN"><meta charset="utf-8"><title>见证 Witness</title>
<style>body{font-family:sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;line-height:1.5}
table{border-collapse:collapse}td,th{border:1px solid #888;padding:.3rem .6rem;text-align:left}
pre{background:#eee;padding:.6rem;overflow:auto}.bad{color:#a00;font-weight:bold}</style>
<h1>见证 Witness</h1>
"""


def page(witness: Witness, silence: int) -> str:
    """HTML. silence: seconds without an answer after which a log is called silent."""
    alarms = witness.memory.alarms()
    rows = "".join(_row(witness, log, silence) for log in witness.logs.values())
    return (
        f"{_HEAD}<p>{escape(witness.signer.name)}</p>\n"
        "<table><tr><th>日志 log<th>条数 size<th>根 root<th>见到 seen<th>应答 answered<th></tr>\n"
        f"{rows}</table>\n<h2>警报 Alarms</h2>\n"
        f"{''.join(map(_alarm, alarms)) or '<p>无 none</p>'}</html>\n"
    )


def _row(witness: Witness, log: FollowedLog, silence: int) -> str:
    seen, heard = witness.memory.latest(log.origin), witness.memory.heard(log.origin)
    came = seen.seconds if seen else 0
    state = "正常 fine"
    if witness.now() - max(heard or 0, came) > silence:
        state = '<span class="bad">无应答 silent</span>'
    size, root = (seen.point.size, seen.point.root.hex()[:16]) if seen else ("—", "—")
    cells = (escape(log.origin), size, root, _time(came), _time(heard), state)
    return "<tr>" + "".join(f"<td>{cell}" for cell in cells) + "</tr>\n"


def _alarm(alarm: Alarm) -> str:
    what = _ALARMS.get(alarm.kind, alarm.kind)
    return (
        f'<p class="bad">{escape(what)}</p><p>{escape(alarm.origin)}，{_time(alarm.seconds)}：'
        f"{escape(alarm.why)}</p><p>我方见过 we have cosigned</p><pre>{escape(alarm.ours)}</pre>"
        f"<p>日志出示 the log shows</p><pre>{escape(alarm.theirs)}</pre>\n"
    )


def _time(seconds: int | None) -> str:
    if not seconds:
        return "—"
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
