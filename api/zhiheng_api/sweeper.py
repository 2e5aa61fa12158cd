"""What a process does by itself while it serves: fire timers, send notices, seal.

Others do it too.
"""

import asyncio
import logging
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import ExitStack, asynccontextmanager, suppress
from functools import partial

from sqlalchemy.exc import DBAPIError

from zhiheng.commands.cards.sweep import sweep_cards
from zhiheng.commands.log.clear_erased import clear_erased
from zhiheng.commands.sweeps.sweep import sweep
from zhiheng.commands.sweeps.sweep_warnings import sweep_warnings
from zhiheng.errors import Busy
from zhiheng.runtime import Runtime
from zhiheng_api.outgoing import webhook
from zhiheng_api.outgoing.sending import send_due, sends
from zhiheng_api.sealing import Sealing
from zhiheng_api.settings import Settings

_log = logging.getLogger(__name__)

_LONGEST = 10.0
"""Seconds between attempts at what goes wrong."""


@asynccontextmanager
async def sweeping(rt: Runtime, settings: Settings) -> AsyncIterator[None]:
    """Sweep so often in the background as the settings say; 0 seconds: never."""
    ended, stopped = asyncio.Event(), threading.Event()
    with ExitStack() as held:
        jobs: list[tuple[float, str, Callable[[], object]]] = [
            (settings.sweep_seconds, "timers and limits", partial(_sweep, rt)),
            (settings.reads_seconds, "reads", partial(rt.looks.flush, rt.time_of)),
        ]
        if sends(settings):
            client = held.enter_context(webhook.new_client())
            send = partial(send_due, rt, settings, client, stopped.is_set)
            jobs.append((settings.send_seconds, "notices", send))
        if settings.key_path.exists():
            sealing = Sealing(rt, settings)
            jobs.append((settings.seal_seconds, "log", partial(sealing.run, stopped.is_set)))
        tasks = [asyncio.create_task(_repeat(ended, *job)) for job in jobs if job[0]]
        try:
            yield
        finally:
            ended.set()
            stopped.set()
            await asyncio.gather(*tasks)
            await _written(rt)


async def _written(rt: Runtime) -> None:
    """What was read until the end is written before the process goes."""
    try:
        await asyncio.to_thread(rt.looks.flush, rt.time_of)
    except (Busy, DBAPIError):
        _log.exception("%s reads are lost: they could not be written", len(rt.looks))


def _sweep(rt: Runtime) -> None:
    """Timers first: a limit that one of them ends warns no more."""
    sweep(rt)
    sweep_warnings(rt)
    sweep_cards(rt)
    clear_erased(rt)


async def _repeat(
    ended: asyncio.Event, seconds: float, what: str, job: Callable[[], object]
) -> None:
    """Until the service ends; what is under way by then is waited for: it uses the database.

    After a fault it waits longer, twice each time, so that a database that is away for an hour
    does not fill a disk with complaints.
    """
    pause = seconds
    while True:
        with suppress(TimeoutError):
            await asyncio.wait_for(ended.wait(), pause)
        if ended.is_set():
            return
        try:
            await asyncio.to_thread(job)
            pause = seconds
        except Exception:  # noqa: BLE001 - a database that is away must not end the sweeping for good
            pause = max(seconds, min(pause * 2, _LONGEST))
            _log.exception("a sweep of the %s failed; the next is due in %s s", what, pause)
