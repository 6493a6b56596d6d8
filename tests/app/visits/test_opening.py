"""What a visit begins with: the month's theme or a campaign's, and who came along before."""

from typing import Any

from app.account.session import AccountSession
from app.visits.opening import Opening, checklist_of, opening_of, ready_of
from domain.kinds.visit.plan import ChecklistRef, VisitType
from domain.register.school_kind import SchoolKind
from domain.visit.visit import Visit
from tests.builders.district import a_campaign, a_district, a_list
from tests.builders.trail import Pen, folded

MAY = 5


def a_visit(**opened: Any) -> Visit:
    """A visit opened like this."""
    pen = Pen()
    return folded(pen.open_visit(**opened), pen.lines, pen.author)


def test_month_brings_its_theme_and_at_most_five_lines():
    opening = opening_of(a_district(), MAY)
    assert (opening.visit_type, opening.theme_id) == (VisitType.ROUTINE, "may")
    assert opening.items == ("课程开设", "课堂教学", "控辍保学", "作业", "体育")
    assert opening.campaign_id is None


def test_month_without_a_theme_and_phone_without_a_workbook_begin_plainly():
    assert opening_of(a_district(), 8) == Opening()
    assert opening_of(None, MAY, "c1") == Opening()


def test_campaign_brings_its_type_theme_and_content():
    opening = opening_of(a_district(), MAY, "c1")
    assert (opening.visit_type, opening.campaign_id) == (VisitType.SPECIAL, "c1")
    assert (opening.theme_id, opening.items) == ("fees", ("收费公示",))


def test_campaign_without_a_theme_has_none():
    bare = a_campaign(theme_id=None, checklist_id=None)
    opening = opening_of(a_district(campaigns=(bare,)), MAY, "c1")
    assert (opening.theme_id, opening.items) == (None, ())


def test_campaign_that_is_gone_is_the_monthly_duty():
    assert opening_of(a_district(), MAY, "gone") == opening_of(a_district(), MAY)


def test_checklist_is_the_themes_newest_version():
    newest = ChecklistRef(checklist_id="may", version=2)
    assert checklist_of(a_district(), "may", None) == newest
    assert checklist_of(a_district(), None, None) is None
    assert checklist_of(None, "may", None) is None


def test_campaigns_own_checklist_comes_before_its_themes():
    assert checklist_of(a_district(), "fees", "c1") == ChecklistRef(checklist_id="own", version=3)


def test_campaign_falls_back_to_its_themes_checklist():
    for lost in (None, "lost"):
        book = a_district(campaigns=(a_campaign(checklist_id=lost),))
        fees = ChecklistRef(checklist_id="fees", version=1)
        assert checklist_of(book, "fees", "c1") == fees


def test_next_stop_takes_over_people_and_type():
    before = a_visit(participants=("wang.fang",), visit_type=VisitType.COLLABORATIVE)
    opening = opening_of(a_district(), MAY, before=before)
    assert opening.participants == ("wang.fang",)
    assert opening.visit_type is VisitType.COLLABORATIVE


def test_type_of_a_campaign_is_not_taken_over_to_the_monthly_duty():
    before = a_visit(campaign_id="c1", visit_type=VisitType.SPECIAL, participants=("wang.fang",))
    opening = opening_of(a_district(), MAY, before=before)
    assert (opening.visit_type, opening.participants) == (VisitType.ROUTINE, ("wang.fang",))


def test_campaigns_type_wins_over_the_stop_before():
    before = a_visit(visit_type=VisitType.COMPREHENSIVE)
    assert opening_of(a_district(), MAY, "c1", before).visit_type is VisitType.SPECIAL


def test_opening_is_told_in_words():
    book = a_district()
    before = a_visit(participants=("wang.fang", "left.long.ago"))
    ready = ready_of(book, opening_of(book, MAY, "c1", before))
    assert (ready.theme, ready.checklist_items) == ("招生与收费", 5)
    assert ready.people == ("王芳", "left.long.ago")


def test_opening_with_nothing_is_told_too():
    ready = ready_of(None, Opening())
    assert (ready.theme, ready.checklist_items, ready.people) == ("", 0, ())


def test_ready_counts_what_is_asked_of_the_kind_of_school():
    limited = a_list("may", 9, 3)
    first, *others = limited.sections[0].items
    items = (first.model_copy(update={"school_kinds": (SchoolKind.KINDERGARTEN,)}), *others)
    section = limited.sections[0].model_copy(update={"items": items})
    book = a_district(checklists=(limited.model_copy(update={"sections": (section,)}),))
    opening = opening_of(book, MAY)
    counted = {kind: ready_of(book, opening, kind).checklist_items for kind in SchoolKind}
    assert counted.pop(SchoolKind.KINDERGARTEN) == 3
    assert set(counted.values()) == {2}


def test_list_of_a_visit_to_a_school_and_a_kindergarten_asks_what_fits_either(at_work, server):
    kinds = ((SchoolKind.KINDERGARTEN,), (SchoolKind.PRIMARY,), (SchoolKind.TOWNSHIP,), ())
    plain = a_list("may", 1, len(kinds)).sections[0]
    items = tuple(
        each.model_copy(update={"school_kinds": named})
        for each, named in zip(plain.items, kinds, strict=True)
    )
    section = plain.model_copy(update={"items": items})
    checklist = a_list("may").model_copy(update={"sections": (section,)})
    server.workbook = a_district(checklists=(checklist,))
    at_work.sync.run()
    visit_id = at_work.visits.open_visit("school-1", theme_id="may")
    assert asked(at_work, visit_id) == ["may-1", "may-3"]
    at_work.visits.add_unit(visit_id, "school-2")
    assert asked(at_work, visit_id) == ["may-0", "may-1", "may-3"]
    at_work.visits.remove_unit(visit_id, "school-2")
    assert asked(at_work, visit_id) == ["may-1", "may-3"]


def asked(session: AccountSession, visit_id: str) -> list[str]:
    """The items the visit's checklist asks."""
    checklist = session.visits.visit(visit_id).checklist
    return [each.item_id for each in checklist.all_items] if checklist else []
