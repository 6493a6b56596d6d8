"""A visit's course on the phone."""

import pytest

from app.visits.opening import Opening
from domain.errors import BadInput, Conflict, NotFound
from domain.kinds.visit.builder import State
from domain.kinds.visit.plan import VisitType
from domain.place.presence import Fix, Presence
from tests.builders.district import TODAY, a_district, unit
from tests.builders.phone import AT_SCHOOL, FAR_AWAY

BY_HAND = Fix(lat=26.599, lng=106.711, age_s=0.0, source="manual")


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
def test_check_in_is_judged_and_never_refused(at_work, fix, expected):
    at_work.sync.run()
    visit_id = at_work.visits.open_visit("school-1")
    visit = at_work.visits.check_in(visit_id, fix, reason="" if fix else "室内收不到信号")
    assert visit.check_in.claimed is expected
    assert visit.check_in.circle.radius_m == 200


def test_second_check_in_is_refused_in_words(visits, visit_id):
    visits.check_in(visit_id, AT_SCHOOL)
    with pytest.raises(Conflict, match="已经记录到校"):
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


def test_amended_visit_says_again_that_nothing_was_found(visits, visit_id):
    visits.submit(visit_id, has_no_problem=True)
    visits.amend(visit_id, "漏写一句")
    assert visits.submit(visit_id).has_no_problem


def test_problem_found_on_an_amendment_ends_the_no_problem(visits, visit_id):
    visits.submit(visit_id, has_no_problem=True)
    visits.amend(visit_id, "漏了一个问题")
    visits.raise_finding(visit_id, None, {"category": "safety", "text": "消防栓被挡"})
    assert not visits.visit(visit_id).visit.says_no_problem
    assert not visits.submit(visit_id).has_no_problem


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
    with pytest.raises(NotFound, match="没有这条记录"):
        visits.check_in("0" * 64, AT_SCHOOL)


def test_submission_names_the_head_it_hands_in(visits, visit_id):
    head = visits.check_in(visit_id, AT_SCHOOL).head
    visit = visits.submit(visit_id, has_no_problem=True)
    assert visit.head == visit.submissions[-1].entry
    assert visit.head != head


@pytest.fixture
def district(at_work, server):
    """Chen Jing's visits, with the district's workbook."""
    server.workbook = a_district()
    at_work.sync.run()
    return at_work.visits


def test_opening_is_written_whole(district):
    opening = Opening(
        visit_type=VisitType.COLLABORATIVE,
        theme_id="may",
        items=("作业",),
        is_announced=True,
        participants=("wang.fang",),
    )
    visit = district.visit(district.open_visit("school-1", opening)).visit
    assert (visit.visit_type, visit.is_announced) == (VisitType.COLLABORATIVE, True)
    assert (visit.items, visit.participants) == (("作业",), ("wang.fang",))
    assert (visit.checklist.checklist_id, visit.checklist.version) == ("may", 2)


def test_visit_under_a_campaign_has_all_of_it(district):
    visit_id = district.begin_visit("school-4", TODAY, "c1")
    visit = district.visit(visit_id).visit
    assert (visit.visit_type, visit.campaign_id) == (VisitType.SPECIAL, "c1")
    assert (visit.theme_id, visit.checklist.checklist_id) == ("fees", "own")


def test_campaign_is_taken_up_and_left_again(district):
    visit_id = district.begin_visit("school-1", TODAY)
    visit = district.follow_campaign(visit_id, "c1")
    assert (visit.campaign_id, visit.visit_type) == ("c1", VisitType.SPECIAL)
    assert (visit.theme_id, visit.checklist.checklist_id) == ("fees", "own")
    visit = district.follow_campaign(visit_id, None)
    assert (visit.campaign_id, visit.visit_type) == (None, VisitType.ROUTINE)
    assert (visit.theme_id, visit.checklist.checklist_id) == ("may", "may")


def test_campaigns_checklist_stays_when_the_theme_changes(district):
    visit_id = district.begin_visit("school-4", TODAY, "c1")
    assert district.plan(visit_id, theme_id="may").checklist.checklist_id == "own"


def test_place_set_by_hand_needs_its_reason(visits, visit_id):
    with pytest.raises(BadInput, match="原因"):
        visits.check_in(visit_id, BY_HAND, " ")
    assert visits.visit(visit_id).visit.check_in is None
    visit = visits.check_in(visit_id, BY_HAND, "定位总是偏")
    assert visit.check_in.claimed is Presence.CANNOT_TELL
    assert visit.check_in.reason == "定位总是偏"


