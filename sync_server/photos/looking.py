"""Looking at photos after they have arrived: nobody waits for it, and no crash forgets it."""

import logging
import os
import threading
import time
from concurrent.futures import ThreadPoolExecutor

from domain.errors import Unavailable
from domain.kinds.arrival import PhotosSeen, SeenPhoto
from sync_server.data import photo_files as rows
from sync_server.data.engine import Database
from sync_server.ledger.committer import Committer
from sync_server.photos.pixels import likeness
from sync_server.photos.store import PhotoStore

_LOG = logging.getLogger("duji.server")

AT_ONCE = 16
# Pixels are decoded beside Python's lock, so that two threads take half as long on two cores.
_EYES = min(2, os.cpu_count() or 1)
_AFTER_TROUBLE_S = 5.0
# Decoding takes many times as long as taking a photo in, which somebody waits for.
_QUIET_S = 0.1
_GIVING_WAY_S = 3.0


class Looker:
    """Looks at whatever has arrived and was not looked at yet, and tells it in the log.

    That a photo waits for it stands in its row, so that whoever starts next goes on with it.
    It looks in a thread of its own once it is started, and before that when it is asked.
    """

    def __init__(self, database: Database, store: PhotoStore, committer: Committer) -> None:
        self._database = database
        self._store = store
        self._committer = committer
        self._asked = threading.Event()
        self._closed = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Look from now on at whatever arrives, and at what waits already."""
        self._asked.set()
        self._thread = threading.Thread(target=self._run, name="looker", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Finish what is being looked at, and stop; the rest waits for whoever starts next."""
        self._closed.set()
        self._asked.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def arrived(self) -> None:
        """There is something to look at."""
        self._asked.set()

    def look(self) -> int:
        """Look at all that waits, here and now; how many photos that were."""
        looked = 0
        with ThreadPoolExecutor(_EYES, "eye") as eyes:
            while not self._closed.is_set() and (some := self._some()):
                seen = PhotosSeen(photos=tuple(eyes.map(self._seen, *zip(*some, strict=True))))
                self._committer.submit_seen(seen).result()
                looked += len(some)
        return looked

    def waiting(self) -> int:
        """How many photos have arrived and were not looked at yet."""
        with self._database.looking_up() as connection:
            return rows.count_unseen(connection)

    def _give_way(self) -> None:
        """Let photos that still come go first for a while."""
        until = time.monotonic() + _GIVING_WAY_S
        while self._asked.is_set() and not self._closed.is_set() and time.monotonic() < until:
            self._asked.clear()
            self._asked.wait(_QUIET_S)
        self._asked.clear()

    def _some(self) -> list[tuple[str, int]]:
        with self._database.session() as session:
            return rows.unseen(session, AT_ONCE)

    def _seen(self, sha256: str, band_px: int) -> SeenPhoto:
        value = likeness(self._store.path(sha256), band_px)
        return SeenPhoto(sha256=sha256, likeness=None if value is None else f"{value:016x}")

    def _run(self) -> None:
        while True:
            self._asked.wait()
            self._give_way()
            if self._closed.is_set():
                return
            try:
                self.look()
            except Exception as error:  # the outermost edge of this thread: it must go on
                if isinstance(error, Unavailable):
                    _LOG.warning("photos cannot be looked at just now: %s", error.message)
                else:
                    _LOG.exception("photos cannot be looked at")
                self._closed.wait(_AFTER_TROUBLE_S)
                self._asked.set()
