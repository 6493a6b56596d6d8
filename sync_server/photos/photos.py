"""Photos: received in pieces, complete when their hash says so, read within scope.

A photo belongs to the visit whose entry announced it first. Who announces the hash of another's
photo learns nothing by it: they bring all its bytes into a place of their own, which shows that
they have them, and only then are they told, and shown, that it is here.
"""

from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

from domain.clock import Clock, format_instant, local_date
from domain.errors import BadInput, NotFound, TooLarge, TooMany
from domain.kinds.arrival import ArrivedPhoto
from domain.kinds.author import OVERSEEING, Role
from domain.wire.messages import PhotoState
from sync_server.access.scope import may_read_visit
from sync_server.data import photo_files as rows
from sync_server.data.accounts import DeviceFacts, PersonFacts
from sync_server.data.door.reply_photos import Replied, replies_with
from sync_server.data.engine import Database
from sync_server.data.findings.similar import photos_with
from sync_server.data.following.place import lag_of, place_of
from sync_server.data.photo_files import ExpectedPhoto, FilePlace, Origin
from sync_server.data.workbook.snapshot import my_schools
from sync_server.data.workbook.tasks import shows_finding_at
from sync_server.ledger.commit import photo_state
from sync_server.ledger.committer import Committer
from sync_server.photos.looking import Looker
from sync_server.photos.store import PhotoStore, wrong_offset

