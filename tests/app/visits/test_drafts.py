"""Half-typed text survives a kill and becomes an entry when its field is left."""

import pytest

from app.visits.draft_keys import field_key
from domain.errors import BadInput, Conflict
from tests.app.visits.test_course import lines_of

RECORD = field_key("note", "record")


def test_half_typed_text_is_there_after_a_restart(handset, visits, visit_id):
    visits.save_draft_text(visit_id, RECORD, "食堂留样不")
    again = handset.restart()
    visits = again.practise().visits
    assert visits.draft_text(visit_id, RECORD) == "食堂留样不"
    assert visits.visit(visit_id).visit.notes == {}
    again.phone.close()


def test_leaving_the_field_makes_the_entry_and_drops_the_draft(visits, visit_id):
    visits.save_draft_text(visit_id, RECORD, "食堂留样不足")
    visits.record_note(visit_id, "record", "食堂留样不足")
    assert visits.draft_text(visit_id, RECORD) is None


def test_submitting_makes_entries_of_half_typed_notes_and_remarks(visits, visit_id):
    visits.record_answer(visit_id, "free-item", "no")
    visits.save_draft_text(visit_id, RECORD, "看了食堂")
    visits.save_draft_text(visit_id, field_key("remark", "free-item"), "留样不足")
    visits.save_draft_text(visit_id, field_key("text", "free-text"), "另见附表")
    visits.submit(visit_id, has_no_problem=True)
    visit = visits.visit(visit_id).visit
    assert visit.notes["record"].text == "看了食堂"
    assert visit.answers["free-item"].remark == "留样不足"
    assert visit.answers["free-text"].text == "另见附表"
    assert visits.draft_texts(visit_id) == {}


def test_form_fields_and_remarks_without_answer_stay_drafts(visits, visit_id):
    kept = {"lesson.subject": "数学", field_key("remark", "unanswered"): "待核"}
    for key, text in kept.items():
        visits.save_draft_text(visit_id, key, text)
    visits.submit(visit_id, has_no_problem=True)
    assert visits.draft_texts(visit_id) == kept
    visits.drop_draft_text(visit_id, "lesson.subject")
    assert "lesson.subject" not in visits.draft_texts(visit_id)


def test_text_typed_before_submitting_goes_along(visits, visit_id):
    visits.save_draft_text(visit_id, RECORD, "来得及")
    assert visits.submit(visit_id, has_no_problem=True).notes["record"].text == "来得及"


def test_text_typed_after_submitting_waits_for_the_amendment(handset, visits, visit_id):
    visits.submit(visit_id, has_no_problem=True)
    visits.save_draft_text(visit_id, RECORD, "晚了一步")
    before = lines_of(handset)
    with pytest.raises(Conflict):
        visits.submit(visit_id, has_no_problem=True)
    assert lines_of(handset) == before
    visits.amend(visit_id, "补写")
    assert visits.submit(visit_id, has_no_problem=True).notes["record"].text == "晚了一步"


def test_draft_of_a_refused_answer_stays_with_what_stood(handset, visits, visit_id):
    key = field_key("number", "m05-202")
    visits.save_draft_text(visit_id, key, "1000")
    before = lines_of(handset)
    with pytest.raises(BadInput):
        visits.record_answer(visit_id, "m05-202", 1000)
    assert lines_of(handset) == before
    assert visits.draft_text(visit_id, key) == "1000"


def test_draft_of_what_stands_already_goes_without_an_entry(handset, visits, visit_id):
    visits.record_note(visit_id, "record", "食堂留样不足")
    visits.save_draft_text(visit_id, RECORD, "食堂留样不足 ")
    before = lines_of(handset)
    visits.record_note(visit_id, "record", "食堂留样不足 ")
    assert lines_of(handset) == before
    assert visits.draft_texts(visit_id) == {}
