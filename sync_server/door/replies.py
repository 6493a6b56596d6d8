"""What a unit answers about a finding of one of its papers, with its photos."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from domain.clock import Clock, format_instant, local_date
from domain.errors import Conflict, NotFound, Unavailable
from domain.kinds.arrival import ArrivedPhoto
from domain.kinds.visit.rectification import (
    RectificationPrivate,
    RectificationReported,
    ReplyPhoto,
    Side,
)
from domain.visit.visit import Visit
from sync_server.data import photo_files, projection
from sync_server.data.engine import Database
from sync_server.data.tables import ReplyPhotoRow
from sync_server.door.entering import Unit
from sync_server.door.pictures import Picture
from sync_server.ledger.append import OfficeEntry, UnderLock
from sync_server.ledger.committer import Committer
from sync_server.photos.looking import Looker
from sync_server.photos.store import PhotoStore
from sync_server.projection.chain_book import SERVER_ACCOUNT

ANSWERED = "answered_meanwhile"
GONE = "finding_gone"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a unit says of a finding; ``seen`` is the entry of the answer that it replaces."""

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
        """Record it; Conflict where the finding is gone, or was answered by somebody else."""


@dataclass(frozen=True, slots=True)
class RepliesOnVisits:
    """Replies as they stand on the visit that raised the finding."""

    database: Database
    committer: Committer
    clock: Clock

    def answer(self, unit: Unit, answer: Answer) -> None:
        """As `Replies` says."""

        def requires(lock: UnderLock) -> None:
            text = projection.folded_visit(lock.transaction.tables, answer.visit)
            visit = Visit.model_validate_json(text) if text else None
            finding = visit.findings.get(answer.finding_id) if visit else None
            if visit is None or finding is None or visit.district != unit.district:
                raise Conflict("The finding is not there any more.", code=GONE)
            if visit.unit_of(finding) != unit.school_id:
                raise NotFound("The finding is another unit's.", finding=answer.finding_id)
            stands = visit.rectifications.get(answer.finding_id)
            if (stands.stamp.entry if stands else "") != answer.seen:
                raise Conflict("Somebody has answered meanwhile.", code=ANSWERED)

        body = RectificationReported(
            finding_id=answer.finding_id,
            reported_on=local_date(self.clock()).isoformat(),
            is_done=answer.is_done,
            due_on=answer.due_on,
            photos=tuple(answer.photos),
            is_from_door=True,
        )
        private = RectificationPrivate(
            measures=answer.measures,
            responsible=answer.responsible,
            done=answer.done,
            told_by=answer.told_by,
        )
        entry = OfficeEntry(body, private, answer.visit, requires=requires)
        self.committer.write(SERVER_ACCOUNT, [entry], unit.district)


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
        return ReplyPhoto(sha256=shown, original_sha256=original, side=side)

    def readable(self, unit: Unit, sha256: str) -> str:
        """The hash of a photo that the unit gave; NotFound for any other."""
        with self.database.session() as session:
            found = [row for row, _ in photo_files.replies_with(session, sha256)]
        mine = (row for row in found if row.sha256 == sha256 and _is_of(row, unit))
        if next(mine, None) is None:
            raise NotFound("The unit gave no such photo.", sha256=sha256)
        return sha256

    def _bring(self, data: bytes) -> str:
        sha256 = hashlib.sha256(data).hexdigest()
        size = self.store.bring(sha256, [data])
        if size is None:
            raise Unavailable("照片没有存好，请再试一次。", code="io_error")
        at = format_instant(self.clock())
        arrived = ArrivedPhoto(sha256=sha256, size_bytes=size, arrived_at=at)
        self.committer.submit_photo(arrived).result()
        return sha256


def _is_of(row: ReplyPhotoRow, unit: Unit) -> bool:
    return (row.district, row.school_id) == (unit.district, unit.school_id)
