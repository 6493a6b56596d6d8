"""Photos that come whole, in one request, from the device that announced them first: nearly all.

Each is looked up, written and moved to its place in one thread and handed to the committer from
there, so that of all photos of a commit the event loop is told once. Whatever is otherwise about
a photo is for `Photos`, piece by piece.
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from domain.clock import Clock, format_instant, local_date
from domain.kinds.arrival import ArrivedPhoto
from domain.wire.messages import PhotoState
from sync_server.data import photo_files as rows
from sync_server.data.engine import Database
from sync_server.ledger.committer import Committer
from sync_server.ledger.settling import Failed, settle
from sync_server.photos.looking import Looker
from sync_server.photos.store import PhotoStore

# They wait for the disk most of the time, and it serves several at once as fast as one.
_AT_ONCE = 16


class WholePhotos:
    """Takes in what is all there."""

    def __init__(
        self,
        database: Database,
        store: PhotoStore,
        committer: Committer,
        clock: Clock,
        looker: Looker,
    ) -> None:
        self._database = database
        self._store = store
        self._committer = committer
        self._clock = clock
        self._looker = looker
        self._threads = ThreadPoolExecutor(_AT_ONCE, "photo")

    def take(
        self, sha256: str, data: bytes, token_hash: str
    ) -> "asyncio.Future[PhotoState | None]":
        """How the photo stands once its arrival is durable, for the loop that runs in this thread.

        None, and nothing was taken, where these bytes are not the photo, or it is not plain that
        the device with this token may bring it. Unavailable as the disk and the committer say.
        """
        answer: asyncio.Future[PhotoState | None] = asyncio.get_running_loop().create_future()
        answer.add_done_callback(lambda _: self._looker.arrived())
        self._threads.submit(self._take, sha256, data, token_hash, answer)
        return answer

    def close(self) -> None:
        """Finish what was begun."""
        self._threads.shutdown()

    def _take(
        self,
        sha256: str,
        data: bytes,
        token_hash: str,
        answer: "asyncio.Future[PhotoState | None]",
    ) -> None:
        try:
            if not self._is_kept(sha256, data, token_hash):
                settle([(answer, None)])
                return
            at = format_instant(self._clock())
            photo = ArrivedPhoto(sha256=sha256, size_bytes=len(data), arrived_at=at)
            self._committer.submit_photo_for(photo, answer)
        except Exception as error:  # the outermost edge of this thread: handed on
            settle([(answer, Failed(error))])

    def _is_kept(self, sha256: str, data: bytes, token_hash: str) -> bool:
        """Whether the photo is in its place now, durable."""
        with self._database.looking_up() as connection:
            today = local_date(self._clock()).isoformat()
            longest = rows.announced_first(connection, sha256, token_hash, today)
        if longest is None or len(data) > longest:
            return False
        return self._store.bring(sha256, [data]) == len(data)
