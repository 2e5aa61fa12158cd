"""What the API tests share beside their fixtures."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from starlette.testclient import TestClient

from support.office import Office
from zhiheng.store import tables as t


@dataclass
class Desk:
    """The app around an office's runtime."""

    office: Office
    app: Any

    def anybody(self) -> TestClient:
        """A client that is not logged in."""
        return TestClient(self.app, raise_server_exceptions=False)

    def person(self, login: str) -> TestClient:
        """A client logged in by cookie, as our own pages would use it."""
        client = self.anybody()
        answer = client.post("/api/v1/sessions", json={"login": login, "password": login})
        assert answer.status_code == 201, answer.text
        client.headers["X-CSRF-Token"] = answer.json()["csrf"]
        return client

    def paper(self, client: TestClient, name: str) -> str:
        """Upload a paper."""
        return str(client.post("/api/v1/documents", content=name.encode()).json()["digest"])


def stored(desk: Desk) -> dict[str, int]:
    """How many rows each table of the cases and of the agency holds; refusals aside."""
    tables = (t.case_file, t.slot, t.clock, t.duty, t.value, t.case_document, t.artifact, t.series)
    with desk.office.rt.db.reading() as connection:
        found = {
            x.name: connection.execute(select(func.count()).select_from(x)).scalar_one()
            for x in tables
        }
        lasting = select(func.count()).where(~t.entry.c.stream.like("access/%"))
        found["entry"] = connection.execute(lasting).scalar_one()
    return found
