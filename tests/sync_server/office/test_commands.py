"""The office's verbs: who may, what they change, and what a stale view gets."""

import pytest
from sqlalchemy import text

from domain.errors import BadInput, Conflict, NotAllowed, NotFound
from domain.kinds.office.activity import ActivityRecorded, ActivityType
from domain.kinds.office.training import TrainingMode, TrainingRecorded
from domain.kinds.register.school import SchoolKind, SchoolSet
from domain.kinds.register.zone import ZoneSet
from domain.kinds.visit.course import VisitAmended, VisitSubmitted
from domain.kinds.visit.place import VisitCheckedIn
from sync_server.data.projection import folded_visit
from sync_server.ledger.append import NEW, OfficeEntry
from sync_server.office.commands import Office
from tests.builders.server import DISTRICT, Ledger, Phone, version_of


@pytest.fixture
def office(ledger: Ledger) -> Office:
    return Office(ledger.database, ledger.committer)


def submitted(ledger: Ledger, phone: Phone) -> tuple[str, str]:
    """A submitted visit and its version."""
    visit = phone.pen.open_visit()
    checked_in = phone.pen.write(VisitCheckedIn(), subject=visit)
    phone.pen.write(VisitSubmitted(head=checked_in.id), subject=visit)
    phone.push(ledger.committer)
    return visit, version_of(ledger.database, visit)


def visit_column(ledger: Ledger, visit: str, column: str) -> str:
    with ledger.database.reading() as transaction:
        query = text(f"SELECT {column} FROM visit WHERE visit = :visit")  # noqa: S608
        return str(transaction.tables.execute(query, {"visit": visit}).scalar_one())


def test_an_approved_visit_is_approved(ledger: Ledger, phone: Phone, office: Office):
    visit, seen = submitted(ledger, phone)
    office.approve_visit("zhou.min", visit, seen, "很好")
    assert visit_column(ledger, visit, "state") == "approved"


def test_a_returned_visit_says_why(ledger: Ledger, phone: Phone, office: Office):
    visit, seen = submitted(ledger, phone)
    with pytest.raises(BadInput):
        office.return_visit("zhou.min", visit, seen, " ")
    office.return_visit("zhou.min", visit, seen, "请补照片")
    assert visit_column(ledger, visit, "state") == "returned"
    with ledger.database.reading() as transaction:
        assert "请补照片" in str(folded_visit(transaction.tables, visit))


def test_a_review_of_a_visit_that_changed_is_a_conflict(
    ledger: Ledger, phone: Phone, office: Office
):
    visit, seen = submitted(ledger, phone)
    phone.pen.write(VisitAmended(), subject=visit)
    phone.push(ledger.committer)
    with pytest.raises(Conflict, match="changed"):
        office.approve_visit("zhou.min", visit, seen)
    assert visit_column(ledger, visit, "state") == "submitted"


def test_only_reviewers_review_and_only_what_exists(ledger: Ledger, phone: Phone, office: Office):
    visit, seen = submitted(ledger, phone)
    with pytest.raises(NotAllowed):
        office.approve_visit("qian.yi", visit, seen)
    with pytest.raises(NotAllowed):
        office.approve_visit("nobody", visit, seen)
    with pytest.raises(NotFound):
        office.approve_visit("zhou.min", "0" * 64, seen)
    assert visit_column(ledger, visit, "state") == "submitted"


def test_a_comment_changes_no_head(ledger: Ledger, phone: Phone, office: Office):
    visit, seen = submitted(ledger, phone)
    head = visit_column(ledger, visit, "head")
    office.comment_visit("zhou.min", visit, seen, "辛苦了")
    assert visit_column(ledger, visit, "head") == head
    with pytest.raises(Conflict):
        office.approve_visit("zhou.min", visit, seen)
    office.approve_visit("zhou.min", visit, version_of(ledger.database, visit))


def test_a_clerk_records_trainings_but_sets_no_school(ledger: Ledger, office: Office):
    training = TrainingRecorded(
        training_id="t1",
        held_on="2026-05-20",
        title="培训",
        mode=TrainingMode.CENTRAL,
        others=31,
    )
    assert len(office.set_register("qian.yi", [OfficeEntry(training, expects=NEW)])) == 1
    school = SchoolSet(school_id="s9", name="新校", school_kind=SchoolKind.PRIMARY, zone="east")
    with pytest.raises(NotAllowed):
        office.set_register("qian.yi", [OfficeEntry(school, expects=NEW)])
    assert len(office.set_register("zhou.min", [OfficeEntry(school, expects=NEW)])) == 1


def test_a_supervisor_revokes_devices_of_the_own_district_only(
    ledger: Ledger, phone: Phone, office: Office
):
    office.revoke_chain("zhou.min", phone.author.chain, "手机丢失")
    assert phone.push(ledger.committer).chains[0].is_revoked
    with pytest.raises(NotFound):
        office.revoke_chain("zhou.min", "00000000-0000-7000-8000-000000000009", "手机丢失")
    with pytest.raises(Conflict):
        office.revoke_chain("zhou.min", phone.author.chain, "又丢了")
    with pytest.raises(BadInput):
        office.revoke_chain("zhou.min", phone.author.chain, " ")


def test_nobody_reviews_a_visit_they_took_part_in(ledger: Ledger, office: Office):
    phone = Phone().enrol(ledger.committer)
    visit = phone.pen.open_visit(participants=("zhou.min",))
    head = phone.pen.write(VisitSubmitted(head=visit), subject=visit)
    phone.push(ledger.committer)
    with pytest.raises(NotAllowed) as caught:
        office.approve_visit("zhou.min", visit, head.id)
    assert caught.value.specific_code == "own_visit"


def test_nothing_is_said_without_words(ledger: Ledger, phone: Phone, office: Office):
    visit, seen = submitted(ledger, phone)
    with pytest.raises(BadInput):
        office.comment_visit("zhou.min", visit, seen, "\n")


def test_only_those_who_count_record_activities(office: Office):
    activity = ActivityRecorded(
        activity_id="a1", held_on="2026-05-21", title="宣讲", activity_type=ActivityType.OTHER
    )
    assert len(office.set_register("zhou.min", [OfficeEntry(activity, expects=NEW)])) == 1
    with pytest.raises(NotAllowed):
        office.set_register("chen.jing", [OfficeEntry(activity, expects=NEW)])


def test_no_device_is_taken_in_with_the_logs_own_key(ledger: Ledger):
    enrolled = Phone().enrolled().model_copy(update={"public_key": ledger.key.public_hex})
    with pytest.raises(NotAllowed):
        ledger.committer.write("system", [enrolled])


def test_the_office_writes_no_control_characters(ledger: Ledger):
    before = ledger.committer.write("system", [ZoneSet(zone="z8", name="一")], DISTRICT)
    with pytest.raises(BadInput) as refused:
        ledger.committer.write("system", [ZoneSet(zone="z9", name="一\x00")], DISTRICT)
    assert refused.value.specific_code == "control_character"
    after = ledger.committer.write("system", [ZoneSet(zone="z9", name="一\n二")], DISTRICT)
    assert after[0].position == before[0].position + 1
