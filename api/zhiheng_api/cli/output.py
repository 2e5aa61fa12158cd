"""How the command line speaks: rich tables for people, JSON for programs, faults to stderr."""

import json
import sys
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console

from zhiheng.model.finding import Text

console = Console()
errors = Console(stderr=True)

AsJson = Annotated[bool, typer.Option("--json", help="输出JSON / print JSON")]


def print_json(value: Any) -> None:
    """Print a value as JSON, Chinese as it is."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n")


def unreadable(message: Text) -> NoReturn:
    """What was asked about cannot be read: exit 2."""
    errors.print(f"[red]{message.zh}[/red]\n{message.en}", highlight=False)
    raise typer.Exit(2)
