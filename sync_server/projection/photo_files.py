"""Which photo files are here, from the server's own entries about them."""

from collections.abc import Iterable, Iterator

from domain.kinds.arrival import PhotosArrived, PhotosLost, PhotosSeen, SeenPhoto
from domain.kinds.kind import may_set
from domain.kinds.reading import Reading
from sync_server.data.engine import Transaction
from sync_server.data.photo_files import file_rows, forget_files, keep_files
from sync_server.data.tables import PhotoFileRow
from sync_server.data.upsert import values_of
from sync_server.projection.chain_book import ChainBook

Told = PhotosArrived | PhotosSeen | PhotosLost


def told_of_files(
    readings: Iterable[tuple[int, Reading]], book: ChainBook
) -> Iterator[tuple[int, Told]]:
    """What these entries, by their positions, say of photo files where the server wrote them."""
    for position, reading in readings:
        body = reading.body
        if isinstance(body, Told):
            author = book.author(reading.line.header.chain)
            if author is not None and may_set(body.kind, author):
                yield position, body


def named(told: Iterable[Told]) -> Iterator[str]:
    """The hashes of all photos that these entries tell of."""
    for body in told:
        for photo in body.photos:
            yield photo if isinstance(photo, str) else photo.sha256


def came_or_went(told: Iterable[tuple[int, Told]]) -> dict[str, int]:
    """Where the last of these entries is by which each photo arrived or was lost."""
    moved = ((position, body) for position, body in told if not isinstance(body, PhotosSeen))
    return {sha256: position for position, body in moved for sha256 in named([body])}


class PhotoFiles:
    """Collects which photo files come, are looked at and go, and writes it at once."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._rows: dict[str, PhotoFileRow] = {}
        self._changed: set[str] = set()
        self._gone: set[str] = set()

    def load(self, hashes: Iterable[str]) -> None:
        """Know which of these photos are here; without it none is, as in an empty table."""
        self._rows |= file_rows(self._transaction, hashes)

    def take(self, position: int, told: Told) -> None:
        """Go on by one entry.

        A photo that is here already has not arrived again, and one that was looked at stays as
        it was seen first.
        """
        if isinstance(told, PhotosLost):
            for sha256 in told.photos:
                if self._rows.pop(sha256, None) is not None:
                    self._gone.add(sha256)
                    self._changed.discard(sha256)
            return
        for photo in told.photos:
            if isinstance(photo, SeenPhoto):
                self._see(position, photo)
            elif photo.sha256 not in self._rows:
                self._rows[photo.sha256] = PhotoFileRow(position=position, **photo.model_dump())
                self._changed.add(photo.sha256)

    def keep(self) -> None:
        """Write the rows."""
        forget_files(self._transaction, self._gone)
        keep_files(self._transaction, [self._rows[each] for each in sorted(self._changed)])

    def _see(self, position: int, photo: SeenPhoto) -> None:
        row = self._rows.get(photo.sha256)
        if row is not None and row.seen is None:
            seen = {**values_of(row), "seen": position, "likeness": photo.likeness}
            self._rows[photo.sha256] = PhotoFileRow(**seen)
            self._changed.add(photo.sha256)