def test_place_set_by_hand_is_flagged_with_its_reason(visits, visit_id):
    visits.check_in(visit_id, BY_HAND, "定位总是偏")
    (flag,) = [each for each in visits.visit(visit_id).assessment.flags if "hand" in each.code]
    assert flag.facts == {"reason": "定位总是偏"}


def test_latitude_stays_latitude(visits, visit_id):
    fix = visits.check_in(visit_id, AT_SCHOOL).check_in.fix
    assert (fix.lat, fix.lng) == (26.598, 106.71)


def test_position_is_proposed_as_old_as_it_is(enrolled, district):
    assert unit("school-4").circle is None
    visit_id = district.begin_visit("school-4", TODAY)
    district.check_in(visit_id, AT_SCHOOL)
    enrolled.device.clock.go_on(minutes=10)
    proposal = district.propose_position(visit_id, "大门口").position_proposal
    assert (proposal.fix.lat, proposal.fix.lng) == (26.598, 106.71)
    assert proposal.fix.age_s == pytest.approx(602, abs=0.1)
    assert proposal.reason == "大门口"


def test_age_of_a_proposal_after_a_restart_is_told_by_the_clock(enrolled, district):
    visit_id = district.begin_visit("school-4", TODAY)
    district.check_in(visit_id, AT_SCHOOL)
    enrolled.device.clock.boot = "boot-2"
    enrolled.device.clock.go_on(minutes=3)
    proposal = district.propose_position(visit_id, "操场").position_proposal
    assert proposal.fix.age_s == 182


def test_position_may_be_proposed_again(district):
    visit_id = district.begin_visit("school-4", TODAY)
    district.check_in(visit_id, AT_SCHOOL)
    district.propose_position(visit_id, "操场")
    assert district.propose_position(visit_id, "办公楼").position_proposal.reason == "办公楼"


@pytest.mark.parametrize(
    "changes", [{"accuracy_m": 51.0}, {"is_mocked": True}, {"age_s": 121.0}, {"source": "manual"}]
)
def test_doubtful_fix_is_not_proposed(district, changes):
    visit_id = district.begin_visit("school-4", TODAY)
    district.check_in(visit_id, AT_SCHOOL.model_copy(update=changes), "理由")
    with pytest.raises(Conflict, match="不够准"):
        district.propose_position(visit_id, "大门口")


def test_check_in_without_a_fix_has_none_to_propose(district):
    visit_id = district.begin_visit("school-4", TODAY)
    district.check_in(visit_id, None, "地下室")
    with pytest.raises(Conflict, match="没有定位"):
        district.propose_position(visit_id, "大门口")


@pytest.mark.parametrize("changes", [None, {"age_s": None}, {"age_s": 900.0}, {"accuracy_m": 3e4}])
def test_place_added_later_is_one_of_its_own_and_never_the_check_in_s(visits, visit_id, changes):
    fix = AT_SCHOOL.model_copy(update=changes) if changes else None
    arrived = visits.check_in(visit_id, fix, "地下室").check_in
    visit = visits.add_place(visit_id, AT_SCHOOL)
    assert visit.check_in == arrived
    assert visit.added_place.claimed is Presence.INSIDE
    assert visit.added_place.fix == AT_SCHOOL
    assert visits.visit(visit_id).assessment.presence is Presence.CANNOT_TELL


def test_place_is_added_only_where_the_check_in_does_not_tell(visits, visit_id):
    with pytest.raises(Conflict, match="还没有记录到校"):
        visits.add_place(visit_id, AT_SCHOOL)
    visits.check_in(visit_id, AT_SCHOOL)
    with pytest.raises(Conflict, match="不用补记"):
        visits.add_place(visit_id, AT_SCHOOL)


def test_no_place_is_added_once_the_visit_is_handed_in(visits, visit_id):
    visits.check_in(visit_id, None, "地下室")
    visits.submit(visit_id, has_no_problem=True)
    with pytest.raises(Conflict):
        visits.add_place(visit_id, AT_SCHOOL)


def test_nothing_is_proposed_before_checking_in(district):
    visit_id = district.begin_visit("school-4", TODAY)
    with pytest.raises(Conflict):
        district.propose_position(visit_id, "大门口")
