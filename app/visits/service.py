"""Everything an inspector does on visits, in one place for the screens. Every call blocks."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from app.visits.content import Content
from app.visits.course import Course
from app.visits.day import Days
from app.visits.drafts import Drafts, field_key
from app.visits.month import Months
from app.visits.opening import VisitPreview, opening_of, ready_of
from app.visits.photos.acts import Belonging, NewPhoto, PhotoActs, PhotoFacts
from app.visits.record_follow_up import FollowUps
from app.visits.recorder import Recorder
from app.visits.records import Records
from app.visits.school import Schools
from domain.clock import parse_instant
from domain.kinds.visit.photo import PhotoSource
from domain.kinds.visit.record import Method, NoteSection
from domain.place.presence import Fix
from domain.register.checklist import AnswerValue
from domain.trail.chain import Moment
from domain.visit.custody import Hand
from domain.visit.visit import Visit


class VisitService(Course, Content, FollowUps, Records, Months, Schools, Days):
    """The visits of one account: recorded, filled, read."""

    def __init__(
        self, recorder: Recorder, moment: Callable[[], Moment], inspector: str, font_path: Path
    ) -> None:
        self._recorder = recorder
        self._content = self
        self._follow_ups = self
        self._moment = moment
        self._capture = PhotoActs(recorder, inspector, font_path)
        self._drafting = Drafts(recorder, self, lambda: parse_instant(moment().at))

    def begin_visit(self, school_id: str, today: date, campaign_id: str | None = None) -> str:
        """Open a visit with all chosen already that can be: one tap, and it is the day's next stop.

        Its theme, content and checklist are the campaign's or the month's; whoever came along to
        the stop before comes along.
        """
        visit_id = self.open_visit(school_id, self.ready(today, campaign_id).opening)
        self.drop_stop(today, school_id)
        return visit_id

    def ready(self, today: date, campaign_id: str | None = None) -> VisitPreview:
        """What a visit begun now would begin with."""
        workbook, before = self.workbook(), self.stop_before(today)
        return ready_of(workbook, opening_of(workbook, today.month, campaign_id, before))

    def hand(self, visit: Visit) -> Hand:
        """Whether this phone goes on with the visit, or who else does."""
        return self._recorder.hand(visit)

    def take_over(self, visit_id: str) -> Visit:
        """Go on with the visit here, after another phone of the account took it over."""
        return self._recorder.take_over(visit_id, "改回在这部手机上继续记录")

    def take_photo(
        self,
        visit_id: str,
        data: bytes,
        source: PhotoSource,
        fix: Fix | None,
        belonging: Belonging | None = None,
    ) -> PhotoFacts:
        """Take a photo into the visit: stamped, hashed, its files stored before its entry.

        BadPhoto in plain words for a file that cannot be used; the visit stands as it stood.
        """
        taken = NewPhoto(data, source, fix, self._moment())
        return self._capture.take(visit_id, taken, belonging or Belonging())

    def caption_photo(self, visit_id: str, photo_id: str, belonging: Belonging) -> Visit:
        """Set a photo's caption and the item or finding it is evidence for."""
        return self._capture.caption(visit_id, photo_id, belonging)

    def withdraw_photo(self, visit_id: str, photo_id: str) -> Visit:
        """Set a photo aside."""
        return self._capture.withdraw(visit_id, photo_id)

    def restore_photo(self, visit_id: str, photo_id: str) -> Visit:
        """Take a photo that was set aside back in."""
        return self._capture.withdraw(visit_id, photo_id, is_withdrawn=False)

    def recent_captions(self, visit_id: str) -> tuple[str, ...]:
        """Captions used lately, the newest first, to choose from."""
        return self._capture.recent_captions(visit_id)

    def answer_all_yes(self, visit_id: str, item_ids: Sequence[str]) -> tuple[str, ...]:
        """Answer the items with yes, but for those on which a remark was begun."""
        begun = self.draft_texts(visit_id)
        bare = [each for each in item_ids if field_key("remark", each) not in begun]
        return super().answer_all_yes(visit_id, bare)

    def record_note(self, visit_id: str, section: NoteSection, text: str) -> Visit:
        """Set one free-text section of the record; its draft has become an entry."""
        visit = super().record_note(visit_id, section, text)
        self._drafting.drop(visit_id, field_key("note", NoteSection(section).value))
        return visit

    def record_answer(
        self,
        visit_id: str,
        item_id: str,
        value: AnswerValue | None,
        remark: str = "",
        text: str = "",
    ) -> Visit:
        """Answer a checklist item; the drafts of its fields have become an entry."""
        visit = super().record_answer(visit_id, item_id, value, remark, text)
        for kind in ("remark", "text", "number"):
            self._drafting.drop(visit_id, field_key(kind, item_id))
        return visit

    def record_count(self, visit_id: str, method: Method, quantity: int) -> Visit:
        """Set how often a method was used; the draft of its number has become an entry."""
        visit = super().record_count(visit_id, method, quantity)
        self._drafting.drop(visit_id, field_key("count", Method(method).value))
        return visit

    def submit(self, visit_id: str, has_no_problem: bool = False) -> Visit:
        """Hand the visit to the office, half-typed texts included."""
        self._drafting.flush(visit_id)
        return super().submit(visit_id, has_no_problem)

    def draft_text(self, visit_id: str, key: str) -> str | None:
        """A field's half-typed text; None where there is none."""
        return self._drafting.text(visit_id, key)

    def draft_texts(self, visit_id: str) -> dict[str, str]:
        """All half-typed texts of the visit, by field key."""
        return self._drafting.all(visit_id)

    def save_draft_text(self, visit_id: str, key: str, text: str) -> None:
        """Keep a field's text as it stands."""
        self._drafting.save(visit_id, key, text)

    def drop_draft_text(self, visit_id: str, key: str) -> None:
        """Let a field's half-typed text go."""
        self._drafting.drop(visit_id, key)

    def flush_drafts(self, visit_id: str) -> int:
        """Make entries of half-typed notes, remarks and answers; how many."""
        return self._drafting.flush(visit_id)
