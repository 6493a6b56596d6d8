"""Taking a photo into a visit: hash, stamp, keep the files safe, and only then write the entry."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from app.store import Transaction, visit_lists, visit_rows
from app.store.photos import rows as photo_rows
from app.store.tables import PhotoRow
from app.store.visit_lists import Page
from app.visits.draft_keys import field_key
from app.visits.fix_fields import place_of, quality_of
from app.visits.messages import made, refusal
from app.visits.photos.stamp import StampedPhoto, stamp
from app.visits.recorder import Recorder
from app.visits.recording import Recording, standing
from app.visits.units.acts import unit_now
from domain.clock import CST, parse_instant, weekday_name
from domain.ids import uuid7
from domain.kinds.visit.photo import Photo, PhotoCaptioned, PhotoPrivate, PhotoSource, PhotoTaken
from domain.place.presence import Fix
from domain.trail.chain import Moment
from domain.trail.check_code import check_code
from domain.trail.line import Line, sha256_hex
from domain.visit.visit import Visit

VISITS_FOR_CAPTIONS, MOST_CAPTIONS = 10, 8


@dataclass(frozen=True, slots=True)
class PhotoFacts:
    """A photo just taken: its id, its stamped file's hash and where that and a preview are."""

    photo_id: str
    sha256: str
    check_code: str
    path: Path
    preview: Path


@dataclass(frozen=True, slots=True)
class Belonging:
    """What a photo shows: its caption, and the item or finding it is evidence for.

    One newly taken ``is_after`` where it shows how a finding looks once it was put right.
    """

    caption: str = ""
    item_id: str | None = None
    finding_id: str | None = None
    is_after: bool = False


NOWHERE = Belonging()


@dataclass(frozen=True, slots=True)
class NewPhoto:
    """A photo as it came from camera or album, at which moment and where.

    ``has_place`` says whether its band speaks of a place at all: not where none is wanted.
    """

    data: bytes
    source: PhotoSource
    fix: Fix | None
    moment: Moment
    has_place: bool = True


class PhotoActs:
    """The camera's and the album's way into a visit. ``inspector`` is the name on the band."""

    def __init__(
        self, recorder: Recorder, moment: Callable[[], Moment], inspector: str, font_path: Path
    ) -> None:
        self._recorder = recorder
        self._moment = moment
        self._inspector = inspector
        self._font_path = font_path

    def take_photo(
        self,
        visit_id: str,
        data: bytes,
        source: PhotoSource,
        fix: Fix | None,
        belonging: Belonging = NOWHERE,
    ) -> PhotoFacts:
        """Take a photo into the visit: stamped, hashed, its files stored before its entry.

        BadPhoto in plain words for a file that is no usable photo, Conflict where the visit takes
        none or has it already; either way the visit stands as it stood.
        """
        moment, visit = self._moment(), self._recorder.expect_open(visit_id)
        has_place = self._recorder.rule(visit, parse_instant(moment.at)).wants_place
        taken = NewPhoto(data, source, fix if has_place else None, moment, has_place)
        original = sha256_hex(taken.data)
        _expect_new(visit, original)
        photo_id = uuid7()
        code = check_code(original, photo_id)
        unit = _unit_of(visit, belonging)
        lines = band_lines(self._school_name(unit), self._inspector, taken, code)
        stamped = stamp(taken.data, lines, self._font_path)
        sha256 = sha256_hex(stamped.data)
        files = self._recorder.store.files
        # Files first: an entry must never name a photo that a power cut took away.
        files.keep_original(original, taken.data)
        files.keep(sha256, stamped.data, stamped.preview)
        body = _body((photo_id, sha256, original, code), stamped, taken, belonging)
        if visit.units:
            body = body.model_copy(update={"unit": unit})
        private = made(PhotoPrivate, **place_of(taken.fix), caption=belonging.caption.strip())
        row = self._row(visit, body, taken.moment)

        def also(transaction: Transaction, line: Line) -> None:
            row.entry = line.id
            photo_rows.add_photo(transaction, row)
            # Looked at once more: it may have been added while this one was stamped.
            _expect_new(standing(transaction, visit_id, self._recorder.account), original, 1)

        self._recorder.record(visit_id, body, private, also=also)
        return PhotoFacts(photo_id, sha256, code, files.stamped(sha256), files.preview(sha256))

    def caption_photo(self, visit_id: str, photo_id: str, belonging: Belonging) -> Visit:
        """Set a photo's caption and the item or finding it is evidence for."""
        body = PhotoCaptioned(
            photo_id=photo_id, item_id=belonging.item_id, finding_id=belonging.finding_id
        )
        private = made(PhotoPrivate, caption=belonging.caption.strip())
        with self._recorder.on(visit_id) as recording:
            _photo(recording, photo_id)
            recording.record(body, private)
            recording.drop_drafts([field_key("caption", photo_id)])
        return recording.visit

    def withdraw_photo(self, visit_id: str, photo_id: str) -> Visit:
        """Set a photo aside; its file and entries stay."""
        return self._set_aside(visit_id, photo_id, is_withdrawn=True)

    def restore_photo(self, visit_id: str, photo_id: str) -> Visit:
        """Take a photo that was set aside back in; Conflict where the visit shows it anyway."""
        return self._set_aside(visit_id, photo_id, is_withdrawn=False)

    def recent_captions(self, visit_id: str) -> tuple[str, ...]:
        """Captions used lately, on this visit and the last ones, the newest first, each once."""
        recorder = self._recorder
        with recorder.store.database.read() as transaction:
            page = Page(limit=VISITS_FOR_CAPTIONS)
            rows = visit_lists.list_visits(transaction, recorder.account, page)
            held = visit_rows.folded_visits(transaction, [row.visit for row in rows])
        visits = sorted((held[row.visit] for row in rows), key=_is_other(visit_id))
        shown = (photo for visit in visits for photo in reversed(visit.shown_photos))
        captions = dict.fromkeys(photo.caption for photo in shown if photo.caption)
        return tuple(captions)[:MOST_CAPTIONS]

    def photo_paths(self, hashes: Iterable[str]) -> dict[str, Path]:
        """Where those of the photos are that this phone has, by SHA-256."""
        files = self._recorder.store.files
        paths = {each: files.stamped(each) for each in hashes}
        return {each: path for each, path in paths.items() if path.is_file()}

    def _set_aside(self, visit_id: str, photo_id: str, *, is_withdrawn: bool) -> Visit:
        with self._recorder.on(visit_id) as recording:
            photo = _photo(recording, photo_id)
            if photo.is_withdrawn and not is_withdrawn:
                _expect_new(recording.visit, photo.original_sha256)
            body = PhotoCaptioned(
                photo_id=photo_id,
                item_id=photo.item_id,
                finding_id=photo.finding_id,
                is_withdrawn=is_withdrawn,
            )
            recording.record(body, made(PhotoPrivate, caption=photo.caption))
        return recording.visit

    def _school_name(self, school_id: str) -> str:
        school = self._recorder.school(school_id)
        return school.name if school else school_id

    def _row(self, visit: Visit, body: PhotoTaken, moment: Moment) -> PhotoRow:
        found = visit.findings.get(body.finding_id or "")
        return PhotoRow(
            photo_id=body.photo_id,
            account=self._recorder.account,
            entry="",
            visit=visit.visit_id,
            sha256=body.sha256,
            original_sha256=body.original_sha256,
            size_bytes=body.size_bytes,
            taken_at=moment.at,
            # Later changes of the finding mark the rows that are there then.
            is_hazard=found is not None and found.is_hazard,
        )


