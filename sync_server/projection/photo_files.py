"""Which photo files are here, from the server's own entries about them."""

from collections.abc import Iterable, Iterator

from domain.kinds.arrival import ArrivedPhoto, PhotosArrived, PhotosLost
from domain.kinds.kind import may_set
from domain.kinds.reading import Reading
from sync_server.data.engine import Transaction
from sync_server.data.photo_files import files_of, forget_files, keep_files
from sync_server.data.tables import PhotoFileRow
from sync_server.projection.chain_book import ChainBook

Told = PhotosArrived | PhotosLost


def told_of_files(
    readings: Iterable[tuple[int, Reading]], book: ChainBook
) -> Iterator[tuple[int, Told]]:
    """What these entries, by their positions, say of photo files where the server wrote them."""
    for position, reading in readings:
        body = reading.body
        if isinstance(body, PhotosArrived | PhotosLost):
            author = book.author(reading.line.header.chain)
            if author is not None and may_set(body.kind, author):
                yield position, body


def named(told: Iterable[Told]) -> Iterator[str]:
    """The hashes of all photos that these entries tell of."""
    for body in told:
        for photo in body.photos:
            yield photo if isinstance(photo, str) else photo.sha256


def told_at(told: Iterable[tuple[int, Told]]) -> dict[str, int]:
    """Where the last of these entries about each photo is in the log."""
    return {sha256: position for position, body in told for sha256 in named([body])}


class PhotoFiles:
    """Collects which photo files come and go, and writes it at once."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._here: set[str] = set()
        self._come: dict[str, PhotoFileRow] = {}
        self._gone: set[str] = set()

    def load(self, hashes: Iterable[str]) -> None:
        """Know which of these photos are here; without it none is, as in an empty table."""
        self._here |= files_of(self._transaction, hashes).keys()

    def take(self, position: int, told: Told) -> None:
        """Go on by one entry; a photo that is here already has not arrived again."""
        if isinstance(told, PhotosLost):
            for sha256 in told.photos:
                self._come.pop(sha256, None)
                if sha256 in self._here:
                    self._gone.add(sha256)
            return
        for photo in told.photos:
            if photo.sha256 in self._gone or photo.sha256 not in self._here:
                self._come.setdefault(photo.sha256, _row(position, photo))

    def keep(self) -> None:
        """Write the rows."""
        forget_files(self._transaction, self._gone)
        keep_files(self._transaction, list(self._come.values()))


def _row(position: int, photo: ArrivedPhoto) -> PhotoFileRow:
    return PhotoFileRow(position=position, **photo.model_dump())
