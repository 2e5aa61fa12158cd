"""How the command line speaks: rich tables for people, JSON for programs, faults to stderr."""

import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from zhiheng.model.finding import Finding, Text

console = Console()
errors = Console(stderr=True)

AsJson = Annotated[bool, typer.Option("--json", help="输出JSON / print JSON")]


def print_json(value: Any) -> None:
    """Print a value as JSON, Chinese as it is."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n")


def print_findings(findings: Iterable[Finding]) -> None:
    """Findings as a table. What they quote from a file is no markup."""
    table = Table("规则 rule", "行 line", "元素 element", "问题 finding", "怎么办 cure")
    for x in findings:
        table.add_row(
            f"{x.rule}\n{x.severity.value}",
            str(x.line or ""),
            escape("\n".join(x.elements)),
            f"{escape(x.message.zh)}\n[dim]{escape(x.message.en)}[/dim]",
            f"{escape(x.cure.zh)}\n[dim]{escape(x.cure.en)}[/dim]",
        )
    console.print(table)


def read_bytes(path: Path) -> bytes:
    """The bytes of a file; exit 2 where it cannot be opened."""
    try:
        return path.read_bytes()
    except OSError as error:
        unreadable(Text(f"读不了文件 {path}：{error.strerror}", f"cannot read {path}"))


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file; exit 2 where it cannot be."""
    try:
        path.write_bytes(content)
    except OSError as error:
        unreadable(Text(f"写不了 {path}：{error.strerror}", f"cannot write {path}"))


def print_problems(problems: Sequence[Text], *, as_json: bool, **facts: object) -> None:
    """What an examination found, and exit 1 where it is anything. facts: for programs."""
    if as_json:
        told = [{"zh": x.zh, "en": x.en} for x in problems]
        print_json({"ok": not problems, **facts, "problems": told})
    else:
        for x in problems:
            errors.print(f"[red]{escape(x.zh)}[/red]\n  {escape(x.en)}", highlight=False)
    if problems:
        raise typer.Exit(1)


def unreadable(message: Text) -> NoReturn:
    """What was asked about cannot be read: exit 2."""
    told = f"[red]{escape(message.zh)}[/red]\n{escape(message.en)}"
    errors.print(told, highlight=False, soft_wrap=True)
    raise typer.Exit(2)
