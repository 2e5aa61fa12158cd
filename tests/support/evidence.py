"""What a test looks at after an act: rows, refusals on record, chains, replay."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import pytest
from sqlalchemy import Column, LargeBinary, func, select

from support.office import AGENCY, Office, caller
from zhiheng import facts as f
from zhiheng.audit.bundle import open_bundle
from zhiheng.audit.entry import GENESIS, leaf_hash
from zhiheng.audit.verdict import Verdict
from zhiheng.audit.verify import verify
from zhiheng.errors import Refusal
from zhiheng.messages import tell
from zhiheng.model.caller import Caller, Role
from zhiheng.model.ids import AccountId, CaseId, PersonId
from zhiheng.queries.bundle import agency_bundle
from zhiheng.queries.cases import CaseItem, one
from zhiheng.queries.replay import replay
from zhiheng.store import tables as t
from zhiheng.store.log import read_stream

Contents = dict[str, list[tuple[Any, ...]]]
_T = TypeVar("_T", bound=f.Fact)


def everything(office: Office) -> Contents:
    """Every row of the database, but the record of refusals and log-ins.

    As the database's own driver has it: hundreds of tests ask for it many times.
    """
    found: Contents = {}
    with office.rt.db.reading() as connection:
        for name, query in _queries(connection.dialect.name).items():
            rows = connection.exec_driver_sql(query).fetchall()
            found[name] = sorted((tuple(map(_short, row)) for row in rows), key=repr)
    return found


@cache
def _queries(dialect: str) -> dict[str, str]:
    """PostgreSQL sums up what is long where it lies; SQLite has nowhere to send it."""
    aside = (t.access_head, t.breach, t.session, t.credential)
    return {
        table.name: f"SELECT {', '.join(_column(c, dialect) for c in table.columns)} FROM {table}"  # noqa: S608 - our own names
        + (" WHERE stream NOT LIKE 'access/%%'" if table is t.entry else "")
        for table in t.metadata.sorted_tables
        if table not in aside
    }


def _column(column: Column[Any], dialect: str) -> str:
    name = f'"{column.name}"'
    long = dialect == "postgresql" and isinstance(column.type, LargeBinary)
    return f"sha256({name})" if long else name


def _short(value: Any) -> Any:
    return hashlib.sha256(value).hexdigest() if isinstance(value, bytes) else value


def refusals(office: Office) -> list[f.Refused]:
    """Every refusal on record, oldest first."""
    with office.rt.db.reading() as connection:
        streams = connection.execute(
            select(t.access_head.c.agency, t.access_head.c.stream).order_by(t.access_head.c.stream)
        ).all()
        entries = [e for a, s in streams for e, _ in read_stream(connection, a, s)]
    return [x for e in entries for x in e.facts if isinstance(x, f.Refused)]


@contextmanager
def refused(office: Office, rule: str, status: int, *, recorded: bool = True) -> Iterator[Any]:
    """The act inside is refused by this rule, on record, and nothing else is written."""
    before, told = everything(office), len(refusals(office))
    with pytest.raises(Refusal) as caught:
        yield caught
    assert (caught.value.rule, caught.value.status) == (rule, status)
    assert everything(office) == before
    said = [(x.rule, x.status) for x in refusals(office)[told:]]
    assert said == ([(rule, status)] if recorded else [])
    speaks(caught.value)


def speaks(refusal: Refusal) -> None:
    """The refusal says in both languages what is wrong and what would help."""
    told = tell(refusal)
    for text in (told.title, told.text, told.cure):
        assert any("\u4e00" <= c <= "\u9fff" for c in text.zh), text.zh
        assert text.en
        assert "{" not in text.zh + text.en or "{" in str(refusal.facts)


def item(office: Office, case: CaseId) -> CaseItem:
    """Where the case stands, as a supervisor sees it."""
    with office.rt.db.reading() as connection:
        return one(connection, caller("jiwei"), case)


def entries(office: Office, stream: str) -> list[f.Entry]:
    """The entries of a stream."""
    with office.rt.db.reading() as connection:
        return [e for e, _ in read_stream(connection, AGENCY, stream)]


def facts_of(office: Office, case: CaseId, kind: type[_T]) -> list[_T]:
    """The facts of one kind in a case, in order."""
    found = entries(office, f"case/{case}")
    return [x for e in found for x in e.facts if isinstance(x, kind)]


def replays(office: Office, case: CaseId) -> None:
    """Replaying the log gives the very tables, and the executor does the same again."""
    with office.rt.db.reading() as connection:
        assert replay(office.rt, connection, AGENCY, case) == []


def chained(office: Office) -> None:
    """Every stream is one chain from its first entry to the head that its row keeps."""
    with office.rt.db.reading() as connection:
        rows = connection.execute(
            select(t.entry).order_by(t.entry.c.agency, t.entry.c.stream, t.entry.c.n)
        ).all()
        heads = {
            **_heads(connection, select(t.agency.c.id, t.agency.c.n, t.agency.c.head), "agency/"),
            **_heads(
                connection, select(t.case_file.c.id, t.case_file.c.n, t.case_file.c.head), "case/"
            ),
            **_heads(
                connection,
                select(t.access_head.c.stream, t.access_head.c.n, t.access_head.c.head),
                "",
            ),
        }
    before: dict[str, tuple[int, str, str]] = {}
    for row in rows:
        n, prev, at = before.get(row.stream, (0, GENESIS, ""))
        entry = f.decode(row.body)
        assert leaf_hash(row.body) == row.hash
        assert (entry.stream, entry.n, entry.prev) == (row.stream, n + 1, prev)
        assert entry.at >= at
        before[row.stream] = (row.n, row.hash, entry.at)
    assert {s: (n, h) for s, (n, h, _) in before.items()} == heads


def _heads(connection: Any, query: Any, prefix: str) -> dict[str, tuple[int, str]]:
    return {f"{prefix}{name}": (n, head) for name, n, head in connection.execute(query)}


def verdict_of(content: bytes, folder: Path) -> Verdict:
    """What the offline verifier says of a bundle."""
    path = folder / f"{hashlib.sha256(content).hexdigest()[:16]}.zip"
    path.write_bytes(content)
    return verify(open_bundle(path))


def agency_verdict(office: Office, folder: Path) -> Verdict:
    """What the offline verifier says of everything that the agency has."""
    with office.rt.db.reading() as connection:
        return verdict_of(agency_bundle(office.rt, connection, caller("jiwei")), folder)


def count(office: Office, table: Any, *where: Any) -> int:
    """How many rows."""
    with office.rt.db.reading() as connection:
        found = connection.execute(select(func.count()).select_from(table).where(*where))
        return int(found.scalar_one())


def officer(person: str, *, confirmed: bool = True) -> Caller:
    """An officer's account for a person who need not exist."""
    return Caller(
        AGENCY, AccountId(person), Role.OFFICER, person=PersonId(person), confirmed=confirmed
    )


@contextmanager
def rule_of_refusal(rule: str, status: int) -> Iterator[None]:
    """The act inside is refused by this rule; what else was written is not looked at."""
    with pytest.raises(Refusal) as caught:
        yield
    assert (caught.value.rule, caught.value.status) == (rule, status)
    speaks(caught.value)
