"""The follower: brings the tables up to the ledger, right behind every commit."""

import logging
import threading
import time

from domain.errors import Unavailable
from sync_server.data.engine import Database
from sync_server.data.following.place import Behind, Lag, lag_of, last_accepted_at
from sync_server.projection.batch import batches

_LOG = logging.getLogger("duji.server")

PATIENCE_S = 1.0
_AFTER_TROUBLE_S = 2.0
# Where nobody waits for them, the tables give way to whoever pushes: they follow once nothing has
# come for a moment, after so long at the latest, and always where more lags than the pushes of a
# district's busy hour. Python does one thing at a time, and a batch of many costs less than many
# of one.
_QUIET_S = 0.03
_GIVING_WAY_S = 1.0
_MOST_BEHIND = 10_000
# How long after somebody waited in vain pages say that they may lack something.
_TOLD_S = 5.0


class Follower:
    """Follows in a thread of its own once it is started, and before that whenever it is asked.

    There may be any number of them on one database, in any number of processes.
    """

    def __init__(self, database: Database, patience_s: float | None = None) -> None:
        self._database = database
        self._patience_s = PATIENCE_S if patience_s is None else patience_s
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self._is_closed = False
        self._is_asked = False
        self._reached = 0
        self._hurried_to = 0
        self._gave_up_at = -_TOLD_S

    def start(self) -> None:
        """Follow from now on whatever is committed."""
        self._thread = threading.Thread(target=self._run, name="follower", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Finish the batch that is being followed, and stop."""
        with self._changed:
            thread, self._thread = self._thread, None
            self._is_closed = True
            self._changed.notify_all()
        if thread is not None:
            thread.join()

    def committed(self) -> None:
        """There is something new to follow; who was told already is not woken up again."""
        with self._changed:
            if not self._is_asked:
                self._is_asked = True
                self._changed.notify_all()

    def wait(self, patience_s: float | None = None) -> None:
        """Return once the tables have all that is committed now, or after some patience."""
        patience_s = self._patience_s if patience_s is None else patience_s
        lag = self.lag()
        if not lag.entries:
            return
        if self._thread is None:
            self.catch_up()
            return
        with self._changed:
            self._hurried_to = max(self._hurried_to, lag.end)
            self._is_asked = True
            self._changed.notify_all()
            if not self._changed.wait_for(lambda: self._reached >= lag.end, patience_s):
                self._gave_up_at = time.monotonic()

    def catch_up(self, most: int | None = None) -> None:
        """Bring the tables up to the ledger's end here and now, however long it takes.

        Unavailable (``tables_behind``) where they are more than ``most`` entries behind.
        """
        if most is not None and self.lag().entries > most:
            raise Unavailable("统计表还没有跟上最新的记录，请过一会儿再试。", code="tables_behind")
        for position in batches(self._database):
            self._reach(position)

    def lag(self) -> Lag:
        """How far the tables are behind what is committed."""
        with self._database.looking_up() as connection:
            return lag_of(connection)

    def behind(self) -> Behind | None:
        """What the tables lack where somebody has just waited for them in vain; else None."""
        if time.monotonic() - self._gave_up_at > _TOLD_S:
            return None
        with self._database.looking_up() as connection:
            entries = lag_of(connection).entries
            return Behind(last_accepted_at(connection), entries) if entries else None

    def _run(self) -> None:
        while self._is_wanted():
            try:
                self._follow()
            except Exception as error:  # the outermost edge of this thread: it must go on
                if isinstance(error, Unavailable):
                    _LOG.warning("the tables cannot follow just now: %s", error.message)
                else:
                    _LOG.exception("the tables cannot follow")
                self._rest()

    def _is_wanted(self) -> bool:
        """Wait until there is something to do; False once there never will be."""
        with self._changed:
            self._changed.wait_for(lambda: self._is_asked or self._is_closed)
            return not self._is_closed

    def _give_way(self) -> None:
        """Let pushes go first for a while."""
        until = time.monotonic() + _GIVING_WAY_S
        while time.monotonic() < until and self.lag().entries < _MOST_BEHIND:
            with self._changed:
                self._is_asked = False
                if self._changed.wait_for(self._is_hurried, _QUIET_S) or not self._is_asked:
                    return

    def _is_hurried(self) -> bool:
        """Whether somebody waits for what is not followed yet, or for the end."""
        return self._is_closed or self._reached < self._hurried_to

    def _follow(self) -> None:
        """Follow a batch, and ask for another where there is more."""
        self._give_way()
        with self._changed:
            self._is_asked = False
        position = next(batches(self._database))
        is_behind = self.lag().end > position
        with self._changed:
            self._is_asked |= is_behind
        self._reach(position)

    def _reach(self, position: int) -> None:
        with self._changed:
            self._reached = position
            self._changed.notify_all()

    def _rest(self) -> None:
        """Wait a little before trying again, unless it is to stop."""
        with self._changed:
            self._is_asked = True
            self._changed.wait_for(lambda: self._is_closed, _AFTER_TROUBLE_S)
