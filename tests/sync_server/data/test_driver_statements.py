"""Statements handed to the driver: the rows are the same, and so is what goes wrong."""

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, IntegrityError

from sync_server.data.driver import statements
from sync_server.data.driver.statements import executed, fetched, fetched_by_keys, insertion
from sync_server.data.engine import Transaction
from tests.builders.server import Ledger

SETTING = insertion("setting", ("name", "value"))


class Undone(Exception):
    """Takes back what a transaction did."""


def in_vain(ledger: Ledger, work) -> None:
    """Do something in a transaction that is undone."""

    def undone(transaction: Transaction) -> None:
        work(transaction.ledger)
        raise Undone

    with pytest.raises(Undone):
        ledger.database.write(undone)


def test_more_keys_than_fit_into_one_statement_are_asked_for_in_parts(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(statements, "AT_ONCE", 2)
    rows = [(f"name {number}", "told") for number in range(5)]

    def work(connection: Connection) -> None:
        executed(connection, SETTING, rows)
        query = "SELECT name, value FROM setting WHERE name IN (?)"
        names = [name for name, _ in rows]
        assert sorted(fetched_by_keys(connection, query, [*names, "none", *names])) == rows
        assert fetched_by_keys(connection, query, []) == []

    in_vain(ledger, work)


def test_nothing_to_write_is_no_statement(ledger: Ledger):
    in_vain(ledger, lambda connection: executed(connection, "no statement at all", []))


@pytest.mark.parametrize("statement", ["SELECT * FROM nothing", "no statement at all"])
def test_what_fails_is_the_error_that_the_engine_raises(ledger: Ledger, statement: str):
    for ask in (fetched, lambda connection, words: connection.exec_driver_sql(words)):
        with pytest.raises(DBAPIError) as caught:
            in_vain(ledger, lambda connection, ask=ask: ask(connection, statement))
        if ask is fetched:
            first = type(caught.value)
    assert type(caught.value) is first


def test_what_fails_does_not_tell_the_values(ledger: Ledger):
    rows = [("name", "a secret"), ("name", "another secret")]
    with pytest.raises(IntegrityError) as caught:
        in_vain(ledger, lambda connection: executed(connection, SETTING, rows))
    assert "secret" not in str(caught.value)
    assert "secret" not in str(caught.value.orig)
