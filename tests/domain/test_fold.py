"""The fold: a visit's entries become the visit."""

from domain import kinds
from domain.kinds.author import Role
from domain.kinds.piece import TextPrivate
from domain.kinds.visit.answer import ItemAnswered
from domain.kinds.visit.course import VisitPlanned
from domain.kinds.visit.finding import Category, FindingPrivate, FindingRaised
from domain.kinds.visit.lesson import LessonObserved
from domain.kinds.visit.photo import PhotoCaptioned, PhotoPrivate
from domain.kinds.visit.place import FixPrivate, VisitCheckedIn, VisitCheckedOut
from domain.kinds.visit.plan import VisitType
from domain.kinds.visit.record import Method, NoteSection, VisitCounted, VisitNoted
from domain.kinds.visit.signature import SignedPrivate, Signer, VisitSigned
from domain.place.presence import Fix
from domain.visit.fold import fold
from tests.builders.content import a_photo
from tests.builders.trail import Pen, an_author, folded

NOTE = VisitNoted(section=NoteSection.RECORD)


def test_a_visit_holds_what_was_recorded() -> None:
    pen = Pen()
    visit_id = pen.open_visit(items=("a", "b", "c"))
    pen.write(VisitCounted(method=Method.LESSON_PLANS, quantity=4), subject=visit_id)
    pen.write(NOTE, TextPrivate(text="课堂秩序良好"), subject=visit_id)
    pen.write(ItemAnswered(item_id="i1", value="yes"), subject=visit_id)
    visit = folded(visit_id, pen.lines, pen.author)
    assert visit.quantities == {Method.LESSON_PLANS: 4}
    assert visit.notes[NoteSection.RECORD].text == "课堂秩序良好"
    assert visit.answers["i1"].value == "yes"
    assert (visit.head, visit.tip) == (pen.head.id, pen.head.id)


def test_the_last_word_on_each_thing_stands() -> None:
    pen = Pen()
    visit_id = pen.open_visit()
    for quantity in (4, 6, 0):
        pen.write(VisitCounted(method=Method.TALKS, quantity=quantity), subject=visit_id)
    pen.write(NOTE, TextPrivate(text="先"), subject=visit_id)
    pen.write(NOTE, TextPrivate(text=""), subject=visit_id)
    pen.write(ItemAnswered(item_id="i1", value=3), subject=visit_id)
    pen.write(ItemAnswered(item_id="i1"), subject=visit_id)
    visit = folded(visit_id, pen.lines, pen.author)
    assert (visit.quantities, visit.notes, visit.answers) == ({}, {}, {})


def test_a_plan_replaces_theme_items_and_people() -> None:
    pen = Pen()
    visit_id = pen.open_visit(items=("a",))
    plan = VisitPlanned(visit_type=VisitType.SPECIAL, items=("b", "c"), participants=("li.na",))
    pen.write(plan, subject=visit_id)
    visit = folded(visit_id, pen.lines, pen.author)
    assert (visit.visit_type, visit.items) == (VisitType.SPECIAL, ("b", "c"))
    assert visit.participants == ("li.na",)


def test_lessons_and_findings_can_be_withdrawn() -> None:
    pen = Pen()
    visit_id = pen.open_visit()
    lesson = LessonObserved(lesson_id="l1", subject="数学", observers=("a", "b", "a"))
    finding = FindingRaised(finding_id="f1", category=Category.SAFETY)
    pen.write(lesson, subject=visit_id)
    pen.write(finding, FindingPrivate(text="灭火器过期"), subject=visit_id)
    visit = folded(visit_id, pen.lines, pen.author)
    assert visit.lessons["l1"].observers == ("a", "b")
    assert visit.findings["f1"].text == "灭火器过期"
    pen.write(lesson.model_copy(update={"is_withdrawn": True}), subject=visit_id)
    pen.write(finding.model_copy(update={"is_withdrawn": True}), subject=visit_id)
    visit = folded(visit_id, pen.lines, pen.author)
    assert (visit.lessons, visit.findings) == ({}, {})


def test_a_lesson_without_observers_was_heard_by_its_writer() -> None:
    pen = Pen()
    visit_id = pen.open_visit()
    pen.write(LessonObserved(lesson_id="l1"), subject=visit_id)
    assert folded(visit_id, pen.lines, pen.author).lessons["l1"].observers == ("chen.jing",)


