"""Bringing a database to this version when a server starts: its schema, then its tables."""

import logging
import time

from domain.errors import Unavailable
from sync_server.data import ledger
from sync_server.data.engine import Database, Transaction
from sync_server.data.failures import BUSY
from sync_server.data.migrate import migrate
from sync_server.data.own.settings import keep_setting, setting
from sync_server.data.projection import forget_all
from sync_server.projection.chain_book import ChainBook
from sync_server.projection.projector import Projector

_LOG = logging.getLogger("duji.server")

# Raise it whenever the same ledger makes other projected rows than before: a change of the
# fold, of a rule, of a flag or of a projected table. Servers then make their tables anew.
FOLD_VERSION = 4
_NAME = "fold_version"


def upgrade(database: Database) -> None:
    """Apply new revisions, and make the projected tables anew where they are an earlier fold's.

    Processes that start meanwhile wait, and find it done.
    """
    while True:
        try:
            migrate(database)
            _project_anew(database)
        except Unavailable as error:
            # SQLite's writers give up after a while; a year's visits take longer to fold.
            if error.specific_code != BUSY:
                raise
            _LOG.warning("another process is working on the database; waiting for it")
        else:
            return


def _project_anew(database: Database) -> None:
    with database.reading() as transaction:
        if _is_done(transaction):
            return
        is_empty = ledger.newest_head(transaction.ledger) is None
    if not is_empty:
        _LOG.info("the tables are an earlier version's; making them anew, which may take minutes")
    began = time.monotonic()
    if database.write(_projected_anew):
        seconds = time.monotonic() - began
        _LOG.info("made the tables anew for fold version %d in %.1f s", FOLD_VERSION, seconds)


def _projected_anew(transaction: Transaction) -> bool:
    """Whether anything had to be done, now that the lock is held."""
    if _is_done(transaction):
        return False
    is_empty = ledger.newest_head(transaction.ledger) is None
    if not is_empty:
        forget_all(transaction.tables)
        Projector(transaction, ChainBook(transaction)).all()
    keep_setting(transaction.ledger, _NAME, str(FOLD_VERSION))
    return not is_empty


def _is_done(transaction: Transaction) -> bool:
    return setting(transaction.ledger, _NAME) == str(FOLD_VERSION)
