"""How commands and queries get their connections."""

import sqlite3

import psycopg
import pytest
from sqlalchemy import make_url, text
from support.office import Office

from zhiheng.errors import Busy


def _hang_up(url: str) -> None:
    """The server ends all other sessions of the database, as a restart would."""
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def test_commands_go_on_after_the_server_has_hung_up(office: Office) -> None:
    if office.rt.db.sqlite:
        return
    case = office.start()
    _hang_up(office.url)
    office.claim(case, "gh-1", "intake")
    _hang_up(office.url)
    with office.rt.db.reading() as connection:
        assert connection.execute(text("SELECT 1")).scalar_one() == 1
    _hang_up(office.url)
    with office.rt.db.single() as connection:
        assert connection.execute(text("SELECT 1")).scalar_one() == 1


def test_a_single_statement_leaves_no_transaction_open(office: Office) -> None:
    with office.rt.db.single() as connection:
        connection.execute(text("SELECT 1"))
        driver = connection.connection.driver_connection
        if not office.rt.db.sqlite:
            assert driver is not None
            assert driver.info.transaction_status == psycopg.pq.TransactionStatus.IDLE
    with office.rt.db.writing() as connection:
        connection.execute(text("CREATE TABLE left_over (n integer)"))
    with pytest.raises(Exception, match="left_over"), office.rt.db.reading() as connection:
        connection.execute(text("SELECT n FROM left_over"))


def test_a_writer_holds_the_lock_before_its_first_statement_writes(sqlite_office: Office) -> None:
    other = sqlite3.connect(make_url(sqlite_office.url).database or "", timeout=0)
    with sqlite_office.rt.db.writing() as connection:
        connection.execute(text("SELECT 1"))
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Busy), sqlite_office.rt.db.writing() as connection:
        connection.execute(text("SELECT 1"))
    other.close()
