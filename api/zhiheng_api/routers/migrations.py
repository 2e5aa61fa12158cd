"""Migration of running cases (迁移): what was approved, a dry run, and the run itself."""

from typing import Annotated

from fastapi import APIRouter, Path
from pydantic import BaseModel, Field

from zhiheng.commands.sweeps.run_migration import run_migration
from zhiheng.runtime.migrations import MigrationItem, may_migrate, migrations
from zhiheng_api.context import SomeCaller, SomeRuntime
from zhiheng_api.schemas.inputs import In, Line

router = APIRouter(prefix="/api/v1/migrations", tags=["agency"])


class DryRunIn(In):
    """names: element paths of older versions that are others in that version."""

    chart: Line
    version: Annotated[int, Field(ge=1, le=100_000)]
    names: Annotated[dict[Line, Line], Field(max_length=500, default_factory=dict)]


class MigrationOut(BaseModel):
    """What was approved."""

    migration: int
    chart: str
    version: int
    names: dict[str, str]


@router.get("")
def approved(rt: SomeRuntime, caller: SomeCaller) -> list[MigrationOut]:
    """The migrations that two hands have approved."""
    may_migrate(caller)
    with rt.db.reading() as connection:
        state = rt.agency(connection, caller.agency).state
    return [
        MigrationOut(migration=m.migration, chart=m.key, version=m.version, names=m.names)
        for m in state.migrations.values()
    ]


@router.post("/dry-run")
def dry_run(rt: SomeRuntime, caller: SomeCaller, body: DryRunIn) -> list[MigrationItem]:
    """Which running cases could go over to that version, and why others could not."""
    with rt.db.reading() as connection:
        return migrations(rt, connection, caller, body.chart, body.version, body.names)


@router.post("/{no}/run")
def run(
    rt: SomeRuntime, caller: SomeCaller, no: Annotated[int, Path(ge=1, le=99_999)]
) -> list[MigrationItem]:
    """Let each running case go over whose history fits; the others stay, and say why."""
    return run_migration(rt, caller, no)
