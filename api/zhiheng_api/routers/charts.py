"""Charts: deploy, list, check, draw."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Body, Path, Query, Response

from zhiheng.check import Checked, Waiver, check_file
from zhiheng.clock import local_date
from zhiheng.commands.bureau.agency import execute_agency
from zhiheng.commands.bureau.deploy import Deploy
from zhiheng.errors import BadData, Forbidden, NotVisible, unfit
from zhiheng.model.caller import Caller, Role
from zhiheng.queries.disclosure.draft import edition_draft
from zhiheng.queries.heat import heat
from zhiheng.runtime import Runtime
from zhiheng.runtime.exports import exported
from zhiheng_api.context import SomeCaller, SomeOnce, SomeRuntime
from zhiheng_api.families import unknown_family
from zhiheng_api.problems import checked_json
from zhiheng_api.schemas.edition import EditionOut, TextOut
from zhiheng_api.schemas.heat import HeatOut, heat_out
from zhiheng_api.schemas.inputs import DeployIn
from zhiheng_api.schemas.outputs import ChartOut, ReceiptOut, receipt_out
from zhiheng_diagrams import Template, TooLarge, choose, drawable, render, render_finding

router = APIRouter(prefix="/api/v1/charts", tags=["charts"])

Xml = Annotated[bytes, Body(media_type="application/xml")]
KeyPath = Annotated[str, Path(pattern=r"^\w[\w.-]{0,199}$")]


@router.post("", status_code=201)
def deploy(rt: SomeRuntime, caller: SomeCaller, once: SomeOnce, xml: Xml) -> ReceiptOut:
    """Deploy a BPMN file; its exact bytes are kept. Refused with findings while it has any."""
    return receipt_out(execute_agency(rt, caller, Deploy(xml), once))


@router.post("/waived", status_code=201)
def deploy_waived(
    rt: SomeRuntime, caller: SomeCaller, once: SomeOnce, body: DeployIn
) -> ReceiptOut:
    """Deploy a BPMN file although it has warnings, each waived with a reason and an expiry."""
    waivers = tuple(Waiver(w.rule, w.reason, w.until, tuple(w.elements)) for w in body.waivers)
    return receipt_out(execute_agency(rt, caller, Deploy(body.xml.encode(), waivers), once))


@router.post("/check")
def check(
    rt: SomeRuntime,
    caller: SomeCaller,
    xml: Xml,
    rules: Annotated[str, Query(pattern="^([A-Z]{3}(,[A-Z]{3})*)?$")] = "",
    analyse: Annotated[bool | None, Query()] = None,
    process: Annotated[str | None, Query(max_length=200)] = None,
) -> dict[str, Any]:
    """What is wrong in a BPMN file, where, and how to cure it. Nothing is stored.

    With the agency's roster, except for an applicant, who learns no persons; the same findings
    as `zhiheng check` and as deployment decides by.
    A file without our words, and any file with `analyse=true`, is only analysed: `title` says so.
    `process`: which process of such a file, by its id.
    """
    families = [r for r in rules.split(",") if r]
    checked = _checked(rt, caller, xml, families, analyse=analyse, process=process)
    return checked_json(checked)


@router.post("/check/picture", response_class=Response)
def check_picture(
    rt: SomeRuntime,
    caller: SomeCaller,
    xml: Xml,
    rule: Annotated[str | None, Query(pattern="^[A-Z]{3}[0-9]{3}$")] = None,
    analyse: Annotated[bool | None, Query()] = None,
    process: Annotated[str | None, Query(max_length=200)] = None,
) -> Response:
    """One finding of `check`, drawn on the chart as SVG: its way numbered, the cure in words.

    `rule`: the first finding of that rule; by itself the gravest that has a way to show.
    """
    checked = _checked(rt, caller, xml, analyse=analyse, process=process)
    finding = choose(checked.findings, rule)
    chart = drawable(xml, checked, process)
    if finding is None or chart is None:
        raise BadData("nothing-to-draw", pointer="/rule", wanted=rule or "—")
    try:
        drawn = render_finding(chart, finding, checked.findings, fmt="svg", banner=checked.title)
    except TooLarge as error:
        raise BadData("too-large-to-draw", nodes=error.nodes, flows=error.flows) from error
    return Response(drawn, media_type="image/svg+xml")


def _checked(
    rt: Runtime,
    caller: Caller,
    xml: bytes,
    families: Sequence[str] = (),
    *,
    analyse: bool | None,
    process: str | None,
) -> Checked:
    """Today, with the roster of the caller's agency, which applicants have no part in."""
    wrong = unknown_family(families)
    if wrong is not None:
        raise unfit("/rules", wrong)
    with rt.db.reading() as connection:
        view = rt.agency(connection, caller.agency)
    day = local_date(rt.now(view))
    roster = None if caller.role is Role.APPLICANT else view.roster
    how: dict[str, Any] = {"analyse": analyse, "process": process, "calendar": view.calendar}
    if roster is not None:
        how["parameters"] = view.parameters
    return check_file(xml, roster, day, families, **how)


