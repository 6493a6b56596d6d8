"""Whether a photo that somebody holds is one of the district's, whose, and from which visit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from domain.kinds.visit.photo import Photo
from domain.trail.check_code import check_code
from domain.visit.visit import Visit
from sync_server.access.viewer import Viewer
from sync_server.data.engine import Database
from sync_server.data.tables import VisitRow
from sync_server.data.visits import rows as visits
from sync_server.data.visits.known_photos import (
    PhotoPlace,
    looking_like,
    usual_bands,
    with_code,
    with_hash,
)
from sync_server.register.names import Names, names

MOST_BANDS = 500
MOST_SHOWN = 5
WHOLE_PICTURE = (0, 1)


class Match(StrEnum):
    """How a file is one of ours."""

    STAMPED = "stamped"
    ORIGINAL = "original"
    ALIKE = "alike"


@dataclass(frozen=True, slots=True)
class FoundPhoto:
    """A photo of a visit; ``match`` is None where a code alone led to it.

    ``is_here`` says whether its file has arrived, ``is_code_right`` whether the check code is
    that of the original and the photo.
    """

    row: VisitRow
    visit: Visit
    photo: Photo
    match: Match | None
    is_here: bool

    @property
    def is_code_right(self) -> bool:
        """Whether the check code belongs to the hash of the original."""
        return check_code(self.photo.original_sha256, self.photo.photo_id) == self.photo.check_code


@dataclass(frozen=True, slots=True)
class Checking:
    """Answers for the viewer's district alone: what others have is as if it was not there."""

    database: Database

    def by_code(self, viewer: Viewer, code: str) -> list[FoundPhoto]:
        """The photos whose band shows this check code."""
        viewer.require_all()
        with self.database.session() as session:
            places = with_code(session.connection(), viewer.district, code)
        return self._shown(places, None)

    def by_hash(self, viewer: Viewer, sha256: str) -> list[FoundPhoto]:
        """The photos of which this is one of the two files, byte by byte."""
        viewer.require_all()
        with self.database.session() as session:
            places = with_hash(session.connection(), viewer.district, sha256)
        found = self._shown(places, Match.ORIGINAL)
        return [
            FoundPhoto(each.row, each.visit, each.photo, Match.STAMPED, each.is_here)
            if each.photo.sha256 == sha256
            else each
            for each in found
        ]

    def by_likeness(self, viewer: Viewer, values: Iterable[int]) -> list[FoundPhoto]:
        """The photos that look like one of these likenesses, the most alike first."""
        viewer.require_all()
        with self.database.session() as session:
            places = looking_like(session.connection(), viewer.district, values)
        return self._shown(places, Match.ALIKE)

    def bands(self, viewer: Viewer) -> list[tuple[int, int]]:
        """Above which bands to look at a picture: those in use, and none where it was cut off."""
        with self.database.session() as session:
            usual = usual_bands(session.connection(), viewer.district, MOST_BANDS)
        return [WHOLE_PICTURE, *usual]

    def names(self, viewer: Viewer) -> Names:
        """The district's names."""
        return names(self.database, viewer.district)

    def _shown(self, places: Sequence[PhotoPlace], match: Match | None) -> list[FoundPhoto]:
        places = places[:MOST_SHOWN]
        with self.database.session() as session:
            found = visits.visits_of(session, [each.visit for each in places])
            rows = {row.visit: (row, Visit.model_validate_json(row.folded)) for row in found}
            told = [(*rows[each.visit], each.photo_id) for each in places]
            hashes = [visit.photos[photo_id].sha256 for _, visit, photo_id in told]
            here = visits.received(session, hashes)
        return [
            FoundPhoto(row, visit, photo, match, photo.sha256 in here)
            for row, visit, photo_id in told
            for photo in [visit.photos[photo_id]]
        ]
