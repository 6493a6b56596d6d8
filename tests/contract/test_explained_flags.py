"""A flag that the office explains: the phone reads the entry, and shows what it showed before."""

from app.account.session import AccountSession
from domain.kinds.visit.record import NoteSection
from domain.review.explaining import facts_print
from domain.visit.flag import Flag, FlagCode
from sync_server.office.commands import Explain, Office
from tests.builders.phone import AT_SCHOOL
from tests.builders.real_server import Running

NO_PHOTO = facts_print(Flag.of(FlagCode.NO_PHOTO))


def recorded(phone: AccountSession) -> str:
    """A submitted visit without a photo, brought to the office."""
    visit_id = phone.visits.open_visit("school-1")
    phone.visits.check_in(visit_id, AT_SCHOOL)
    phone.visits.record_note(visit_id, NoteSection.RECORD, "查看食堂")
    phone.visits.submit(visit_id, has_no_problem=True)
    phone.sync.run()
    return visit_id


def explain(office: Running, phone: AccountSession, visit_id: str) -> None:
    """The office says why there is no photo, and the phone hears of it."""
    seen = phone.visits.visit(visit_id).visit.version
    verbs = Office(office.server.database, office.server.committer)
    verbs.explain_flag("li.zhuren", Explain(visit_id, seen, NO_PHOTO, "考场内不能拍照"))
    phone.sync.run()


def test_the_phone_reads_it_and_shows_what_it_showed(office: Running, phone: AccountSession):
    visit_id = recorded(phone)
    before = phone.visits.visit(visit_id)
    explain(office, phone, visit_id)
    after = phone.visits.visit(visit_id)
    assert [each.reason for each in after.visit.explanations.values()] == ["考场内不能拍照"]
    assert after.visit.ignored == ()
    assert after.flags == before.flags
    assert (after.visit.head, after.visit.state) == (before.visit.head, before.visit.state)
    assert before.office is not None
    assert after.office is not None
    assert after.office.flags == before.office.flags
    assert "no_photo" in after.office.flags


def test_the_inspector_corrects_it_afterwards_as_ever(office: Running, phone: AccountSession):
    visit_id = recorded(phone)
    explain(office, phone, visit_id)
    phone.visits.amend(visit_id, "补一句")
    phone.visits.record_note(visit_id, NoteSection.RECORD, "查看食堂，留样齐全")
    phone.visits.submit(visit_id, has_no_problem=True)
    phone.sync.run()
    visit = phone.visits.visit(visit_id).visit
    assert (len(visit.amendments), visit.ignored) == (1, ())
    verbs = Office(office.server.database, office.server.committer)
    verbs.approve_visit("li.zhuren", visit_id, visit.version)