@router.get("")
def list_charts(rt: SomeRuntime, caller: SomeCaller) -> list[ChartOut]:
    """The charts in force."""
    with rt.db.reading() as connection:
        view = rt.agency(connection, caller.agency)
        newest = [versions[-1] for _, versions in sorted(view.state.charts.items())]
        charts = [rt.chart(connection, caller.agency, v.digest).chart for v in newest]
    return [
        ChartOut(
            key=chart.key,
            version=deployed.version,
            digest=deployed.digest,
            name=chart.name,
            critical=list(deployed.critical),
            tasks={t.path: t.name for t in chart.tasks},
        )
        for deployed, chart in zip(newest, charts, strict=True)
    ]


@router.get("/{key}/edition")
def draw_edition(rt: SomeRuntime, caller: SomeCaller, key: KeyPath) -> EditionOut:
    """The public edition that could be published now, the list that a draft files, and faults."""
    with rt.db.reading() as connection:
        draft = edition_draft(rt, connection, caller, key)
    return EditionOut(
        paper=draft.paper,
        published=draft.published,
        faults=[TextOut(zh=x.zh, en=x.en) for x in draft.faults],
        gaps=[TextOut(zh=x.zh, en=x.en) for x in draft.gaps],
        edition=draft.body.decode(),
    )


@router.get("/{key}/svg")
def draw(
    rt: SomeRuntime,
    caller: SomeCaller,
    key: KeyPath,
    edition: Literal["public", "internal"] = "public",
    chart: Annotated[Template, Query()] = "lanes",
) -> Response:
    """The chart in force as a picture; the internal edition is not for applicants.

    `chart`: the flow in lanes (权力运行流程图), or risks and measures (廉政风险防控图).
    """
    if edition == "internal" and caller.role is Role.APPLICANT:
        raise Forbidden("role-may-not", role=caller.role.value, verb="internal")
    with rt.db.reading() as connection:
        versions = rt.agency(connection, caller.agency).state.charts.get(key)
        if not versions:
            raise NotVisible("no-such-chart", key=key)
        found = rt.chart(connection, caller.agency, versions[-1].digest).chart
    svg = render(found, edition=edition, fmt="svg", template=chart)
    return Response(svg, media_type="image/svg+xml")


@router.get("/{key}/heat", response_model=HeatOut)
def heat_map(
    rt: SomeRuntime,
    caller: SomeCaller,
    key: KeyPath,
    since: Annotated[date | None, Query()] = None,
    until: Annotated[date | None, Query()] = None,
) -> Response:
    """Of each step: visits, median of working days, share late; of the last 90 days if none.

    For those who see the whole agency.
    """
    with rt.db.reading() as connection:
        found = heat(rt, connection, caller, key, since, until)
    content = heat_out(found).model_dump_json().encode()
    asked = {"chart": key, "since": f"{found.since}", "until": f"{found.until}"}
    exported(rt, caller, "heat", content, asked)
    return Response(content, media_type="application/json")
