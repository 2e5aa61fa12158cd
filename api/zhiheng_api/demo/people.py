"""The people of the scenario as HTTP clients, each logged in by himself."""

import secrets
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

import httpx

from zhiheng.clock import system_now
from zhiheng.model.zone import SHANGHAI
from zhiheng_api.demo.scenario import MEETINGS, SIGNATURES, Act

_CONFIRMATIONS = 9
"""Times that a session asks for its password before its person logs in anew: ten are allowed."""


class People:
    """Their sessions. Sample passwords equal logins."""

    def __init__(
        self, connect: Callable[[], httpx.Client], clock: Callable[[], datetime] = system_now
    ) -> None:
        """connect: makes a client of the service. clock: what the service goes by."""
        self._connect = connect
        self._clock = clock
        self._clients: dict[str, httpx.Client] = {}
        self._steps: dict[str, str] = {}
        self._confirmed: Counter[str] = Counter()

    def client(self, login: str) -> httpx.Client:
        """The person's client, logged in anew when his session may no longer sign."""
        found = self._clients.get(login)
        if found is None:
            found = self._connect()
            answer = found.post("/api/v1/sessions", json={"login": login, "password": login})
            answer.raise_for_status()
            found.headers["X-CSRF-Token"] = answer.json()["csrf"]
            self._clients[login] = found
        return found

    def now(self) -> datetime:
        """The service's simulated time, in China."""
        answer = self.client("sysadmin").get("/api/v1/agency/clock")
        answer.raise_for_status()
        return datetime.fromisoformat(answer.json()["now"]).astimezone(SHANGHAI)

    def go(self, days: int, hours: int = 0) -> None:
        """Let days and hours pass."""
        self.set_clock(self.now() + timedelta(days=days, hours=hours))

    def set_clock(self, now: datetime) -> None:
        """Move the clock of the service to an instant."""
        ahead = now - self._clock()
        body = {"offset": round(ahead.total_seconds())}
        self.client("sysadmin").post("/api/v1/agency/clock", json=body).raise_for_status()

    def get(self, login: str, path: str, **params: str) -> httpx.Response:
        """Read something. Raises httpx.HTTPStatusError."""
        answer = self.client(login).get(path, params=params)
        answer.raise_for_status()
        return answer

    def step_name(self, chart: str, path: str) -> str:
        """The name of a step of a chart, or its path."""
        if not self._steps:
            for found in self.get("jiwei", "/api/v1/charts").json():
                if found["key"] == chart:
                    self._steps = dict(found["tasks"])
        return self._steps.get(path, path)

    def upload(self, login: str, name: str, title: str) -> str:
        """Store a paper of the demo; returns its digest."""
        content = f"{name}\n项目：{title}\n（演示材料，内容虚构）\n".encode()
        answer = self.client(login).post("/api/v1/documents", content=content)
        answer.raise_for_status()
        return str(answer.json()["digest"])

    def act(self, act: Act, case: str, task: str | None, title: str, today: date) -> httpx.Response:
        """Do what the step says; the answer may be a refusal."""
        if act.verb in SIGNATURES:
            self._confirmed[act.who] += 1
            if self._confirmed[act.who] % _CONFIRMATIONS == 0:
                self._leave(act.who)
        client = self.client(act.who)
        if act.verb in SIGNATURES:
            # Dual sign-off, votes and minutes ask for the password each time (ADR 0018).
            password = {"password": act.who}
            client.post("/api/v1/sessions/current/confirm", json=password).raise_for_status()
        key = {"Idempotency-Key": secrets.token_hex(16)}
        path, body = self._request(act, case, task, title, today)
        return client.post(path, json=body, headers=key)

    def _request(
        self, act: Act, case: str, task: str | None, title: str, today: date
    ) -> tuple[str, Mapping[str, Any]]:
        if task is None:
            return _beside_tasks(act, case, title, today)
        where = f"/api/v1/cases/{case}/tasks/{task.replace('/', '~')}/{act.verb}"
        if act.verb in ("claim", "unclaim", *MEETINGS):
            return where, _of_meeting(act, today)
        if act.given.get("same"):
            return where, {**_less(act.given, "same"), "content": self._content(act.who, where)}
        documents = {name: self.upload(act.who, name, title) for name in act.papers}
        body = {"documents": documents, **act.given}
        if act.verb == "result":
            body.setdefault("occurred_on", today.isoformat())
        return where, body

    def _content(self, login: str, where: str) -> str:
        """The digest of what the first has signed, as the second sees it."""
        return str(self.get(login, where.rpartition("/")[0]).json()["content"])

    def _leave(self, login: str) -> None:
        client = self._clients.pop(login, None)
        if client is not None:
            client.close()

    def close(self) -> None:
        """Forget the sessions."""
        for client in self._clients.values():
            client.close()


def _of_meeting(act: Act, today: date) -> Mapping[str, Any]:
    """What an act of a meeting brings; its day is so many from today."""
    if act.verb != "convene":
        return act.given
    on = today + timedelta(days=int(act.given["days"]))
    return {"on": on.isoformat(), "topics": act.given["topics"]}


def _beside_tasks(act: Act, case: str, title: str, today: date) -> tuple[str, Mapping[str, Any]]:
    """Where an act goes that is on the case or the agency, and what it brings."""
    match act.verb:
        case "start":
            return "/api/v1/cases", {"title": title, **act.given}
        case "leave":
            until = today + timedelta(days=int(act.given["days"]))
            days = {"since": today.isoformat(), "until": until.isoformat()}
            person = {"person": act.given["person"], "reason": act.given["reason"]}
            return "/api/v1/agency/absences", {**days, **person}
        case "recuse":
            return f"/api/v1/cases/{case}/recusals", act.given
        case "rule":
            where = f"/api/v1/cases/{case}/recusals/{act.given['request']}/decision"
            return where, _less(act.given, "request")
        case _:
            return f"/api/v1/cases/{case}/{act.verb}", {}


def _less(given: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    return {k: v for k, v in given.items() if k != key}
