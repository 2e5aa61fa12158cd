"""E-mail says that there is something, and nothing of what it is about whom."""

from collections import Counter
from pathlib import Path

import pytest
from pydantic import ValidationError
from sqlalchemy import select
from support.mail_sink import sink
from support.office import Office, caller

from zhiheng.commands.cases.urge import Urge
from zhiheng.commands.handling.handle import execute
from zhiheng.store import tables as t
from zhiheng_api.outgoing import webhook
from zhiheng_api.outgoing.mail import read_book
from zhiheng_api.outgoing.sending import send_due
from zhiheng_api.settings import Settings

BOOK = "post:GH-c: guihua@shili.example\nperson:jz: unknown@shili.example\n"


def settings(folder: Path, port: int, book: str = BOOK) -> Settings:
    path = folder / "book.yaml"
    path.write_text(book, encoding="utf-8")
    return Settings(
        data=folder,
        smtp_host="127.0.0.1",
        smtp_port=port,
        smtp_tls=False,
        mail_from="zhiheng@shili.example",
        mail_book=path,
        address="https://shili.example",
    )


def sent(office: Office, given: Settings) -> int:
    with webhook.new_client() as client:
        return send_due(office.rt, given, client)


def test_one_letter_tells_a_post_how_many_notices_wait(office: Office, tmp_path: Path) -> None:
    first, second = office.start("张三的房子"), office.start()
    office.walk(second, "first_review")
    execute(office.rt, caller("jiwei"), Urge(first, "intake@1", "快办张三的件"))
    with sink() as server:
        given = settings(tmp_path, server.port)
        sent(office, given)
        assert sent(office, given) == 0
    (letter,) = server.letters
    text = letter.get_content()  # type: ignore[attr-defined]  # by its policy
    assert letter["To"] == "guihua@shili.example"
    assert letter["Subject"] == "制衡：您有6条提醒"
    assert "- 催办：无案号的办件 收件受理" in text
    assert f"  https://shili.example/cases/{first}" in text
    assert "净规建字〔2026〕1号 初审意见" in text
    assert "张三" not in text + str(letter["Subject"])
    assert len(set(letter["X-Zhiheng-Notices"].split())) == 6


def test_an_address_that_is_refused_keeps_no_other_letter_back(
    office: Office, tmp_path: Path
) -> None:
    office.start()
    with office.rt.db.writing() as connection:
        told = {"agency": "jingyue", "case_id": "", "n": 1, "fact": 0, "recipient": "person:jz"}
        at = connection.execute(select(t.notice.c.at)).scalar_one()
        connection.execute(t.notice.insert(), {**told, "kind": "handed-over", "at": at})
        connection.commit()
    with sink() as server:
        sent(office, settings(tmp_path, server.port))
    assert [x["To"] for x in server.letters] == ["guihua@shili.example"]
    with office.rt.db.reading() as connection:
        rows = connection.execute(select(t.delivery)).all()
    assert Counter((r.recipient, r.state) for r in rows) == {
        ("post:GH-c", "sent"): 1,
        ("person:jz", "pending"): 1,
    }
    assert {r.last_error for r in rows} == {None, "SMTPRecipientsRefused"}


def test_a_server_that_is_away_is_asked_once_and_later_again(
    office: Office, tmp_path: Path
) -> None:
    office.start()
    with sink() as server:
        given = settings(tmp_path, server.port)
    assert sent(office, given) == 1
    assert sent(office, given) == 0
    office.clock.forward(seconds=10)
    assert sent(office, given) == 1


@pytest.mark.parametrize(
    "book", ["", "[]", "post:GH-c: nobody", "a: 'x@y.example\nBcc: z@y.example'"]
)
def test_a_book_that_is_none_is_told_so(tmp_path: Path, book: str) -> None:
    path = tmp_path / "book.yaml"
    path.write_text(book, encoding="utf-8")
    with pytest.raises(ValueError, match="recipients with their addresses"):
        read_book(path)


def test_e_mail_needs_a_sender_and_a_book(tmp_path: Path) -> None:
    with pytest.raises(ValidationError, match="ZHIHENG_MAIL_BOOK"):
        Settings(data=tmp_path, smtp_host="mail.shili.example")
