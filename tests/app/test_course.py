"""A visit's course on the phone."""

import pytest

from domain.errors import BadInput, Conflict, NotFound
from domain.place import Presence
from domain.visit import State
from tests.builders.phone import AT_SCHOOL, FAR_AWAY


def lines_of(handset) -> int:
    """How many lines wait on this phone."""
    store = handset.phone.accounts._store
    from app.store import lines

    with store.database.read() as transaction:
        return lines.unsent_count(transaction, "practice")


def test_chain_begins_with_who_writes_it(handset, session):
    store = handset.phone.accounts._store
    from app.store import lines

    with store.database.read() as transaction:
        first = lines.unsent(transaction, "practice", 10, with_refused=True)
    assert [(line.seq, line.kind) for line in first] == [(1, "chain.opened")]


def test_theme_brings_its_checklist(visits, visit_id):
    view = visits.visit(visit_id)
    assert view.checklist is not None
    assert view.checklist.theme_id == "month-05"
    visits.plan(visit_id, theme_id="month-06", items=["一", "二", "三"])
    view = visits.visit(visit_id)
    assert view.checklist.theme_id == "month-06"
    assert view.visit.items == ("一", "二", "三")


def test_plan_keeps_what_it_does_not_name(visits, visit_id):
    visits.plan(visit_id, visit_type="special", participants=["wang.li"])
    visit = visits.plan(visit_id, is_announced=True)
    assert (visit.visit_type, visit.participants) == ("special", ("wang.li",))


def test_plan_refuses_a_field_there_is_none_of(visits, visit_id):
    with pytest.raises(BadInput):
        visits.plan(visit_id, colour="red")


@pytest.mark.parametrize(
    ("fix", "expected"),
    [
        (AT_SCHOOL, Presence.INSIDE),
        (FAR_AWAY, Presence.OUTSIDE),
        (None, Presence.CANNOT_TELL),
    ],
)
def test_check_in_is_judged_and_never_refused(visits, visit_id, fix, expected):
    visit = visits.check_in(visit_id, fix, reason="" if fix else "室内收不到信号")
    assert visit.check_in.claimed is expected
    assert visit.check_in.circle.radius_m == 200


def test_second_check_in_is_refused_in_words(visits, visit_id):
    visits.check_in(visit_id, AT_SCHOOL)
    with pytest.raises(Conflict, match="已经签到"):
        visits.check_in(visit_id, AT_SCHOOL)


def test_refused_entry_leaves_no_trace(handset, visits, visit_id):
    visits.check_in(visit_id, AT_SCHOOL)
    before = lines_of(handset)
    with pytest.raises(Conflict):
        visits.check_in(visit_id, FAR_AWAY)
    assert lines_of(handset) == before
    visits.check_out(visit_id, AT_SCHOOL)
    assert visits.visit(visit_id).visit.check_out is not None


def test_silence_about_problems_is_no_conclusion(visits, visit_id):
    with pytest.raises(Conflict, match="未发现问题"):
        visits.submit(visit_id)
    assert visits.submit(visit_id, has_no_problem=True).state is State.SUBMITTED


def test_no_problem_contradicts_a_finding(visits, visit_id):
    visits.raise_finding(visit_id, None, {"category": "safety", "text": "消防栓被挡"})
    with pytest.raises(Conflict):
        visits.submit(visit_id, has_no_problem=True)
    assert visits.submit(visit_id).state is State.SUBMITTED


def test_submitted_visit_changes_only_after_a_stated_reason(visits, visit_id):
    visits.submit(visit_id, has_no_problem=True)
    with pytest.raises(Conflict, match="更正"):
        visits.record_note(visit_id, "record", "补一句")
    with pytest.raises(BadInput, match="原因"):
        visits.amend(visit_id, "  ")
    visits.amend(visit_id, "漏写一句")
    with pytest.raises(Conflict):
        visits.amend(visit_id, "再来")
    visits.record_note(visit_id, "record", "补一句")
    again = visits.submit(visit_id, has_no_problem=True)
    assert (len(again.submissions), again.is_amending) == (2, False)


def test_amending_needs_a_submission_first(visits, visit_id):
    with pytest.raises(Conflict, match="直接修改"):
        visits.amend(visit_id, "早了")


def test_cancelled_visit_stays_readable_and_takes_nothing(visits, visit_id):
    visits.cancel(visit_id, "走错学校")
    with pytest.raises(Conflict, match="作废"):
        visits.record_note(visit_id, "record", "x")
    assert visits.visit(visit_id).visit.end_reason == "走错学校"


def test_signature_names_the_version_it_saw(visits, visit_id):
    head = visits.record_note(visit_id, "record", "查看食堂").head
    visit = visits.sign(visit_id, "school_head", "李校长", strokes=[[1, 2, 30, 40]])
    signature = visit.signatures["school_head"]
    assert (signature.head, signature.strokes) == (head, ((1, 2, 30, 40),))


def test_refused_signature_needs_its_reason(visits, visit_id):
    with pytest.raises(BadInput, match="姓名"):
        visits.sign(visit_id, "school_head", " ")
    visit = visits.sign(visit_id, "school_head", "", refusal_reason="不同意结论")
    assert visit.signatures["school_head"].is_refused


def test_unknown_visit_is_said_so(visits):
    with pytest.raises(NotFound, match="没有这次督导"):
        visits.check_in("0" * 64, AT_SCHOOL)


def test_submission_names_the_head_it_hands_in(visits, visit_id):
    head = visits.check_in(visit_id, AT_SCHOOL).head
    visit = visits.submit(visit_id, has_no_problem=True)
    assert visit.head == visit.submissions[-1].entry
    assert visit.head != head