def _unit_of(visit: Visit, belonging: Belonging) -> str:
    """At which unit a photo is taken: at its problem's, else where one arrived last."""
    shown = visit.findings.get(belonging.finding_id or "")
    return visit.unit_of(shown) if shown else unit_now(visit) or visit.school_id


def _photo(recording: Recording, photo_id: str) -> Photo:
    photo = recording.visit.photos.get(photo_id)
    if photo is None:
        raise refusal("photo_unknown", recording.visit.visit_type)
    return photo


def _expect_new(visit: Visit, original: str, most: int = 0) -> None:
    """Conflict where the visit shows more photos than that of these bytes, by their SHA-256."""
    if sum(each.original_sha256 == original for each in visit.shown_photos) > most:
        raise refusal("photo_there_already", visit.visit_type)


def _is_other(visit_id: str) -> Callable[[Visit], bool]:
    return lambda visit: visit.visit_id != visit_id


def band_lines(school: str, inspector: str, taken: NewPhoto, code: str) -> list[str]:
    """What the band says: school, time with weekday, position ± accuracy, inspector, check code.

    Nothing of a position where none is wanted.
    """
    at = parse_instant(taken.moment.at).astimezone(CST)
    when = f"{at:%Y-%m-%d %H:%M:%S} {weekday_name(at.date())}"
    if taken.source is PhotoSource.ALBUM:
        when = f"相册照片，加入时间 {when}"
    place = [_place_words(taken.fix)] if taken.has_place else []
    return [school, when, *place, f"督学 {inspector}　校验码 {code}"]


def _place_words(fix: Fix | None) -> str:
    if fix is None:
        return "位置 未取得"
    words = f"位置 {fix.lat:.5f}, {fix.lng:.5f}"
    if fix.accuracy_m:
        words += f" ±{fix.accuracy_m:.0f} 米"
    if fix.source == "manual":
        words += "（手工标注）"
    return words + ("（模拟定位）" if fix.is_mocked else "")


def _body(
    names: tuple[str, str, str, str],
    stamped: StampedPhoto,
    taken: NewPhoto,
    belonging: Belonging,
) -> PhotoTaken:
    photo_id, sha256, original, code = names
    return made(
        PhotoTaken,
        **quality_of(taken.fix),
        photo_id=photo_id,
        sha256=sha256,
        original_sha256=original,
        size_bytes=len(stamped.data),
        width=stamped.width,
        height=stamped.height,
        band_px=stamped.band_px,
        photo_source=taken.source,
        check_code=code,
        item_id=belonging.item_id,
        finding_id=belonging.finding_id,
        is_after=belonging.is_after,
    )
