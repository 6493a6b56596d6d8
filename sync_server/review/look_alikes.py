"""What looks like something of a visit: the photos and texts of others, as far as one may see."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from domain.kinds.visit.photo import Photo
from domain.kinds.visit.record import NoteSection
from domain.review.same_text import Piece, marked
from domain.visit.assessment import Assessment
from domain.visit.flag import Flag, FlagCode, FlagFact
from domain.visit.visit import Visit
from sync_server.access.viewer import Viewer
from sync_server.data import register
from sync_server.data.engine import Database
from sync_server.data.tables import VisitRow
from sync_server.data.visits import rows as visits

LOOKING_ALIKE = (FlagCode.REUSED_PHOTO, FlagCode.SIMILAR_PHOTO)


@dataclass(frozen=True, slots=True)
class OtherVisit:
    """The visit that something was used on before, in names."""

    visit: str
    school: str
    person: str
    visit_on: str


@dataclass(frozen=True, slots=True)
class Alike:
    """A photo of another visit that looks the same.

    ``other`` is None where it is not for this viewer, ``photo`` too; ``sha256`` is None where its
    file is not here.
    """

    is_exact: bool
    other: OtherVisit | None = None
    photo: Photo | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class AlikeText:
    """A section of the record beside what another visit says, both in pieces.

    ``theirs`` are the sections of the other that say something of it too; none where they are
    not for this viewer.
    """

    section: NoteSection
    percent: FlagFact
    mine: tuple[Piece, ...]
    theirs: tuple[tuple[NoteSection, tuple[Piece, ...]], ...]
    other: OtherVisit | None


@dataclass(frozen=True, slots=True)
class LookAlikes:
    """Finds what the flags of a visit say looks alike, within what the viewer may see."""

    database: Database
    viewer: Viewer

    def photos(self, assessment: Assessment) -> dict[str, list[Alike]]:
        """The look-alikes of each photo of the visit, by photo."""
        found: dict[str, list[Alike]] = {}
        for flag in assessment.flags:
            if flag.code in LOOKING_ALIKE:
                is_exact = flag.code is FlagCode.REUSED_PHOTO
                photo = str(flag.facts.get("photo"))
                found.setdefault(photo, []).append(self._photo(flag.facts, is_exact))
        return found

    def texts(self, visit: Visit, assessment: Assessment) -> Iterator[AlikeText]:
        """The sections of the visit that stand on another visit too."""
        for flag in assessment.flags:
            if flag.code is FlagCode.COPIED_TEXT:
                yield self._text(visit, flag)

    def _photo(self, facts: Mapping[str, FlagFact], is_exact: bool) -> Alike:
        row = self._row(facts)
        if row is None:
            return Alike(is_exact)
        photo = Visit.model_validate_json(row.folded).photos.get(str(facts.get("other_photo")))
        with self.database.session() as session:
            here = visits.received(session, [photo.sha256]) if photo else {}
        return Alike(is_exact, self._other(row), photo, next(iter(here), None))

    def _text(self, visit: Visit, flag: Flag) -> AlikeText:
        section = NoteSection(str(flag.facts.get("section", NoteSection.RECORD)))
        note, row = visit.notes.get(section), self._row(flag.facts)
        text = note.text if note else ""
        notes = Visit.model_validate_json(row.folded).notes if row else {}
        whole = "\n".join(each.text for each in notes.values())
        theirs = ((name, tuple(marked(each.text, text))) for name, each in notes.items())
        return AlikeText(
            section=section,
            percent=flag.facts.get("percent", 0),
            mine=tuple(marked(text, whole)),
            theirs=tuple((name, some) for name, some in theirs if any(p.is_same for p in some)),
            other=self._other(row) if row else None,
        )

    def _row(self, facts: Mapping[str, FlagFact]) -> VisitRow | None:
        """The other visit; only that there is one, where it is another district's."""
        with self.database.session() as session:
            row = visits.visit(session, str(facts.get("other_visit")))
        is_for_them = self.viewer.may_see_all and row and row.district == self.viewer.district
        return row if is_for_them else None

    def _other(self, row: VisitRow) -> OtherVisit:
        with self.database.session() as session:
            school = register.school(session, row.district, row.school_id)
            person = register.person(session, row.account)
        return OtherVisit(
            visit=row.visit,
            school=school.name if school else row.school_id,
            person=person.name if person else row.account,
            visit_on=row.visit_on,
        )
