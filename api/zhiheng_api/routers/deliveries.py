"""Deliveries of notices (外发): what waits, what never arrived (死信), and another try."""

from typing import Annotated

from fastapi import APIRouter, Query

from zhiheng.commands.notices.redeliver import redeliver
from zhiheng.queries.deliveries import DeliveryItem, deliveries
from zhiheng_api.context import SomeCaller, SomeRuntime
from zhiheng_api.schemas.inputs import RedeliverIn

router = APIRouter(prefix="/api/v1/deliveries", tags=["supervision"])


@router.get("")
def list_deliveries(
    rt: SomeRuntime,
    caller: SomeCaller,
    state: Annotated[str, Query(pattern="^(pending|sent|dead)$")] = "dead",
    limit: Annotated[int, Query(ge=1, le=500)] = 200,
) -> list[DeliveryItem]:
    """For the system officer and supervisors: without numbers, titles and persons' texts."""
    with rt.db.reading() as connection:
        return deliveries(connection, caller, state, limit)


@router.post("/redeliver", status_code=204)
def try_again(rt: SomeRuntime, caller: SomeCaller, body: RedeliverIn) -> None:
    """Try a dead one again, under the key that it always had; by the system officer."""
    redeliver(rt, caller, body.channel, body.key)
