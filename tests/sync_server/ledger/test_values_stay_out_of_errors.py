"""What a database error says must not hold what somebody wrote: errors end in logs."""

import logging
import traceback

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from sync_server.data.connections import ledger_engine
from sync_server.data.copying import copy_sqlite
from sync_server.data.engine import Database, Transaction
from sync_server.edge.log_lines import JsonLines, OfRequest, TextLines
from tests.builders.held_up import under_lock
from tests.builders.server import Ledger, a_ledger, sqlite_url

SECRET = "张三的电话13800000000"
STATEMENTS = {
    "unknown table": "SELECT 1 FROM nowhere WHERE name = :value",
    "taken key": "INSERT INTO setting (name, value) VALUES (:value, ''), (:value, '')",
    "missing value": "INSERT INTO setting (name, value) VALUES (:value, NULL)",
}
# SQLite casts anything to anything.
ON_POSTGRES = {
    "no number": "SELECT CAST(CAST(:value AS text) AS integer)",
    "no time": "SELECT CAST(CAST(:value AS text) AS timestamp)",
}


def failing(database: Database, statement: str) -> DBAPIError:
    def work(transaction: Transaction) -> None:
        transaction.ledger.execute(text(statement), {"value": SECRET})

    with pytest.raises(DBAPIError) as failed:
        database.write(work)
    return failed.value


def lines_of(error: Exception) -> list[str]:
    """The error as it is shown, and as both kinds of log lines write it down."""
    info = (type(error), error, error.__traceback__)
    record = logging.LogRecord("duji", logging.ERROR, "f.py", 1, "it failed", None, info)
    OfRequest().filter(record)
    shown = "".join(traceback.format_exception(error))
    return [shown, TextLines().format(record), JsonLines().format(record)]


@pytest.mark.parametrize("name", STATEMENTS)
def test_a_failing_statement_is_told_without_its_values(ledger: Ledger, name: str):
    for line in lines_of(failing(ledger.database, STATEMENTS[name])):
        assert SECRET not in line


@pytest.mark.postgres
@pytest.mark.parametrize("name", ON_POSTGRES)
def test_a_value_that_fits_no_column_is_not_told_either(postgres_url: str, name: str):
    database = Database(postgres_url)
    for line in lines_of(failing(database, ON_POSTGRES[name])):
        assert SECRET not in line
    database.close()


def test_the_statement_and_the_broken_rule_are_still_told(ledger: Ledger):
    shown = str(failing(ledger.database, STATEMENTS["taken key"]))
    assert "INSERT INTO setting" in shown
    assert "setting" in shown.partition("[SQL")[0]


def test_what_the_committer_logs_has_no_values(ledger: Ledger, caplog: pytest.LogCaptureFixture):
    statement = text(STATEMENTS["missing value"])
    work = under_lock(
        ledger, lambda transaction: transaction.ledger.execute(statement, {"value": SECRET})
    )
    with pytest.raises(DBAPIError):
        work.result(10)
    assert "could not be taken" in caplog.text
    assert SECRET not in caplog.text


def test_a_database_that_cannot_be_reached_is_told_in_its_own_words():
    """What an error says that is about no statement helps whoever sets the server up."""
    engine = ledger_engine("postgresql+psycopg://duji@127.0.0.1:1/nowhere")
    with pytest.raises(DBAPIError, match=r"127\.0\.0\.1"):
        engine.connect()
    engine.dispose()


def test_a_copy_of_the_database_is_made_without_values_too(tmp_path):
    with a_ledger(sqlite_url(tmp_path)) as ledger:
        copy_sqlite(ledger.database, tmp_path / "copy.db")
    copied = Database(f"sqlite:///{tmp_path / 'copy.db'}")
    assert SECRET not in str(failing(copied, STATEMENTS["taken key"]))
    copied.close()
