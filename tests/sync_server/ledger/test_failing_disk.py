"""A disk that is full or fails: nothing is acknowledged that is not durable."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError, OperationalError

from domain.errors import Unavailable
from sync_server.data.engine import Transaction
from sync_server.data.failures import as_unavailable
from sync_server.ledger.committer import Committer
from sync_server.verification.verify import verify
from tests.builders.full_disk import fill_up
from tests.builders.held_up import under_lock
from tests.builders.receipts import standing
from tests.builders.sample_ledger import record_visit
from tests.builders.server import Ledger, Phone, SetClock, a_ledger, set_up_district, sqlite_url


def a_database_error(**facts: Any) -> DBAPIError:
    original = sqlite3.OperationalError("told")
    for name, value in facts.items():
        setattr(original, name, value)
    return OperationalError("SELECT 1", {}, original)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"sqlite_errorcode": sqlite3.SQLITE_FULL}, "disk_full"),
        ({"sqlite_errorcode": sqlite3.SQLITE_IOERR_FSYNC}, "io_error"),
        ({"sqlite_errorcode": sqlite3.SQLITE_BUSY}, "database_busy"),
        ({"sqlite_errorcode": sqlite3.SQLITE_ERROR}, None),
        ({"sqlstate": "53100"}, "disk_full"),
        ({"sqlstate": "57P01"}, "database_gone"),
        ({"sqlstate": "42601"}, None),
        ({}, "database_gone"),
    ],
)
def test_what_a_database_error_means(facts: dict[str, Any], code: str | None):
    found = as_unavailable(a_database_error(**facts))
    assert (found.specific_code if found else None) == code


def test_a_full_disk_acknowledges_nothing_and_recovers_with_room(tmp_path: Path):
    with a_ledger(sqlite_url(tmp_path)) as ledger:
        set_up_district(ledger.committer)
        phone = Phone().enrol(ledger.committer)
        fill_up(ledger.database)
        for number in range(40):
            record_visit(phone, "school-1", f"p{number}")
        with pytest.raises(Unavailable) as caught:
            phone.push(ledger.committer)
        assert caught.value.specific_code == "disk_full"
        fill_up(ledger.database, is_full=False)
        answer = phone.push(ledger.committer)
        assert len(standing(answer, phone.pen.lines)) == len(phone.pen.lines)
        assert verify(ledger.database, ledger.key.public_hex, Path).is_well


def break_commits(ledger: Ledger, code: int) -> None:
    """Let every commit from now on fail the way a failing disk makes it fail."""

    def fail(_: Any) -> None:
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorcode = code
        raise OperationalError("COMMIT", {}, error)

    event.listen(ledger.database.log, "commit", fail)


def test_a_failed_commit_is_never_retried_and_ends_the_taking(tmp_path: Path):
    told: list[Unavailable] = []
    with a_ledger(sqlite_url(tmp_path)) as ledger:
        committer = Committer(ledger.database, ledger.key, SetClock(), told.append)
        committer.start()
        phone = Phone().enrol(committer)
        break_commits(ledger, sqlite3.SQLITE_IOERR_FSYNC)
        with pytest.raises(Unavailable):
            phone.push(committer)
        assert [each.specific_code for each in told] == ["io_error"]
        with pytest.raises(Unavailable):
            phone.push(committer)
        assert len(told) == 1
        committer.close()


def test_what_waits_behind_a_broken_disk_is_answered_too(tmp_path: Path):
    with a_ledger(sqlite_url(tmp_path)) as ledger:
        phone = Phone().enrol(ledger.committer)

        def break_now(_: Transaction) -> None:
            futures.append(ledger.committer.submit(phone.delivery(), phone.carrier))
            break_commits(ledger, sqlite3.SQLITE_IOERR)

        futures: list[Any] = []
        with pytest.raises(Unavailable):
            under_lock(ledger, break_now).result()
        with pytest.raises(Unavailable):
            futures[0].result(10)


def test_a_closed_committer_says_so_and_closing_twice_is_harmless(ledger: Ledger, phone: Phone):
    ledger.committer.close()
    ledger.committer.close()
    with pytest.raises(Unavailable):
        phone.push(ledger.committer)


def test_a_table_that_is_not_there_is_a_bug_and_no_trouble_of_the_disk(ledger: Ledger):
    with pytest.raises(DBAPIError):
        under_lock(
            ledger, lambda transaction: transaction.tables.execute(text("SELECT * FROM nothing"))
        ).result()
