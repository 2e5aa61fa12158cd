"""The bundle of a period, over HTTP."""

from pathlib import Path

from support.api_desk import Desk
from support.evidence import verdict_of


def test_a_period_is_asked_for_by_days(small_desk: Desk, tmp_path: Path) -> None:
    supervisor = small_desk.person("jiwei")

    def entries(query: str) -> int:
        answer = supervisor.get(f"/api/v1/agency/bundle{query}")
        assert answer.status_code == 200
        verdict = verdict_of(answer.content, tmp_path)
        assert verdict.ok, verdict.problems
        assert verdict.absent == ()
        return verdict.entries

    whole = entries("")
    assert whole > 10
    assert entries("?since=2000-01-01&until=2000-12-31") == 0
    assert 0 < entries("?since=2000-01-01") <= whole + 2
    refused = supervisor.get("/api/v1/agency/bundle?since=2026-03-02&until=2026-03-01")
    assert refused.status_code == 422
    assert "之前" in refused.text
    for days in ("since=0001-01-01", "since=0300-01-01", "until=9999-12-31"):
        assert whole <= entries(f"?{days}") <= whole + 5, days
    assert entries("?since=9999-12-31&until=9999-12-31") == 0
    assert (
        small_desk.person("gh-1").get("/api/v1/agency/bundle?since=2026-03-02").status_code == 403
    )