def test_photos_keep_their_fix_and_newest_caption() -> None:
    pen = Pen()
    visit_id = pen.open_visit()
    where = PhotoPrivate(lat=26.5, lng=106.7, caption="操场")
    pen.write(a_photo("p1", accuracy_m=8, age_s=2, source="moon"), where, subject=visit_id)
    pen.write(a_photo("p1"), subject=visit_id)
    caption = PhotoCaptioned(photo_id="p1", finding_id="f1", is_withdrawn=True)
    pen.write(caption, PhotoPrivate(caption="西侧操场"), subject=visit_id)
    pen.write(PhotoCaptioned(photo_id="p2"), subject=visit_id)
    visit = folded(visit_id, pen.lines, pen.author)
    photo = visit.photos["p1"]
    assert photo.fix == Fix(lat=26.5, lng=106.7, accuracy_m=8, age_s=2, source="unknown")
    assert (photo.caption, photo.finding_id) == ("西侧操场", "f1")
    assert visit.shown_photos == []
    assert [each.reason for each in visit.ignored] == ["photo_id_used", "photo_unknown"]


def test_the_first_check_in_stands_and_the_last_check_out() -> None:
    pen = Pen()
    visit_id = pen.open_visit()
    pen.write(VisitCheckedIn(accuracy_m=9, age_s=1), FixPrivate(lat=1, lng=2), subject=visit_id)
    pen.write(VisitCheckedIn(), FixPrivate(reason="信号差"), subject=visit_id)
    pen.write(VisitCheckedOut(), subject=visit_id)
    pen.write(VisitCheckedOut(), FixPrivate(reason="定位失败"), subject=visit_id)
    visit = folded(visit_id, pen.lines, pen.author)
    assert visit.check_in is not None
    assert visit.check_in.fix == Fix(lat=1, lng=2, accuracy_m=9, age_s=1)
    assert visit.check_out is not None
    assert (visit.check_out.fix, visit.check_out.reason) == (None, "定位失败")
    assert [each.reason for each in visit.ignored] == ["already_checked_in"]


def test_signatures_name_the_head_they_saw() -> None:
    pen = Pen()
    visit_id = pen.open_visit()
    refused = VisitSigned(signer=Signer.SCHOOL_HEAD, head=visit_id, is_refused=True)
    pen.write(refused, SignedPrivate(refusal_reason="校长外出"), subject=visit_id)
    signature = folded(visit_id, pen.lines, pen.author).signatures[Signer.SCHOOL_HEAD]
    assert (signature.head, signature.refusal_reason) == (visit_id, "校长外出")


def test_without_a_readable_opening_there_is_no_visit() -> None:
    pen = Pen()
    visit_id = pen.open_visit()
    clerk = an_author(role=Role.CLERK, chain=pen.author.chain)
    readings = [kinds.read(line) for line in pen.lines]
    assert fold("f" * 64, readings, {pen.author.chain: pen.author}) is None
    assert fold(visit_id, readings, {}) is None
    assert fold(visit_id, readings, {clerk.chain: clerk}) is None


def test_a_participant_records_but_does_not_lead() -> None:
    pen = Pen()
    visit_id = pen.open_visit(participants=("li.na",))
    mate = Pen(an_author("li.na"), lines=pen.lines)
    mate.write(VisitCounted(method=Method.TALKS, quantity=1), subject=visit_id)
    mate.write(VisitCheckedIn(), subject=visit_id)
    visit = folded(visit_id, pen.lines, pen.author, mate.author)
    assert visit.quantities == {Method.TALKS: 1}
    assert [each.reason for each in visit.ignored] == ["no_right"]


def test_what_a_stranger_or_an_unknown_chain_writes_is_kept_and_ignored() -> None:
    pen = Pen()
    visit_id = pen.open_visit()
    stranger, unknown = Pen(an_author("mo"), lines=pen.lines), Pen(an_author(), lines=pen.lines)
    stranger.write(NOTE, TextPrivate(text="x"), subject=visit_id)
    unknown.write(NOTE, TextPrivate(text="x"), subject=visit_id)
    pen.write(NOTE, subject="e" * 64)
    visit = folded(visit_id, pen.lines, pen.author, stranger.author)
    assert {each.reason for each in visit.ignored} == {
        "no_right",
        "unknown_chain",
        "not_about_this",
    }


def test_two_answers_to_one_item_are_words_about_the_same_thing() -> None:
    part = kinds.KINDS[ItemAnswered.kind].part
    first, again, other = (
        ItemAnswered(item_id=item, value=value)
        for item, value in (("a", "yes"), ("a", "no"), ("b", "yes"))
    )
    assert part is not None
    assert part.key_of(first) == part.key_of(again) != part.key_of(other)
