"""What is thin is said before submitting: what was copied, where one was, what is missing."""

import pytest

from domain.kinds.visit.photo import PhotoSource
from domain.kinds.visit.record import NoteSection
from domain.visit.flag import FlagCode
from tests.app.visits.test_photo_acts import DATA
from tests.builders.phone import AT_SCHOOL, FAR_AWAY

LONG = (
    "食堂晨检台账齐全并且当天有专人签字确认。二楼东侧消防通道堆放杂物已经当场清理完毕。"
    "教师办公室张贴了本学期的值班安排表。"
)
OWN = "五年级两个班的作业分层布置得相当细致，教师说明了分层的依据和批改的办法。"


def thin(visits, visit_id):
    """The flags a visit would carry, by code."""
    return {flag.code: flag for flag in visits.visit(visit_id).thin}


def test_copied_text_names_the_other_visit_its_school_and_day(visits, visit_id):
    visits.record_note(visit_id, NoteSection.RECORD, LONG)
    other = visits.open_visit("practice-1")
    visits.record_note(other, NoteSection.FEEDBACK, f"{LONG}{OWN[:4]}")
    facts = thin(visits, other)[FlagCode.COPIED_TEXT].facts
    assert (facts["section"], facts["other_visit"]) == ("feedback", visit_id)
    assert (facts["school"], facts["visit_on"]) == ("练习小学", "2026-05-14")
    assert FlagCode.COPIED_TEXT in thin(visits, visit_id)


def test_own_words_and_own_earlier_words_are_not_copied(visits, visit_id):
    visits.record_note(visit_id, NoteSection.RECORD, LONG)
    visits.record_note(visit_id, NoteSection.HIGHLIGHT, LONG)
    other = visits.open_visit("practice-1")
    visits.record_note(other, NoteSection.RECORD, OWN)
    assert FlagCode.COPIED_TEXT not in thin(visits, visit_id)
    assert FlagCode.COPIED_TEXT not in thin(visits, other)


def test_rewritten_text_is_not_held_against_anybody(visits, visit_id):
    visits.record_note(visit_id, NoteSection.RECORD, LONG)
    other = visits.open_visit("practice-1")
    visits.record_note(other, NoteSection.RECORD, LONG)
    visits.record_note(visit_id, NoteSection.RECORD, OWN)
    assert FlagCode.COPIED_TEXT not in thin(visits, other)


def test_text_of_a_cancelled_visit_may_be_used_again(visits, visit_id):
    visits.record_note(visit_id, NoteSection.RECORD, LONG)
    visits.cancel(visit_id, "开错了学校")
    other = visits.open_visit("practice-1")
    visits.record_note(other, NoteSection.RECORD, LONG)
    assert FlagCode.COPIED_TEXT not in thin(visits, other)


def test_prints_are_made_again_with_the_rows(handset, visits, visit_id):
    visits.record_note(visit_id, NoteSection.RECORD, LONG)
    store = handset.phone.accounts._store
    with store.database.write() as transaction:
        transaction.connection().exec_driver_sql("DELETE FROM note_print")
        transaction.connection().exec_driver_sql("DELETE FROM visit_row")
    store.mend_rows()
    other = visits.open_visit("practice-1")
    visits.record_note(other, NoteSection.RECORD, LONG)
    assert FlagCode.COPIED_TEXT in thin(visits, other)


def test_missing_parts_are_all_named(visits, visit_id):
    found = thin(visits, visit_id)
    assert {
        FlagCode.NO_CHECK_IN,
        FlagCode.NO_PHOTO,
        FlagCode.NO_SIGNATURE,
        FlagCode.ITEM_COUNT,
        FlagCode.CHECKLIST_GAPS,
    } <= set(found)


def test_outside_and_short_are_said_before_submitting(handset, visits, visit_id):
    visits.check_in(visit_id, AT_SCHOOL)
    handset.device.clock.go_on(minutes=4)
    visits.check_out(visit_id, FAR_AWAY)
    found = thin(visits, visit_id)
    assert found[FlagCode.LEFT_OUTSIDE].facts["radius_m"] == 200
    assert found[FlagCode.SHORT_DWELL].facts["minutes"] == 4
    assert FlagCode.NO_CHECK_IN not in found


@pytest.mark.usefixtures("font")
def test_album_photos_are_said_before_submitting(visits, visit_id):
    visits.take_photo(visit_id, DATA, PhotoSource.ALBUM, None)
    found = thin(visits, visit_id)
    assert found[FlagCode.ALBUM_PHOTO].facts == {"photos": 1}
    assert FlagCode.NO_PHOTO not in found


def test_missing_check_in_is_said_once_also_while_amending(visits, visit_id):
    visits.submit(visit_id, has_no_problem=True)
    visits.amend(visit_id, "补充")
    codes = [flag.code for flag in visits.visit(visit_id).thin]
    assert codes.count(FlagCode.NO_CHECK_IN) == 1
