"""docs/log.md: what the log holds of every door. `python -m zhiheng_api.logged.page` writes it."""

from collections.abc import Iterator
from pathlib import Path

from zhiheng_api.logged.doors import COMMANDS, CONSOLE, KEPT, NOTHING, READS, WRITTEN
from zhiheng_api.logged.entries import ENTRIES, FOLLOWS

PAGE = Path(__file__).resolve().parents[3] / "docs/log.md"

_HEAD = """# 日志里有什么 What the log holds

每个入口做什么、日志里留下什么，逐一列出；新入口没有写进来，测试就不过（`tests/docs/test_log.py`）。
读到的内容从不进日志：只有编号、摘要、人、时间。一切拒绝另记一条 `refused/1`（同一账号一分钟内超过 20 次的合并计数）；
没有登录的请求从不进日志，唯一的例外是对**确有的账号**输错密码，每个账号一刻钟至多 5 次，每分钟至多 60 个账号，其余只计数。

Every door, and what it leaves in the log; a door that is missing here fails a test. What was read is never there: only ids, digests,
persons and times. Each refusal is an entry besides (`refused/1`, folded beyond 20 a minute of one account). Requests without a log-in
never reach the log, but for wrong passwords of accounts **that exist**: at most 5 in a quarter of an hour each, 60 accounts a minute.

## 什么时候写 When it is written

| 类 kind | 何时 when | 进程被强行终止时 what a killed process can lose |
|---|---|---|
| 动作 acts | 与动作同一事务 in the act's own transaction | 没有 nothing |
| 登录、确认、退出、订阅、改密、重发 | 与其数据行同一事务 in one transaction with their rows | 没有 nothing |
| 下载材料、一切导出 papers, exports | 写好才答复，写不成就不给 before the answer, or none is given | 没有 nothing |
| 查看卷宗、上传、日历订阅、输错密码 reads, uploads, feeds, failed log-ins | 每 `ZHIHENG_READS_SECONDS` 秒一批，同一人同一件同一分钟合并 by the batch, folded | 这几秒的 those seconds |

内存里积到 20000 种而数据库写不进去时，不再显示卷宗（503）：记不下来的就不给看。
With 20,000 different reads waiting for a database that is away, files are no longer shown (503).

本页由 `python -m zhiheng_api.logged.page` 生成，请勿手改。This page is generated; do not edit it.
"""


def page() -> str:
    """The whole page."""
    return "\n".join([_HEAD, *_entries(), *_acts(), *_reads(), *_console()]) + "\n"


def _entries() -> Iterator[str]:
    yield "## 条目 Entries\n"
    yield "| 动作 command | 流 stream | 事实 facts |\n|---|---|---|"
    for command, (stream, facts) in ENTRIES.items():
        yield f"| `{command}` | `{stream}` | {_tags(facts)} |"
    yield f"\n同一条里还可以有随之发生的 what follows, in the same entry: {_tags(FOLLOWS)}。\n"


def _acts() -> Iterator[str]:
    yield "## 入口：动作 Doors where something is done\n"
    yield "| 入口 door | 动作 command |\n|---|---|"
    for door, commands in COMMANDS.items():
        yield f"| `{door}` | {' '.join(f'`{x}`' for x in commands.split())} |"
    for table, when in ((WRITTEN, ""), (KEPT, "（分批 by the batch）")):
        for door, (commands, facts) in table.items():
            told = " ".join(f"`{x}`" for x in commands.split())
            yield f"| `{door}` | {told} {_tags(facts)}{when} |"
    yield ""


def _reads() -> Iterator[str]:
    yield "## 入口：查看 Doors where something is read\n"
    yield "| 入口 door | 日志 in the log |\n|---|---|"
    for path, what in READS.items():
        yield f"| `GET {path}` | `file-read/1` {what} |"
    for door, why in NOTHING.items():
        yield f"| `{door}` | —：{why} |"
    yield "\n看的是哪一份打招呼登记或者投诉，不记：监督人员读得到这条流，而登记可能正是关于监督的。"
    yield "Which report was read is not said: the supervisor reads this stream, and may be the one it is about.\n"


def _console() -> Iterator[str]:
    yield "## 命令行 Command line\n"
    yield "在机器上做的事没有账号，记为 `operator`；不经本程序也做得到，那时只有检查点和见证能发现。"
    yield "At the machine itself no account is known; what is done there without the program only checkpoints can show.\n"
    yield "| 命令 command | 日志 in the log |\n|---|---|"
    for command, what in CONSOLE.items():
        yield f"| `zhiheng {command}` | {what} |"


def _tags(facts: str) -> str:
    return " ".join(f"`{x.partition('/')[0]}/1`" for x in facts.split())


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
