"""What a unit answers about a finding of one of its papers, with its photos."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from domain.clock import Clock, format_instant, local_date
from domain.errors import BadInput, Conflict, NotFound, Unavailable
from domain.ids import uuid7
from domain.kinds.arrival import ArrivedPhoto
from domain.kinds.finding.measure import MeasurePrivate, MeasureSet
from domain.kinds.finding.reply import ReplyGiven, ReplyPhoto, ReplyPrivate
from sync_server.data.door.reply_photos import replies_with
from sync_server.data.engine import Database
from sync_server.data.findings.course import RaisedFinding, raised_finding
from sync_server.data.findings.similar import photos_with
from sync_server.door.entering import Unit
from sync_server.door.pictures import Picture, Side
from sync_server.ledger.append import OfficeEntry, UnderLock
from sync_server.ledger.committer import Committer
from sync_server.photos.looking import Looker
from sync_server.photos.store import PhotoStore
from sync_server.projection.chain_book import SERVER_ACCOUNT

GONE = "finding_gone"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a unit says of a finding; ``seen`` is the version of the finding that it saw."""

    visit: str
    finding_id: str
    seen: str
    measures: str
    responsible: str
    due_on: str
    done: str
    is_done: bool
    told_by: str
    photos: Sequence[ReplyPhoto]


class Replies(Protocol):
    """Takes what units answer: by which kind of entry is for who stands behind this."""

    def answer(self, unit: Unit, answer: Answer) -> None:
        """Record it; Conflict where the finding has changed since, or is not there any more."""


@dataclass(frozen=True, slots=True)
class RepliesOnFindings:
    """Measures and replies, as they stand on the finding: the server writes them for the unit."""

    database: Database
    committer: Committer
    clock: Clock

    def answer(self, unit: Unit, answer: Answer) -> None:
        """As `Replies` says; what was done is a reply of its own beside the measures."""
        with self.database.reading() as transaction:
            found = raised_finding(transaction.tables, answer.visit, answer.finding_id)
        found = _of_unit(found, unit)
        if answer.due_on < found.raised_on:
            raise BadInput("整改时限早于发现问题的日期，请核对。", code="due_on")
        entries = [self._measure(unit, answer, found.subject)]
        if answer.done or answer.photos:
            entries.append(self._reply(answer, found.subject))
        self.committer.write(SERVER_ACCOUNT, entries, unit.district)

    def _measure(self, unit: Unit, answer: Answer, subject: str) -> OfficeEntry:
        def requires(lock: UnderLock) -> None:
            tables = lock.transaction.tables
            _of_unit(raised_finding(tables, answer.visit, answer.finding_id), unit)

        body = MeasureSet(visit=answer.visit, finding_id=answer.finding_id, due_on=answer.due_on)
        private = MeasurePrivate(text=answer.measures, responsible=answer.responsible)
        return OfficeEntry(body, private, subject, answer.seen, requires=requires)

    def _reply(self, answer: Answer, subject: str) -> OfficeEntry:
        body = ReplyGiven(
            visit=answer.visit,
            finding_id=answer.finding_id,
            replied_on=local_date(self.clock()).isoformat(),
            is_done=answer.is_done,
            photos=tuple(answer.photos),
        )
        private = ReplyPrivate(
            text=answer.done, responsible=answer.responsible, told_by=answer.told_by
        )
        return OfficeEntry(body, private, subject)


def _of_unit(found: RaisedFinding | None, unit: Unit) -> RaisedFinding:
    """The finding, where it is the unit's and goes on; NotFound for another's, else Conflict."""
    if found is None or not found.is_standing:
        raise Conflict("The finding is not there any more.", code=GONE)
    if (found.district, found.school_id) != (unit.district, unit.school_id):
        raise NotFound("The finding is another unit's.", finding=found.finding_id)
    if found.course is not None and found.course.ending is not None:
        raise Conflict("The finding has ended meanwhile.", code=GONE)
    return found


@dataclass(frozen=True, slots=True)
class DoorPhotos:
    """Takes in and gives out the photos of units' answers."""

    database: Database
    store: PhotoStore
    committer: Committer
    clock: Clock
    looker: Looker

    def keep(self, picture: Picture, side: Side) -> ReplyPhoto:
        """The photo, once both its files are safe and their arrival is in the log.

        A photo that no answer names afterwards stays: what arrived is never denied.
        """
        shown, original = self._bring(picture.shown), self._bring(picture.original)
        self.looker.arrived()
        return ReplyPhoto(
            photo_id=uuid7(),
            sha256=original,
            size_bytes=len(picture.original),
            is_after=side is Side.AFTER,
            shown_sha256=shown,
        )

    def readable(self, unit: Unit, sha256: str) -> str:
        """The hash of a photo that the unit gave; NotFound for any other."""
        with self.database.session() as session:
            found = replies_with(session, sha256)
            of_checks = photos_with(session, sha256)
        own = (unit.district, unit.school_id)
        if any(each.unit == own for each in found):
            return sha256
        if any((each.district, each.school_id) == own for each in of_checks):
            return sha256
        raise NotFound("The unit gave no such photo.", sha256=sha256)

    def _bring(self, data: bytes) -> str:
        sha256 = hashlib.sha256(data).hexdigest()
        size = self.store.bring(sha256, [data])
        if size is None:
            raise Unavailable("照片没有存好，请再试一次。", code="io_error")
        at = format_instant(self.clock())
        arrived = ArrivedPhoto(sha256=sha256, size_bytes=size, arrived_at=at)
        self.committer.submit_photo(arrived).result()
        return sha256
