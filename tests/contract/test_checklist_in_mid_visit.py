"""A checklist that the office changes in mid-visit: the open visit stays on what it began with."""

from app.account.session import AccountSession
from domain.register.checklist import Checklist, is_negative
from domain.register.drafting.draft import Draft, DraftItem, draft_of, ended, with_item
from sync_server.access.viewer import Viewer
from sync_server.data import register
from sync_server.data.accounts import PersonFacts
from sync_server.office.checklists import ChecklistCommands, Publish
from sync_server.office.commands import Office
from sync_server.register.checklists.drafts import Drafts
from sync_server.review.visit_page import VisitPages
from tests.builders.office import set_up_theme
from tests.builders.phone import AT_SCHOOL
from tests.builders.real_server import Running

LIMITED = DraftItem(
    item_id="q1", text="书面作业时间", kind="number", unit="分钟", at_most=60.0, hint="“双减”的规定"
)


def newest(office: Running) -> Checklist:
    """The month's checklist as it now stands."""
    with office.server.database.session() as session:
        row = register.checklists(session, "wanshan")["month-05"]
    return Checklist.model_validate_json(row.checklist)


def change(office: Running) -> Checklist:
    """The office writes a draft, ends the first item, adds a limited one, and publishes."""
    server = office.server
    drafts = Drafts(server.database, server.clock)
    stood = newest(office)

    def rewrite(draft: Draft) -> Draft:
        return with_item(ended(draft, stood.all_items[0].item_id), "s1", LIMITED)

    held = drafts.begin(draft_of(stood), ("li.zhuren", "wanshan"))
    drafts.save(held.name, "li.zhuren", held.revision, rewrite)
    verbs = ChecklistCommands(Office(server.database, server.committer), drafts)
    return verbs.publish("li.zhuren", Publish(held.name, held.revision + 1, stood.version))


def begun(phone: AccountSession) -> str:
    """A visit under the month's theme."""
    visit_id = phone.visits.open_visit("school-1", theme_id="month-05")
    phone.visits.check_in(visit_id, AT_SCHOOL)
    return visit_id


def asked(phone: AccountSession, visit_id: str) -> list[str]:
    """What the phone asks on the visit."""
    checklist = phone.visits.visit(visit_id).checklist
    return [each.item_id for each in checklist.all_items] if checklist else []


def test_the_open_visit_goes_on_as_it_began_and_the_next_takes_the_new_version(
    office: Running, phone: AccountSession
):
    set_up_theme(office.server)
    phone.sync.run()
    first = newest(office)
    old = begun(phone)
    change(office)
    assert phone.sync.run().problem is None
    assert asked(phone, old) == [each.item_id for each in first.all_items]
    phone.visits.record_answer(old, first.all_items[0].item_id, "yes")
    new = begun(phone)
    assert asked(phone, new) == [each.item_id for each in newest(office).all_items]
    assert first.all_items[0].item_id not in asked(phone, new)
    assert "q1" in asked(phone, new)


def test_the_office_reads_each_visit_by_the_version_it_began_with(
    office: Running, phone: AccountSession
):
    set_up_theme(office.server)
    phone.sync.run()
    old = begun(phone)
    change(office)
    phone.sync.run()
    new = begun(phone)
    phone.visits.record_answer(new, "q1", 75)
    phone.sync.run()
    viewer = Viewer(PersonFacts("li.zhuren", "李主任", "supervisor", "wanshan", "", None))
    pages = VisitPages(office.server.database, office.server.clock)
    before, after = (pages.page(viewer, each).checklist for each in (old, new))
    assert before is not None
    assert after is not None
    assert (before.version, after.version) == (1, 2)
    assert "书面作业时间" not in {each.text for each in before.all_items}
    assert pages.page(viewer, new).visit.answers["q1"].value == 75
    item = next(each for each in after.all_items if each.item_id == "q1")
    assert is_negative(item, 75)
