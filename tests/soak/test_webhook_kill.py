"""Service and receiver killed at random: each notice arrives at least once, none is invented."""

import random
import sys
import time
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr
from soak.test_kill import _load
from sqlalchemy import select
from support.receiver import SECRET, Receiver
from support.service import Service

from zhiheng.clock import system_now
from zhiheng.queries.replay import case_ids, replay
from zhiheng.runtime import Runtime
from zhiheng.store import tables as t
from zhiheng.store.db import Database
from zhiheng.store.notice_keys import key_of
from zhiheng_api.outgoing import webhook
from zhiheng_api.outgoing.sending import send_due
from zhiheng_api.settings import Settings

_PAST_EVERY_WAIT = timedelta(hours=13)


def _kill_both(service: Service, receiver: Receiver, kills: int, seed: int) -> int:
    """Under load of one clerk's office. Returns how often the receiver died."""
    dice = random.Random(seed)  # noqa: S311 - a place to kill, no secret
    receiver.start()
    service.start()
    died = 0
    with _load(service, 1) as clients:
        for _ in range(kills):
            time.sleep(dice.uniform(0.3, 2.5))
            if dice.random() < 0.5:
                service.kill()
                service.start()
            elif receiver.alive:
                receiver.kill()
            if not receiver.alive:
                died += 1
                time.sleep(dice.uniform(0, 1))
                receiver.start()
    service.kill()
    assert [f for c in clients for f in c.faults] == []
    return died


def _drain(rt: Runtime, receiver: Receiver, settings: Settings, ahead: list[timedelta]) -> None:
    """What is left, by a sender of another day: leases are over by then, and all waits."""
    receiver.clumsy = False
    if receiver.alive:
        receiver.kill()
    receiver.start()
    pending = select(t.delivery.c.n).where(t.delivery.c.state == "pending").limit(1)
    with webhook.new_client() as client:
        while True:
            ahead[0] += _PAST_EVERY_WAIT
            send_due(rt, settings, client)
            with rt.db.reading() as connection:
                if connection.execute(pending).first() is None:
                    return


@pytest.mark.soak
@pytest.mark.timeout(1800)
def test_receiver_and_service_killed_at_random_lose_and_invent_no_notice(
    backend_url: str, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    data.mkdir()
    receiver = Receiver(tmp_path, clumsy=True)
    names = {"URL": receiver.url, "SECRET": SECRET}
    given = {f"ZHIHENG_WEBHOOK_{k}": v for k, v in names.items()}
    service = Service(backend_url, data, settings=given | {"ZHIHENG_SEND_SECONDS": "0.2"})
    died = _kill_both(service, receiver, kills=40, seed=5)
    ahead = [timedelta()]

    def clock() -> datetime:
        return system_now() + ahead[0]

    rt = Runtime(Database(backend_url), data / "documents", clock)
    settings = Settings(
        data=data, webhook_url=receiver.url, webhook_secret=SecretStr(SECRET), agency="jingyue"
    )
    sent_before = Counter(x["id"] for x in receiver.received())
    _drain(rt, receiver, settings, ahead)
    with rt.db.reading() as connection:
        told = {key_of(r).outward(r.agency) for r in connection.execute(select(t.notice))}
        states = Counter(connection.execute(select(t.delivery.c.state)).scalars())
        differing = [
            c for c in case_ids(connection, "jingyue") if replay(rt, connection, "jingyue", c)
        ]
    rt.db.close()
    got = receiver.received()
    receiver.kill()
    sys.stdout.write(
        f"\n40 kills, the receiver gone {died} times: {len(told)} notices, {len(got)} arrivals, "
        f"{len(sent_before)} of them before the end, 0 lost, 0 invented\n"
    )
    assert differing == []
    assert states == {"sent": len(told)}
    assert {x["id"] for x in got} == told
    assert all(x["good"] for x in got)
    assert len(told) > 50
    assert sent_before
