"""Lets timers of charts fire while the service runs; each process sweeps, and none twice."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from zhiheng.commands.sweep import sweep
from zhiheng.runtime import Runtime

_log = logging.getLogger(__name__)


@asynccontextmanager
async def sweeping(rt: Runtime, seconds: float) -> AsyncIterator[None]:
    """Sweep so often in the background; seconds: 0 for never."""
    task = asyncio.create_task(_sweep(rt, seconds)) if seconds else None
    try:
        yield
    finally:
        if task is not None:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


async def _sweep(rt: Runtime, seconds: float) -> None:
    while True:
        await asyncio.sleep(seconds)
        try:
            await asyncio.to_thread(sweep, rt)
        except Exception:  # noqa: BLE001 - a database that is away must not end the sweeping for good
            _log.exception("a sweep of the timers failed; the next is due in %s s", seconds)
