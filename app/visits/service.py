"""Everything an inspector does on visits, in one place for the screens. Every call blocks."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from app.visits.content import Content
from app.visits.course import Course
from app.visits.day import Days
from app.visits.drafts import Drafts
from app.visits.month import Months
from app.visits.photos.acts import PhotoActs
from app.visits.record_follow_up import FollowUps
from app.visits.recorder import Recorder
from app.visits.records import Records
from app.visits.school import Schools
from app.visits.units.acts import Units
from domain.clock import parse_instant
from domain.trail.chain import Moment


class VisitService:
    """The visits of one account: which part does what a screen asks for.

    The parts know nothing of this index, and have what they need from each other by name.
    """

    def __init__(
        self, recorder: Recorder, moment: Callable[[], Moment], inspector: str, font_path: Path
    ) -> None:
        self._recorder = recorder
        content = Content(recorder)
        photos = PhotoActs(recorder, moment, inspector, font_path)

        def now() -> datetime:
            return parse_instant(moment().at)

        drafts = Drafts(recorder, content, photos, now)
        days = Days(recorder)
        self._offer_content(content, FollowUps(recorder))
        self._offer_units(Units(recorder, now))
        self._offer_photos(photos)
        self._offer_drafts(drafts)
        self._offer_course(Course(recorder, moment, days, drafts))
        self._offer_days(days)
        self._offer_readings(Records(recorder, now), Months(recorder), Schools(recorder))

    def _offer_content(self, content: Content, follow_ups: FollowUps) -> None:
        self.record_answer = content.record_answer
        self.answer_all_yes = content.answer_all_yes
        self.take_back_yes = content.take_back_yes
        self.record_note = content.record_note
        self.record_count = content.record_count
        self.record_lesson = content.record_lesson
        self.withdraw_lesson = content.withdraw_lesson
        self.raise_finding = content.raise_finding
        self.withdraw_finding = content.withdraw_finding
        self.begin_follow_up = follow_ups.begin_follow_up
        self.submit_follow_up = follow_ups.submit_follow_up
        self.record_follow_up = follow_ups.record_follow_up
        self.withdraw_follow_up = follow_ups.withdraw_follow_up

    def _offer_units(self, units: Units) -> None:
        self.add_unit = units.add_unit
        self.remove_unit = units.remove_unit
        self.arrive_at_unit = units.arrive_at_unit
        self.record_unit_count = units.record_unit_count

    def _offer_photos(self, photos: PhotoActs) -> None:
        self.take_photo = photos.take_photo
        self.caption_photo = photos.caption_photo
        self.withdraw_photo = photos.withdraw_photo
        self.restore_photo = photos.restore_photo
        self.recent_captions = photos.recent_captions
        self.photo_paths = photos.photo_paths

    def _offer_drafts(self, drafts: Drafts) -> None:
        self.draft_text = drafts.draft_text
        self.draft_texts = drafts.draft_texts
        self.save_draft_text = drafts.save_draft_text
        self.drop_draft_text = drafts.drop_draft_text

    def _offer_course(self, course: Course) -> None:
        self.begin_visit = course.begin_visit
        self.ready = course.ready
        self.open_visit = course.open_visit
        self.plan = course.plan
        self.follow_campaign = course.follow_campaign
        self.check_in = course.check_in
        self.check_out = course.check_out
        self.add_place = course.add_place
        self.propose_position = course.propose_position
        self.sign = course.sign
        self.submit = course.submit
        self.take_over = course.take_over
        self.amend = course.amend
        self.cancel = course.cancel

    def _offer_days(self, days: Days) -> None:
        self.day = days.day
        self.stop_before = days.stop_before
        self.add_stop = days.add_stop
        self.drop_stop = days.drop_stop
        self.move_stop = days.move_stop

    def _offer_readings(self, records: Records, months: Months, schools: Schools) -> None:
        self.workbook = records.workbook
        self.visit = records.visit
        self.view = records.view
        self.list = records.list
        self.month = months.month
        self.school = schools.school
        self.heads = schools.heads
