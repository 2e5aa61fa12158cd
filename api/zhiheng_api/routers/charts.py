"""Charts: deploy, list, check, draw."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Body, Path, Response

from zhiheng.bpmn.reader import read_chart
from zhiheng.commands.agency import execute_agency
from zhiheng.commands.deploy import Deploy
from zhiheng.errors import NotVisible
from zhiheng_api.context import SomeCaller, SomeOnce, SomeRuntime
from zhiheng_api.problems import finding_json
from zhiheng_api.schemas.outputs import ChartOut, ReceiptOut, receipt_out
from zhiheng_diagrams import render

router = APIRouter(prefix="/api/v1/charts", tags=["charts"])

Xml = Annotated[bytes, Body(media_type="application/xml")]
KeyPath = Annotated[str, Path(pattern=r"^[A-Za-z_][A-Za-z0-9_\-]{0,199}$")]


@router.post("", status_code=201)
def deploy(rt: SomeRuntime, caller: SomeCaller, once: SomeOnce, xml: Xml) -> ReceiptOut:
    """Deploy a BPMN file; its exact bytes are kept. Refused with findings while it has errors."""
    return receipt_out(execute_agency(rt, caller, Deploy(xml), once))


@router.post("/check")
def check(_caller: SomeCaller, xml: Xml) -> dict[str, Any]:
    """What is wrong in a BPMN file, where, and how to cure it. Nothing is stored."""
    return {"findings": [finding_json(x) for x in read_chart(xml).findings]}


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


@router.get("/{key}/svg")
def draw(
    rt: SomeRuntime,
    caller: SomeCaller,
    key: KeyPath,
    edition: Literal["public", "internal"] = "public",
) -> Response:
    """The chart in force as a picture."""
    with rt.db.reading() as connection:
        versions = rt.agency(connection, caller.agency).state.charts.get(key)
        if not versions:
            raise NotVisible("no-such-chart", key=key)
        chart = rt.chart(connection, caller.agency, versions[-1].digest).chart
    return Response(render(chart, edition=edition, fmt="svg"), media_type="image/svg+xml")
