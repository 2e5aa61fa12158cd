"""kill -9 of the real service under load: nothing acknowledged is lost, nothing is doubled.

Clients keep sending the same act with the same idempotency key until it is answered; after each
kill the service is started anew on the same database. A checker then reads only the database
and what the clients noted.
"""

import random
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import select
from support.office import NOTES, PATH, caller
from support.service import Service

from zhiheng.audit.bundle import open_bundle
from zhiheng.audit.verify import verify
from zhiheng.clock import local_date, system_now
from zhiheng.queries.bundle import agency_bundle
from zhiheng.queries.replay import replay
from zhiheng.runtime import Runtime
from zhiheng.store import tables as t
from zhiheng.store.db import Database


@dataclass(eq=False)
class Client:
    """One stream of cases along the favourable path, each act under its own key."""

    service: Service
    number: int
    stop: threading.Event
    noted: list[dict[str, Any]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    sessions: dict[str, httpx.Client] = field(default_factory=dict)

    def run(self) -> None:
        try:
            self._cases()
        finally:
            self._forget()

    def _forget(self) -> None:
        for session in self.sessions.values():
            session.close()
        self.sessions.clear()

    def _cases(self) -> None:
        count = 0
        while not self.stop.is_set():
            count += 1
            try:
                self._case(f"c{self.number}-{count}")
            except StopIteration:
                return
            except Exception as error:  # noqa: BLE001 - a fault of the harness fails the test
                self.faults.append(repr(error))
                return

    def _case(self, name: str) -> None:
        body = {"chart": "construction-permit", "title": f"断电测试{name}"}
        case = self._post("yuanda", "/api/v1/cases", body, f"{name}-start-key")["case"]
        visits: Counter[str] = Counter()
        for number, (task, who, values, papers) in enumerate(PATH):
            documents = {p: self._upload(who, p) for p in papers}
            visits[task] = 1
            sign: dict[str, Any] = {"values": dict(values), "documents": documents}
            sign |= {"opinion": "同意", "confirmations": dict(NOTES.get(task, {}))}
            verb = "sign"
            if task == "decide":
                verb, sign["occurred_on"] = "result", str(local_date(system_now()))
            path = f"/api/v1/cases/{case}/tasks/{task}@1/{verb}"
            self._post(who, path, sign, f"{name}-step-{number:02d}")

    def _upload(self, who: str, name: str) -> str:
        found = self._until(
            lambda: self._client(who).post("/api/v1/documents", content=name.encode())
        )
        return str(found["digest"])

    def _post(self, who: str, path: str, body: dict[str, Any], key: str) -> dict[str, Any]:
        headers = {"Idempotency-Key": key}
        found = self._until(lambda: self._client(who).post(path, json=body, headers=headers))
        self.noted.append(
            {"case": found["case"], "n": found["n"], "hash": found["hash"], "key": key}
        )
        return found

    def _until(self, ask: Callable[[], httpx.Response]) -> dict[str, Any]:
        """Ask again through kills; only an answer ends it."""
        while True:
            if self.stop.is_set():
                raise StopIteration
            try:
                answer = ask()
            except httpx.HTTPError:
                time.sleep(0.05)
                continue
            if answer.status_code in (403, 503) and self._again(answer):
                continue
            if not answer.is_success:
                raise AssertionError(
                    f"{answer.request.url} {answer.status_code} {answer.text[:500]}"
                )
            found: dict[str, Any] = answer.json()
            return found

    def _again(self, answer: httpx.Response) -> bool:
        """Whether it is worth asking again: a lock not had, or a password entered too long ago."""
        if answer.status_code == 403 and answer.json().get("rule") != "fresh-authentication":
            return False
        self._forget()
        return True

    def _client(self, who: str) -> httpx.Client:
        found = self.sessions.get(who)
        if found is None:
            found = httpx.Client(base_url=self.service.address, timeout=10)
            try:
                answer = found.post("/api/v1/sessions", json={"login": who, "password": who})
                answer.raise_for_status()
            except httpx.HTTPError:
                found.close()
                raise
            found.headers["X-CSRF-Token"] = answer.json()["csrf"]
            self.sessions[who] = found
        return found


@contextmanager
def _load(service: Service, clients: int) -> Iterator[list[Client]]:
    stop = threading.Event()
    made = [Client(service, i, stop) for i in range(clients)]
    threads = [threading.Thread(target=c.run, daemon=True) for c in made]
    for thread in threads:
        thread.start()
    try:
        yield made
    finally:
        stop.set()
        for thread in threads:
            thread.join(30)


def _kill_often(url: str, data: Path, kills: int, seed: int) -> list[Client]:
    chance = random.Random(seed)  # noqa: S311 - a place to kill, no secret
    data.mkdir(parents=True, exist_ok=True)
    service = Service(url, data)
    service.start()
    with _load(service, 3) as clients:
        for _ in range(kills):
            time.sleep(chance.uniform(0.3, 2.5))
            service.kill()
            service.start()
        time.sleep(1)
    service.kill()
    return clients


def _check(url: str, data: Path, clients: list[Client], tmp_path: Path) -> int:
    assert [f for c in clients for f in c.faults] == []
    noted = [n for c in clients for n in c.noted]
    rt = Runtime(Database(url), data / "documents")
    with rt.db.reading() as connection:
        e = t.entry.c
        rows = connection.execute(select(e.stream, e.n, e.hash, e.account, e.request_key)).all()
        there = {(r.stream, r.n): r.hash for r in rows}
        lost = [x for x in noted if there.get((f"case/{x['case']}", x["n"])) != x["hash"]]
        keys = Counter((r.account, r.request_key) for r in rows if r.request_key)
        cases = {r.stream.removeprefix("case/") for r in rows if r.stream.startswith("case/")}
        differing = {c: d for c in cases if (d := replay(rt, connection, "jingyue", c))}
        bundle = tmp_path / "bundle.zip"
        bundle.write_bytes(agency_bundle(rt, connection, caller("jiwei")))
    rt.db.close()
    assert lost == []
    assert [k for k, count in keys.items() if count > 1] == []
    assert differing == {}
    verdict = verify(open_bundle(bundle))
    assert verdict.ok, verdict.problems
    return len(noted)


@pytest.mark.timeout(240)
def test_a_killed_service_loses_nothing_it_acknowledged(backend_url: str, tmp_path: Path) -> None:
    clients = _kill_often(backend_url, tmp_path / "data", kills=3, seed=1)
    assert _check(backend_url, tmp_path / "data", clients, tmp_path) > 0


@pytest.mark.soak
@pytest.mark.timeout(1800)
def test_fifty_kills_lose_and_double_nothing(backend_url: str, tmp_path: Path) -> None:
    clients = _kill_often(backend_url, tmp_path / "data", kills=50, seed=2)
    acknowledged = _check(backend_url, tmp_path / "data", clients, tmp_path)
    sys.stdout.write(f"\n50 kills, {acknowledged} acknowledged, 0 lost, 0 double\n")
    assert acknowledged > 100