PIECE_BYTES = 256 * 1024


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a photo's upload goes on from, and what the entries said of the photo.

    ``own_of`` is the chain that has to bring it whole because it is not the first to know it.
    """

    state: PhotoState
    announced: tuple[ExpectedPhoto, ...]
    own_of: str = ""

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

    def state(self, sha256: str, device: DeviceFacts) -> PhotoState:
        """How much of the photo is safe; NotFound (``photo_unknown``) before its entry came."""
        beginning = self.begin(sha256, device, None)
        if not beginning.state.is_complete and self._place(beginning.own_of).is_whole(sha256):
            # The server stopped between moving the file and committing it.
            self.finish(beginning).result()
            return self.begin(sha256, device, None).state
        return beginning.state

    def begin(self, sha256: str, device: DeviceFacts, offset: int | None) -> Beginning:
        """What is there when a request begins to bring bytes from ``offset`` on.

        ``offset`` None stands for all of the photo anew. Conflict (``wrong_offset``) unless
        the bytes go on from what is there.
        """
        announced, own_of = self._announced(sha256, device)
        with self._database.session(is_patient=False) as session:
            file = rows.file_of(session, sha256)
        place = self._place(own_of)
        if file is not None and (not own_of or place.is_whole(sha256)):
            where = FilePlace(file.position, file.size_bytes)
            state = photo_state(sha256, where, self._committer.epoch)
            return Beginning(state, tuple(announced), own_of)
        there = place.offset(sha256)
        if offset not in (None, there):
            wrong_offset(there)
        state = PhotoState(sha256=sha256, offset=there, is_complete=False)
        return Beginning(state, tuple(announced), own_of)

    def append(self, beginning: Beginning, offset: int, data: bytes) -> int:
        """Write bytes at the offset; how many bytes the photo has then.

        TooLarge when they are more than the entry announced.
        """
        beginning.check(offset + len(data))
        place = self._place(beginning.own_of)
        return place.append(beginning.state.sha256, offset, data)

    def flush(self, beginning: Beginning) -> int:
        """Make durable what came so far; how many bytes that are."""
        return self._place(beginning.own_of).flush(beginning.state.sha256)

    def finish(self, beginning: Beginning) -> Future[PhotoState]:
        """Commit that the photo is complete; how it stands, when that is durable.

        BadInput (``photo_hash_wrong``) when the bytes are another photo: they are thrown away.
        """
        sha256 = beginning.state.sha256
        place = self._place(beginning.own_of)
        size = place.finish(sha256)
        if size is not None and beginning.own_of:
            self._store.bring(sha256, _pieces(place.path(sha256)))
        return self._commit(sha256, size)

    def _place(self, own_of: str) -> PhotoStore:
        return self._store.of_chain(own_of) if own_of else self._store

    def begin_carried(self, sha256: str) -> Beginning:
        """The same for a photo that comes whole out of a file, whoever announced it."""
        with self._database.session() as session:
            announced = rows.expected_of_anybody(session, sha256)
            is_complete = rows.is_complete(session, sha256)
        if not announced:
            raise NotFound("没有哪条留痕提到这张照片。", code="photo_unknown")
        state = PhotoState(sha256=sha256, offset=0, is_complete=is_complete)
        return Beginning(state, tuple(announced))

    def bring(self, beginning: Beginning, pieces: Iterable[bytes]) -> Future[PhotoState]:
        """Take a whole photo in and commit it; else as `finish`, and what came before stays."""
        sha256 = beginning.state.sha256
        return self._commit(sha256, self._store.bring(sha256, pieces))

    def _commit(self, sha256: str, size: int | None) -> Future[PhotoState]:
        if size is None:
            raise BadInput(
                "收到的照片与留痕中的指纹不符，已丢弃，请重新上传。", code="photo_hash_wrong"
            )
        arrived_at = format_instant(self._clock())
        arrived = ArrivedPhoto(sha256=sha256, size_bytes=size, arrived_at=arrived_at)
        durable = self._committer.submit_photo(arrived)
        durable.add_done_callback(lambda _: self._looker.arrived())
        return durable

    def readable(self, sha256: str, person: PersonFacts, chain: str = "") -> Path:
        """The file of a complete photo; NotFound when it is none, or of no visit in scope.

        In scope is the visit that announced it first, or what this chain brought whole itself, or
        a visit about a finding of which a school gave it with its reply; what a unit gave with
        its answer to a similar check is its office's.
        Who is responsible for a school now may see the photos of findings there, to compare
        them with what they find.
        """
        with self._database.session() as session:
            origin = rows.origin(session, sha256)
            is_complete = rows.is_complete(session, sha256)
        may_read = origin is not None and (
            _is_of(origin, person, chain) or self._shows_finding(sha256, origin, person)
        )
        if not may_read and chain:
            may_read = self._place(chain).is_whole(sha256)
        if not may_read and is_complete:
            with self._database.session() as session:
                replies = replies_with(session, sha256)
                districts = {each.district for each in photos_with(session, sha256)}
            may_read = any(self._may_read(each, person, chain) for each in replies)
            may_read |= Role(person.role) in OVERSEEING and person.district in districts
        if not is_complete or not may_read:
            raise NotFound("没有这张照片，或者它不在您的查看范围内。", sha256=sha256)
        return self._store.path(sha256)

    def _may_read(self, replied: Replied, person: PersonFacts, chain: str) -> bool:
        """Whether a reply's photo is shown with the visit, or at a school one answers for."""
        if replied.visit is not None:
            return may_read_visit(replied.visit, person, chain)
        district, school_id = replied.unit
        if Role(person.role) in OVERSEEING:
            return person.district == district
        today = local_date(self._clock()).isoformat()
        with self._database.session() as session:
            schools = my_schools(session.connection(), person.district, person.account, today)
        return person.district == district and school_id in schools

    def _shows_finding(self, sha256: str, origin: Origin, person: PersonFacts) -> bool:
        """Whether it is evidence of a finding at a school the person is responsible for today."""
        today = local_date(self._clock()).isoformat()
        visit = origin.visit.visit_id
        with self._database.session() as session:
            connection = session.connection()
            schools = my_schools(connection, person.district, person.account, today)
            return shows_finding_at(connection, sha256, visit, person.district, schools)

    def _announced(self, sha256: str, device: DeviceFacts) -> tuple[list[ExpectedPhoto], str]:
        """What was announced of the photo to this device, and the chain if it brings it alone.

        NotFound (``photo_unknown``) where nothing was, as far as this device may know; TooMany
        (``too_early``) where that cannot be told yet, because the tables are behind what had
        come when this was asked.
        """
        with self._database.looking_up() as connection:
            end = lag_of(connection).end
        # Its entry came long before, as a rule: nobody need wait for what came since.
        for is_patient in (False, True):
            with self._database.session(is_patient=is_patient) as session:
                origin = rows.origin(session, sha256)
                if origin is not None and _is_of(origin, device.person, device.chain):
                    found = rows.expected(session, sha256)
                    mine = [each for each in found if each.visit == origin.visit.visit_id]
                    return mine or found, ""
                if place_of(session.connection()).position >= end:
                    district = device.person.district
                    own = rows.expected_of_chain(session, sha256, device.chain, district)
                    break
        else:
            words = "留痕还在整理，请稍等再传这张照片。"
            raise TooMany(words, code="too_early", retry_after_s=2)
        if not own:
            raise NotFound("请先上传这张照片的留痕，再上传照片。", code="photo_unknown")
        return own, device.chain


def _is_of(origin: Origin, person: PersonFacts, chain: str) -> bool:
    """Whether the photo is the person's own, or of a visit they may read."""
    return origin.chain == chain or may_read_visit(origin.visit, person, chain)


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(PIECE_BYTES):
            yield piece
