"""Photos: received in pieces, complete when their hash says so, read within scope."""

from collections.abc import Iterable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

from domain.clock import Clock, format_instant, local_date
from domain.errors import BadInput, NotFound, TooLarge
from domain.visit.likeness import bands
from domain.wire.messages import PhotoState
from sync_server.access.scope import may_read_visit
from sync_server.data import photo_files as rows
from sync_server.data.accounts import DeviceFacts, PersonFacts
from sync_server.data.backed_up import lower_backed_up_to
from sync_server.data.engine import Database, Transaction
from sync_server.data.photo_files import ExpectedPhoto
from sync_server.data.tables import PhotoFileRow
from sync_server.data.workbook import my_schools
from sync_server.data.workbook_tasks import shows_finding_at
from sync_server.ledger.committer import Committer
from sync_server.photos.pixels import likeness
from sync_server.photos.store import PhotoStore, wrong_offset
from sync_server.projection.projector import photo_arrived


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a photo's upload goes on from, and what the entries said of the photo."""

    state: PhotoState
    announced: tuple[ExpectedPhoto, ...]

    def check(self, size_bytes: int) -> None:
        """TooLarge (``photo_too_long``) when the photo would get longer than announced."""
        longest = max(each.size_bytes for each in self.announced)
        if size_bytes > longest:
            raise TooLarge(
                f"The photo was announced with {longest} bytes.",
                code="photo_too_long",
                size_bytes=longest,
            )


class Photos:
    """Takes photos in and gives them out."""

    def __init__(
        self, database: Database, store: PhotoStore, committer: Committer, clock: Clock
    ) -> None:
        self._database = database
        self._store = store
        self._committer = committer
        self._clock = clock

    def state(self, sha256: str, device: DeviceFacts) -> PhotoState:
        """How much of the photo is safe; NotFound (``photo_unknown``) before its entry came."""
        beginning = self.begin(sha256, device, None)
        if not beginning.state.is_complete and self._store.is_whole(sha256):
            # The server stopped between moving the file and committing it.
            self.finish(beginning).result()
            return self.begin(sha256, device, None).state
        return beginning.state

    def begin(self, sha256: str, device: DeviceFacts, offset: int | None) -> Beginning:
        """What is there when a request begins to bring bytes from ``offset`` on.

        ``offset`` None stands for all of the photo anew. Conflict (``wrong_offset``) unless
        the bytes go on from what is there.
        """
        announced, is_complete = self._announced(sha256, device)
        there = self._store.offset(sha256)
        if not is_complete and offset not in (None, there):
            wrong_offset(there)
        state = PhotoState(sha256=sha256, offset=there, is_complete=is_complete)
        return Beginning(state, tuple(announced))

    def append(self, beginning: Beginning, offset: int, data: bytes) -> int:
        """Write bytes at the offset; how many bytes the photo has then.

        TooLarge when they are more than the entry announced.
        """
        beginning.check(offset + len(data))
        return self._store.append(beginning.state.sha256, offset, data)

    def flush(self, sha256: str) -> int:
        """Make durable what came so far; how many bytes that are."""
        return self._store.flush(sha256)

    def finish(self, beginning: Beginning) -> Future[int]:
        """Commit that the photo is complete; its size, when that is durable.

        BadInput (``photo_hash_wrong``) when the bytes are another photo: they are thrown away.
        """
        sha256 = beginning.state.sha256
        return self._commit(sha256, self._store.finish(sha256), beginning.announced)

    def begin_carried(self, sha256: str) -> Beginning:
        """The same for a photo that comes whole out of a file, whoever announced it."""
        with self._database.session() as session:
            announced = rows.expected_of_anybody(session, sha256)
            is_complete = rows.is_complete(session, sha256)
        if not announced:
            raise NotFound("没有哪条留痕提到这张照片。", code="photo_unknown")
        state = PhotoState(sha256=sha256, offset=0, is_complete=is_complete)
        return Beginning(state, tuple(announced))

    def bring(self, beginning: Beginning, pieces: Iterable[bytes]) -> Future[int]:
        """Take a whole photo in and commit it; else as `finish`, and what came before stays."""
        sha256 = beginning.state.sha256
        return self._commit(sha256, self._store.bring(sha256, pieces), beginning.announced)

    def _commit(
        self, sha256: str, size: int | None, announced: Sequence[ExpectedPhoto]
    ) -> Future[int]:
        if size is None:
            raise BadInput(
                "收到的照片与留痕中的指纹不符，已丢弃，请重新上传。", code="photo_hash_wrong"
            )
        row = self._row(sha256, size, announced[0].band_px)

        def work(transaction: Transaction) -> int:
            if rows.keep_file(transaction, row):
                lower_backed_up_to(transaction, [sha256])
                photo_arrived(transaction, sha256)
            return size

        return self._committer.submit_work(work)

    def readable(self, sha256: str, person: PersonFacts, chain: str = "") -> Path:
        """The file of a complete photo; NotFound when it is none, or of no visit in scope.

        Who is responsible for a school now may see the photos of findings there, to compare
        them with what they find.
        """
        with self._database.session() as session:
            visits = rows.visits_showing(session, sha256)
            is_complete = rows.is_complete(session, sha256)
        may_read = any(may_read_visit(each, person, chain) for each in visits)
        if not is_complete or not (may_read or self._shows_finding(sha256, person)):
            raise NotFound("没有这张照片，或者它不在您的查看范围内。", sha256=sha256)
        return self._store.path(sha256)

    def _shows_finding(self, sha256: str, person: PersonFacts) -> bool:
        """Whether it is evidence of a finding at a school the person is responsible for today."""
        today = local_date(self._clock()).isoformat()
        with self._database.session() as session:
            schools = my_schools(session, person.district, person.account, today)
            return shows_finding_at(session, sha256, person.district, schools)

    def _announced(self, sha256: str, device: DeviceFacts) -> tuple[list[ExpectedPhoto], bool]:
        district = device.person.district
        with self._database.session() as session:
            found = rows.expected(session, sha256)
            found = [each for each in found if each.district == district]
            if not found:
                found = rows.expected_of_chain(session, sha256, device.chain, district)
            is_complete = rows.is_complete(session, sha256)
        if not found:
            raise NotFound("请先上传这张照片的留痕，再上传照片。", code="photo_unknown")
        return found, is_complete

    def _row(self, sha256: str, size: int, band_px: int) -> PhotoFileRow:
        value = likeness(self._store.path(sha256), band_px)
        row = PhotoFileRow(
            sha256=sha256,
            size_bytes=size,
            received_at=format_instant(self._clock()),
            likeness=None if value is None else f"{value:016x}",
        )
        if value is not None:
            row.band0, row.band1, row.band2, row.band3 = bands(value)
        return row
