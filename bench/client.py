"""Task completions as a client sees them: the app in this process, over httpx."""

from pathlib import Path
from types import TracebackType
from typing import Self

import httpx
from bench.permit import Step
from support.office import Office

from zhiheng.model.ids import CaseId
from zhiheng_api.app import create_app
from zhiheng_api.settings import Settings


class Client:
    """Officers logged in by password, so that they may sign for five minutes."""

    def __init__(self, office: Office, folder: Path) -> None:
        app = create_app(
            Settings(data=folder, database_url=office.url, writes_per_minute=0), office.rt
        )
        self._http = httpx.AsyncClient(
            transport=httpx.ASGITransport(app=app), base_url="http://127.0.0.1"
        )
        self._tokens: dict[str, str] = {}
        self._today = office.today.isoformat()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        await self._http.aclose()

    async def log_in(self, who: str) -> None:
        """Log in."""
        answer = await self._http.post("/api/v1/sessions", json={"login": who, "password": who})
        answer.raise_for_status()
        self._tokens[who] = answer.cookies["zhiheng_session"]
        self._http.cookies.clear()

    async def log_in_all(self, path: list[Step]) -> None:
        """Log in all who sign on a path."""
        for who in sorted({step.who for step in path}):
            await self.log_in(who)

    async def get(self, who: str, url: str) -> httpx.Response:
        """Read something."""
        answer = await self._http.get(url, headers={"Authorization": f"Bearer {self._tokens[who]}"})
        return answer.raise_for_status()

    async def sign(self, case: CaseId, step: Step) -> httpx.Response:
        """One signature."""
        body = {
            "opinion": "同意",
            "values": dict(step.values),
            "documents": dict(step.documents),
            "confirmations": dict(step.confirmations),
        }
        if step.outside:
            body["occurred_on"] = self._today
        verb = "result" if step.outside else "sign"
        answer = await self._http.post(
            f"/api/v1/cases/{case}/tasks/{step.task}/{verb}",
            json=body,
            headers={
                "Authorization": f"Bearer {self._tokens[step.who]}",
                "Idempotency-Key": f"{case}:{step.task}:{step.who}",
            },
        )
        return answer.raise_for_status()
