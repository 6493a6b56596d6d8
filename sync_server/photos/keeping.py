"""Taking a whole file into the pool of originals, and telling of its arrival in the log."""

import hashlib
from dataclasses import dataclass

from domain.clock import Clock, format_instant
from domain.errors import Unavailable
from domain.kinds.arrival import ArrivedPhoto
from sync_server.ledger.committer import Committer
from sync_server.photos.looking import Looker
from sync_server.photos.store import PhotoStore


@dataclass(frozen=True, slots=True)
class Pool:
    """Keeps files that come whole: what arrived is never denied, whether it is named or not."""

    store: PhotoStore
    committer: Committer
    clock: Clock
    looker: Looker

    def keep(self, data: bytes) -> str:
        """The hash of the file, once it is safe and its arrival is in the log."""
        sha256 = hashlib.sha256(data).hexdigest()
        size = self.store.bring(sha256, [data])
        if size is None:
            raise Unavailable("文件没有存好，请再试一次。", code="io_error")
        at = format_instant(self.clock())
        arrived = ArrivedPhoto(sha256=sha256, size_bytes=size, arrived_at=at)
        self.committer.submit_photo(arrived).result()
        self.looker.arrived()
        return sha256
