"""Notices leave the house at least once each under their key, and none is invented."""

import base64
import random
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr, ValidationError
from sqlalchemy import select
from support.evidence import count
from support.office import AGENCY, Office, caller
from support.receiver import SECRET, Receiver
from typer.testing import CliRunner

from zhiheng.commands.assignment.recusal import AskRecusal
from zhiheng.commands.cases.urge import Urge
from zhiheng.commands.handling.handle import execute
from zhiheng.commands.notices.outbox import LEASE, WAITS, Failure, enqueue, lease, settle
from zhiheng.store import tables as t
from zhiheng.store.notice_keys import key_of
from zhiheng_api.cli import app
from zhiheng_api.outgoing import webhook
from zhiheng_api.outgoing.sending import WEBHOOK, send_due
from zhiheng_api.settings import Settings


@pytest.fixture
def receiver(tmp_path: Path) -> Iterator[Receiver]:
    made = Receiver(tmp_path)
    yield made
    if made.alive:
        made.kill()


@pytest.fixture
def client() -> Iterator[httpx.Client]:
    with webhook.new_client() as made:
        yield made


def settings(folder: Path, url: str) -> Settings:
    return Settings(
        data=folder,
        webhook_url=url,
        webhook_secret=SecretStr(SECRET),
        address="https://shili.example",
    )


def told(office: Office) -> set[str]:
    """The key of every notice of the database, as it leaves the house."""
    with office.rt.db.reading() as connection:
        rows = connection.execute(select(t.notice))
        return {key_of(r).outward(r.agency) for r in rows}


def states(office: Office) -> Counter[str]:
    with office.rt.db.reading() as connection:
        return Counter(connection.execute(select(t.delivery.c.state)).scalars())


def test_each_notice_arrives_once_signed_and_names_no_applicant(
    office: Office, receiver: Receiver, client: httpx.Client, tmp_path: Path
) -> None:
    receiver.start()
    given = settings(tmp_path, receiver.url)
    case = office.start("张三的房子")
    office.walk(case, "site_visit")
    execute(office.rt, caller("jiwei"), Urge(case, "site_visit@1", "快办张三的件"))
    execute(office.rt, caller("jiwei"), AskRecusal(case, "zh-2", "other", "与张三是邻居"))
    send_due(office.rt, given, client)
    send_due(office.rt, given, client)
    got = receiver.received()
    assert Counter(x["id"] for x in got) == Counter(told(office))
    assert all(x["good"] for x in got)
    assert not any(word in str(x) for x in got for word in ("张三", "yuanda", "zh-2"))
    accepted = next(x["body"] for x in got if x["body"]["type"] == "case-accepted")
    assert accepted["data"]["to"] == {"kind": "party"}
    urged = next(x["body"] for x in got if x["body"]["type"] == "task-urged")
    assert urged["data"]["step"] == "现场踏勘"
    assert urged["data"]["link"] == f"https://shili.example/cases/{case}"
    assert states(office) == {"sent": len(got)}


def test_a_receiver_that_is_killed_at_random_gets_each_notice_and_no_other(
    office: Office, receiver: Receiver, client: httpx.Client, tmp_path: Path
) -> None:
    """Killed while idle, and by itself between taking a notice and answering for it."""
    dice = random.Random(20260302)  # noqa: S311 - repeatable
    receiver.clumsy = True
    given = settings(tmp_path, receiver.url)
    for number in range(6):
        case = office.start(f"某项目{number}")
        office.walk(case, dice.choice(["site_visit", "check", "deputy"]))
        if receiver.alive and dice.random() < 0.5:
            receiver.kill()
        elif not receiver.alive:
            receiver.start()
        send_due(office.rt, given, client)
        office.clock.forward(minutes=dice.randint(1, 20))
    for _ in range(200):
        if not receiver.alive:
            receiver.start()
        office.clock.forward(hours=1)
        send_due(office.rt, given, client)
        if set(states(office)) == {"sent"}:
            break
    wanted, got = told(office), receiver.received()
    assert len(wanted) > 24
    assert {x["id"] for x in got} == wanted
    assert all(x["good"] for x in got)
    assert len({(x["id"], str(x["body"])) for x in got}) == len(wanted), "a repeat says the same"
    assert len(got) > len(wanted), "none was lost on the way, so nothing was tried"


def test_what_a_killed_sender_had_in_hand_is_sent_by_the_next(office: Office) -> None:
    office.start()
    enqueue(office.rt, AGENCY, WEBHOOK)
    first = lease(office.rt, AGENCY, WEBHOOK)
    assert first
    assert lease(office.rt, AGENCY, WEBHOOK) == [], "nobody else sends it meanwhile"
    office.clock.now += LEASE
    again = lease(office.rt, AGENCY, WEBHOOK)
    assert [x.key for x in again] == [x.key for x in first]
    assert {x.attempts for x in again} == {2}


