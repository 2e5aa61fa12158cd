"""`zhiheng`: exit 0 fine, 1 the thing asked about is not fine, 2 unreadable (design.md §14)."""

import typer

from zhiheng_api.cli import (
    audit,
    chart_file,
    charts,
    check,
    db,
    deadline,
    demo,
    diff,
    disclose,
    draw,
    import_table,
    layout,
    overdue,
    risks,
    seal,
    serve,
    witness,
)

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    help="制衡 zhiheng: 权力运行流程图的建模、校验、运行、监督与取证。",
    pretty_exceptions_enable=False,
)
app.command()(serve.serve)
app.command()(demo.demo)
app.command()(check.check)
app.command()(charts.render)
app.command()(layout.layout)
app.command("import-table")(import_table.import_table)
app.command()(chart_file.assemble)
app.command()(diff.diff)
app.command()(deadline.deadline)
app.command()(overdue.overdue)
app.command()(disclose.disclose)
app.command()(risks.risks)
app.add_typer(audit.app, name="audit", help="校验日志、重放办件 / verify logs, replay cases")
app.add_typer(witness.app, name="witness", help="见证：副署日志的检查点 / witness logs")
app.add_typer(seal.app, name="seal", help="封存日志 / seal the log")
app.add_typer(draw.app, name="draw", help="随机抽取 / random draws")
app.add_typer(db.app, name="db", help="数据库 / database")
