"""`zhiheng import-table`: a table of steps becomes a chart that can be checked and drawn."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer
import yaml

from zhiheng.bpmn.markup.names import as_element_id
from zhiheng.model.finding import Finding, Severity, Text
from zhiheng.model.roster_file import read_roster
from zhiheng.share import share
from zhiheng.tables import import_rows
from zhiheng.tables.file import sheet_in
from zhiheng.tables.risks import CodeWord
from zhiheng.tables.write import Title
from zhiheng_api.cli.faults import reading
from zhiheng_api.cli.output import (
    AsJson,
    console,
    print_findings,
    print_json,
    read_bytes,
    unreadable,
)
from zhiheng_api.problems import finding_json
from zhiheng_api.register import SHIPPED, register_in, shipped_catalogue
from zhiheng_diagrams.interchange import lay


def import_table(
    file: Annotated[Path, typer.Argument(help="环节表 .xlsx 或 .csv / table of steps")],
    output: Annotated[Path, typer.Option("-o", "--output", help="写成的流程图 / chart to write")],
    title: Annotated[str | None, typer.Option(help="流程名称 / name of the chart")] = None,
    key: Annotated[str | None, typer.Option(help="流程编号 / key of the chart")] = None,
    roster: Annotated[
        Path | None, typer.Option(help="花名册：按岗位名称取编号 / roster: posts by their names")
    ] = None,
    *,
    overwrite: Annotated[
        bool, typer.Option(help="覆盖已有的文件 / write over a file that is there")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """由环节表生成流程图；看不懂的不猜，逐格指出 / make a chart from a table of steps."""
    with reading("表格", "table"):
        sheet = sheet_in(read_bytes(file))
    named = Title(as_element_id(key or output.stem), title or file.stem, file.name)
    posts = _posts(roster) if roster else {}
    made = import_rows(sheet.rows, named, code_words(), posts, sheet.unread)
    _tell(made.findings, as_json=as_json)
    if made.xml is None:
        raise typer.Exit(1)
    with reading("流程图", "chart"):
        laid = lay(made.xml).xml
    _write(output, laid, file, overwrite=overwrite)
    if not as_json:
        told = f"{len(made.steps)} 个环节，已写入 / steps, written: {output}"
        console.print(told, highlight=False)
    if not made.whole:
        raise typer.Exit(1)


def _write(output: Path, content: bytes, table: Path, *, overwrite: bool) -> None:
    """A chart that was completed by hand, and the table itself, are not lost by one command."""
    try:
        if output.exists() and table.samefile(output):
            unreadable(Text(f"{output} 就是表格", f"{output} is the table itself"))
        with output.open("wb" if overwrite else "xb") as file:
            file.write(content)
    except FileExistsError:
        unreadable(
            Text(
                f"{output} 已经有了，没有覆盖；要覆盖请加 --overwrite",
                f"{output} exists and is left as it is; --overwrite writes over it",
            )
        )
    except OSError as error:
        unreadable(Text(f"写不了 {output}：{error.strerror}", f"cannot write {output}"))


def code_words() -> dict[str, CodeWord]:
    """The codes of the catalogue and of the shipped register."""
    items = shipped_catalogue().codes.items()
    own = register_in(share("processes") / SHIPPED).codes
    return {c: CodeWord(i.title.zh, i.kind) for c, i in items} | {
        c: CodeWord(word.zh, word.kind) for c, word in own.items()
    }


def _posts(path: Path) -> Mapping[str, str]:
    with reading("花名册", "roster"):
        found = read_roster(yaml.safe_load(read_bytes(path)))
    return {p.name: str(id_) for id_, p in found.posts.items()} | {
        str(i): str(i) for i in found.posts
    }


def _tell(findings: tuple[Finding, ...], *, as_json: bool) -> None:
    if as_json:
        print_json({"findings": [finding_json(f) for f in findings]})
        return
    loud = [f for f in findings if f.severity is not Severity.INFO]
    if loud:
        print_findings(loud)
    if quiet := len(findings) - len(loud):
        console.print(f"另有 {quiet} 条说明，见 --json / {quiet} notes more in --json")