def test_a_notice_is_sent_again_after_longer_and_longer_waits_and_then_given_up(
    office: Office,
) -> None:
    office.start()
    enqueue(office.rt, AGENCY, WEBHOOK)
    for number, wait in enumerate([*WAITS, None], 1):
        (out, *_) = lease(office.rt, AGENCY, WEBHOOK)
        assert out.attempts == number
        settle(office.rt, out, Failure("HTTP 500", answered=True))
        if wait is None:
            break
        office.clock.now += wait - timedelta(seconds=1)
        assert lease(office.rt, AGENCY, WEBHOOK) == []
        office.clock.now += timedelta(seconds=1)
    assert states(office)["dead"] == 1
    office.clock.forward(days=30)
    assert lease(office.rt, AGENCY, WEBHOOK) == []


def test_what_did_arrive_is_not_called_dead_by_a_slower_attempt(office: Office) -> None:
    office.start()
    enqueue(office.rt, AGENCY, WEBHOOK)
    (slow, *_) = lease(office.rt, AGENCY, WEBHOOK)
    settle(office.rt, slow, None)
    settle(office.rt, slow, Failure("ReadTimeout", answered=False))
    assert states(office) == {"sent": 1}


def test_a_late_notice_is_not_passed_over_and_an_old_one_not_dug_out(office: Office) -> None:
    """A new channel learns of the last day; one that stood still goes on where it was."""
    office.start()
    office.clock.forward(days=3)
    enqueue(office.rt, AGENCY, WEBHOOK)
    assert count(office, t.delivery) == 0
    office.start()
    office.clock.forward(days=9)
    office.start()
    enqueue(office.rt, AGENCY, WEBHOOK)
    assert count(office, t.delivery) == count(office, t.notice) - 1


def test_a_receiver_that_is_away_uses_up_the_attempts_of_one_notice_only(
    office: Office, receiver: Receiver, client: httpx.Client, tmp_path: Path
) -> None:
    office.walk(office.start(), "check")
    send_due(office.rt, settings(tmp_path, receiver.url), client)
    with office.rt.db.reading() as connection:
        tried = Counter(connection.execute(select(t.delivery.c.attempts)).scalars())
    assert tried[1] == 1
    assert tried[0] == count(office, t.notice) - 1


def test_an_idle_outbox_writes_nothing(sqlite_office: Office) -> None:
    """The one writer is taken meanwhile: whatever wants to write would wait, and be refused."""
    rt = sqlite_office.rt
    sqlite_office.start()
    enqueue(rt, AGENCY, WEBHOOK)
    for out in lease(rt, AGENCY, WEBHOOK):
        settle(rt, out, None)
    with rt.db.writing():
        enqueue(rt, AGENCY, WEBHOOK)
        assert lease(rt, AGENCY, WEBHOOK) == []


@pytest.mark.parametrize(
    "url",
    ["http://10.0.0.8/x", "http://localhost.example/x", "ftp://127.0.0.1/x", "https://", "nonsense",
     "https://user:word@shili.example/x", "http://169.254.169.254/latest", "file:///etc/passwd"],
)  # fmt: skip
def test_notices_go_over_tls_or_stay_on_this_machine(url: str, tmp_path: Path) -> None:
    with pytest.raises(ValidationError, match="ZHIHENG_WEBHOOK_URL") as caught:
        settings(tmp_path, url)
    assert SECRET not in str(caught.value)


def test_a_wrong_setting_is_told_without_the_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHIHENG_WEBHOOK_URL", "http://10.0.0.8/x")
    monkeypatch.setenv("ZHIHENG_WEBHOOK_SECRET", SECRET)
    told = CliRunner().invoke(app, ["serve"])
    assert told.exit_code == 2
    assert "ZHIHENG_WEBHOOK_URL" in told.output
    assert SECRET not in told.output


@pytest.mark.parametrize(
    "url", ["https://shili.example/x", "http://127.0.0.1:9/x", "http://[::1]/"]
)
def test_such_an_address_is_taken(url: str, tmp_path: Path) -> None:
    assert settings(tmp_path, url).webhook_url == url


@pytest.mark.parametrize(
    "secret", ["", "abc", "whsec_", "whsec_" + base64.b64encode(b"short").decode(), "whsec_?"]
)
def test_a_weak_secret_starts_no_service(secret: str, tmp_path: Path) -> None:
    with pytest.raises(ValidationError):
        Settings(
            data=tmp_path,
            webhook_url="https://shili.example/x",
            webhook_secret=SecretStr(secret),
        )
