"""Races at two real services on one database: one winner a task, one hand a slot, one purchase.

Small in the normal run, 1,000 tasks by eight contenders in `make soak`.
"""

import random
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest
from support import spending, variants
from support.evidence import agency_verdict, facts_of, replays
from support.office import Office
from support.service import Service
from support.together import AGREE, DUAL

from zhiheng import facts as f
from zhiheng.clock import system_now
from zhiheng.runtime import Runtime
from zhiheng.store.db import Database

CONTENDERS = ("gh-1", "gh-2", "zh-1", "zh-2", "jc-1", "jc-2", "gh-k", "zh-k")
_SETTINGS = {"ZHIHENG_WRITES_PER_MINUTE": "0", "ZHIHENG_LOGINS_PER_MINUTE": "0"}


def _all_at_the_window(data: dict[str, Any]) -> None:
    """All eight hold the post of the intake."""
    for who in CONTENDERS[2:]:
        variants.person(data, who)["holdings"].append({"post": "GH-c", "since": "2026-01-01"})


@dataclass
class Two:
    """Two services, and the office that looks into their database."""

    office: Office
    services: tuple[Service, Service]
    open_: ExitStack

    def session(self, who: str, at: int) -> httpx.Client:
        """A session of that person at the first or the second, his password just entered."""
        address = self.services[at].address
        client = self.open_.enter_context(httpx.Client(base_url=address, timeout=60))
        answer = client.post("/api/v1/sessions", json={"login": who, "password": who})
        answer.raise_for_status()
        client.headers["X-CSRF-Token"] = answer.json()["csrf"]
        return client


@contextmanager
def _two(url: str, folder: Path) -> Iterator[Two]:
    data = folder / "data"
    data.mkdir()
    rt = Runtime(Database(url), data / "documents", system_now)
    # `serve` keeps a second process off an SQLite file. The races must be right without that.
    second = Service(url, data, settings=_SETTINGS, guarded=not rt.db.sqlite)
    services = (Service(url, data, settings=_SETTINGS), second)
    with ExitStack() as stack:
        stack.callback(rt.db.close)
        for service in services:
            stack.callback(service.kill)
            service.start()
        yield Two(Office(rt, url=url), services, stack)


def _post(client: httpx.Client, path: str, body: dict[str, Any]) -> tuple[int, str]:
    """Status and rule. As a client does it: 503 is tried again."""
    for _ in range(400):
        answer = client.post(path, json=body)
        if answer.status_code != 503:
            told = answer.json()
            return answer.status_code, str(told.get("rule", ""))
        time.sleep(random.uniform(0.01, 0.1))  # noqa: S311 - no secret
    raise AssertionError("never got the lock")


def _at_once(acts: Sequence[Callable[[], tuple[int, str]]]) -> list[tuple[int, str]]:
    start = threading.Barrier(len(acts))

    def one(act: Callable[[], tuple[int, str]]) -> tuple[int, str]:
        start.wait(60)
        return act()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))


def _claims(two: Two, tasks: int) -> Counter[str]:
    """Eight reach for each of so many tasks, four at each service."""
    variants.load_roster(two.office, _all_at_the_window)
    cases = [two.office.start() for _ in range(tasks)]
    sessions = [two.session(who, i % 2) for i, who in enumerate(CONTENDERS)]
    start = threading.Barrier(len(CONTENDERS))

    def contend(client: httpx.Client) -> list[tuple[int, str]]:
        found = []
        for case in cases:
            start.wait(120)
            found.append(_post(client, f"/api/v1/cases/{case}/tasks/intake@1/claim", {}))
        return found

    with ThreadPoolExecutor(len(sessions)) as pool:
        answers = list(pool.map(contend, sessions))
    tally: Counter[str] = Counter()
    for case, found in zip(cases, zip(*answers, strict=True), strict=True):
        tally["winners"] += sum(status < 400 for status, _ in found)
        tally["server errors"] += sum(status >= 500 for status, _ in found)
        tally["refused"] += sum(rule == "claimed-by-other" for _, rule in found)
        tally["tasks won twice"] += len(facts_of(two.office, case, f.SlotClaimed)) != 1
        replays(two.office, case)
    return tally


def _hands(two: Two, rounds: int) -> int:
    """Each of two tries to put the second signature, at both services. Steps done by one hand."""
    variants.deploy(two.office, DUAL)
    alone = 0
    for _ in range(rounds):
        case = two.office.start()
        two.office.walk(case, "check")
        two.office.sign(case, "gh-k", "check", AGREE)
        body = {"opinion": "同意", "content": facts_of(two.office, case, f.SlotSigned)[-1].content}
        path = f"/api/v1/cases/{case}/tasks/check@1/sign"
        sessions = [two.session(who, at) for who in ("gh-k", "zh-k") for at in (0, 1)]
        found = _at_once([partial(_post, s, path, body) for s in sessions])
        assert sum(status < 400 for status, _ in found) == 1, found
        signed = [x.person for x in facts_of(two.office, case, f.SlotSigned) if x.task == "check"]
        alone += len(signed) != len(set(signed))
        replays(two.office, case)
    return alone


def _purchases(two: Two, rounds: int) -> Counter[str]:
    """Two purchases of 300,000 from one supplier, approved at once at the two services."""
    spending.bring_into_force(two.office)
    spending.deploy(two.office)
    tally: Counter[str] = Counter()
    for no in range(rounds):
        cases = [spending.purchase(two.office, "300000.00", f"供应商{no}") for _ in range(2)]
        sessions = [two.session("jz", at) for at in (0, 1)]
        paths = [f"/api/v1/cases/{case}/tasks/approve@1/sign" for case in cases]
        body = {"opinion": "同意"}
        acts = [partial(_post, s, p, body) for s, p in zip(sessions, paths, strict=True)]
        found = _at_once(acts)
        tally.update("passed" if status < 400 else rule for status, rule in found)
        for case in cases:
            replays(two.office, case)
    return tally


def _race(url: str, folder: Path, tasks: int, rounds: int) -> None:
    with _two(url, folder) as two:
        began = time.monotonic()
        claims = _claims(two, tasks)
        took = time.monotonic() - began
        alone = _hands(two, rounds)
        bought = _purchases(two, rounds)
        verdict = agency_verdict(two.office, folder)
    told = f"{dict(claims)} in {took:.0f} s; by one hand {alone} of {rounds}; {dict(bought)}"
    sys.stdout.write(f"\n{tasks} tasks x 8 at two services: {told}\n")
    assert claims == {
        "winners": tasks, "refused": 7 * tasks, "server errors": 0, "tasks won twice": 0,
    }  # fmt: skip
    assert alone == 0
    assert bought == {"passed": rounds, "split-amount": rounds}
    assert verdict.ok, verdict.problems


@pytest.mark.timeout(240)
def test_at_two_services_each_task_has_one_winner(backend_url: str, tmp_path: Path) -> None:
    _race(backend_url, tmp_path, tasks=10, rounds=2)


@pytest.mark.soak
@pytest.mark.timeout(3_000)
def test_at_two_services_each_of_a_thousand_tasks_has_one_winner(
    backend_url: str, tmp_path: Path
) -> None:
    _race(backend_url, tmp_path, tasks=1_000, rounds=50)
