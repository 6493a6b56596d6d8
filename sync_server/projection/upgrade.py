"""Bringing a database to this version when it is opened: its schema, then its tables."""

import logging
import time

from domain.errors import Unavailable
from sync_server.data.engine import Database
from sync_server.data.failures import BUSY
from sync_server.data.following.making import make_tables
from sync_server.data.migrate import migrate
from sync_server.projection.follower import Follower
from sync_server.projection.versions import FOLD_VERSION

_LOG = logging.getLogger("duji.server")


def upgrade(database: Database) -> Follower:
    """Apply new revisions, make the tables anew where they are an earlier fold's, and follow.

    The tables have all of the log when this returns; who reads waits for what follows the log
    from then on. Processes that start meanwhile wait, and find it done.
    """
    while True:
        try:
            migrate(database)
            return _brought_up(database)
        except Unavailable as error:
            # SQLite's writers give up after a while; a year's visits take longer to fold.
            if error.specific_code != BUSY:
                raise
            _LOG.warning("another process is working on the database; waiting for it")


def _brought_up(database: Database) -> Follower:
    follower = Follower(database)
    is_new = make_tables(database, FOLD_VERSION)
    behind = follower.lag().entries
    if is_new and behind:
        _LOG.info("making the tables from %d entries, which may take minutes", behind)
    began = time.monotonic()
    follower.catch_up()
    if is_new and behind:
        seconds = time.monotonic() - began
        _LOG.info("made the tables for fold version %d in %.1f s", FOLD_VERSION, seconds)
    database.following = follower
    return follower
