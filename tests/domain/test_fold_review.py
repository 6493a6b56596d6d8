"""Submitting, reviewing, amending and ending a visit."""

from domain.kinds.author import Role
from domain.kinds.piece import Body, Private, ReasonPrivate, TextPrivate
from domain.kinds.visit.builder import State
from domain.kinds.visit.course import (
    VisitAmended,
    VisitCancelled,
    VisitRedated,
    VisitSubmitted,
    VisitTakenOver,
)
from domain.kinds.visit.merging import VisitMerged, VisitUnmerged
from domain.kinds.visit.record import Method, VisitCounted
from domain.kinds.visit.review import Verdict, VisitApproved, VisitCommented, VisitReturned
from domain.visit.assessment import Evidence, assess
from domain.visit.flag import FlagCode
from domain.visit.tally import Measure, tally
from domain.visit.visit import Visit
from tests.builders.trail import Pen, an_author, folded

COUNT = VisitCounted(method=Method.TALKS, quantity=1)


class Scene:
    """An inspector's submitted visit and the office's pen."""

    def __init__(self, office_role: Role = Role.SUPERVISOR, is_submitted: bool = True) -> None:
        self.pen = Pen()
        self.office = Pen(an_author("wu.gang", office_role), lines=self.pen.lines)
        self.visit_id = self.pen.open_visit()
        if is_submitted:
            self.submit()

    def submit(self) -> str:
        return self.write(VisitSubmitted(head=self.pen.head.id or ""))

    def write(self, body: Body, private: Private | None = None) -> str:
        return self.pen.write(body, private, subject=self.visit_id).id

    def review(self, body: Body, private: Private | None = None) -> str:
        return self.office.write(body, private, subject=self.visit_id).id

    @property
    def visit(self) -> Visit:
        return folded(self.visit_id, self.pen.lines, self.pen.author, self.office.author)

    @property
    def version(self) -> str:
        return self.visit.version

    @property
    def reasons(self) -> list[str]:
        return [each.reason for each in self.visit.ignored]


def test_submitting_hands_the_visit_in() -> None:
    assert Scene(is_submitted=False).visit.state is State.IN_PROGRESS
    assert Scene().visit.state is State.SUBMITTED


def test_the_office_approves_the_version_it_saw() -> None:
    scene = Scene()
    scene.review(VisitApproved(version=scene.version), TextPrivate(text="好"))
    assert scene.visit.state is State.APPROVED
    assert scene.visit.reviews[0].text == "好"


def test_a_returned_visit_is_amended_submitted_and_approved() -> None:
    scene = Scene()
    scene.review(VisitReturned(version=scene.version), ReasonPrivate(reason="缺照片"))
    assert (scene.visit.state, scene.visit.is_amending) == (State.RETURNED, False)
    scene.write(VisitAmended(), ReasonPrivate(reason="补充座谈"))
    scene.write(COUNT)
    assert (scene.visit.state, scene.visit.is_amending) == (State.RETURNED, True)
    scene.submit()
    assert (scene.visit.state, scene.visit.is_amending) == (State.SUBMITTED, False)
    scene.review(VisitApproved(version=scene.version))
    assert scene.visit.state is State.APPROVED
    assert [each.verdict for each in scene.visit.reviews] == [Verdict.RETURNED, Verdict.APPROVED]


def test_a_review_of_an_older_version_decides_nothing() -> None:
    scene = Scene()
    seen = scene.version
    scene.write(VisitAmended())
    scene.write(COUNT)
    scene.submit()
    scene.review(VisitApproved(version=seen))
    assert scene.visit.state is State.SUBMITTED
    assert scene.visit.reviews[0].is_stale


def test_an_amendment_reopens_an_approved_visit_for_review() -> None:
    scene = Scene()
    scene.review(VisitApproved(version=scene.version))
    scene.write(VisitAmended(), ReasonPrivate(reason="漏记一次座谈"))
    assert (scene.visit.state, scene.visit.amendments[0].reason) == (
        State.SUBMITTED,
        "漏记一次座谈",
    )


def test_a_silent_change_after_submission_does_not_count() -> None:
    scene = Scene()
    scene.write(COUNT)
    assert (scene.visit.quantities, scene.reasons) == ({}, ["after_submission"])


def test_what_was_not_submitted_is_neither_amended_nor_reviewed() -> None:
    scene = Scene(is_submitted=False)
    scene.write(VisitAmended())
    scene.review(VisitApproved(version=scene.visit_id))
    assert scene.reasons == ["not_submitted", "not_submitted"]


def test_comments_change_nothing() -> None:
    scene = Scene()
    head = scene.visit.head
    scene.review(VisitCommented(), TextPrivate(text="请看第三张照片"))
    scene.write(VisitCommented(), TextPrivate(text="已看"))
    assert (scene.visit.state, scene.visit.head) == (State.SUBMITTED, head)
    assert [each.text for each in scene.visit.reviews] == ["请看第三张照片", "已看"]


def test_nobody_reviews_without_the_right() -> None:
    scene = Scene(office_role=Role.CLERK)
    scene.review(VisitApproved(version=scene.version))
    scene.write(VisitApproved(version=scene.version))
    assert scene.reasons == ["no_right", "no_right"]


def test_a_cancelled_visit_is_over() -> None:
    scene = Scene()
    scene.write(VisitCancelled(), ReasonPrivate(reason="重复"))
    scene.submit()
    assert (scene.visit.state, scene.visit.end_reason) == (State.CANCELLED, "重复")
    assert scene.reasons == ["visit_ended"]


def test_a_visit_merges_into_another_one_only() -> None:
    scene = Scene()
    scene.review(VisitMerged(into=scene.visit_id))
    assert scene.reasons == ["merged_into_itself"]
    scene.review(VisitMerged(into="a" * 64), ReasonPrivate(reason="同日两次"))
    assert (scene.visit.state, scene.visit.merged_into) == (State.MERGED, "a" * 64)


def test_a_new_phone_goes_on_after_taking_over() -> None:
    scene = Scene(is_submitted=False)
    new = Pen(an_author(scene.pen.author.account), lines=scene.pen.lines)
    new.write(COUNT, subject=scene.visit_id)
    new.write(VisitTakenOver(successor=new.author.chain), subject=scene.visit_id)
    new.write(COUNT, subject=scene.visit_id)
    visit = folded(scene.visit_id, scene.pen.lines, scene.pen.author, new.author)
    assert (visit.successors, visit.quantities) == ((new.author.chain,), {Method.TALKS: 1})
    assert [each.reason for each in visit.ignored] == ["no_right"]


def test_what_was_written_unseen_before_a_decision_reopens_it() -> None:
    scene = Scene(is_submitted=False)
    late = Pen(an_author(scene.pen.author.account), lines=[])
    taken_over = VisitTakenOver(successor=late.author.chain)
    scene.write(taken_over)
    note = late.write(COUNT, subject=scene.visit_id, saw=scene.visit_id)
    scene.submit()
    scene.review(VisitApproved(version=scene.version))
    assert scene.visit.state is State.APPROVED
    lines = [*scene.pen.lines, note]
    visit = folded(scene.visit_id, lines, scene.pen.author, scene.office.author, late.author)
    assert visit.state is State.SUBMITTED
    assert visit.reviews[0].is_stale


def test_what_does_not_count_reopens_no_decision() -> None:
    scene = Scene()
    scene.review(VisitApproved(version=scene.version))
    stranger = Pen(an_author("elsewhere", district="other"))
    line = stranger.write(COUNT, subject=scene.visit_id, saw=scene.visit_id)
    people = (scene.pen.author, scene.office.author, stranger.author)
    visit = folded(scene.visit_id, [*scene.pen.lines, line], *people)
    assert visit.state is State.APPROVED
    assert (visit.version, visit.tip) == (scene.visit.version, scene.visit.tip)
    assert [each.reason for each in visit.ignored] == ["no_right"]


def test_what_was_handed_in_counts_until_it_is_handed_in_again() -> None:
    scene = Scene(is_submitted=False)
    scene.write(COUNT)
    scene.submit()
    scene.write(VisitAmended(), ReasonPrivate(reason="补"))
    scene.write(VisitCounted(method=Method.TALKS, quantity=9))
    assert tally(scene.visit)[Measure.TALKS] == 1
    assert scene.visit.quantities[Method.TALKS] == 9
    scene.review(VisitReturned(version=scene.version), ReasonPrivate(reason="还要补"))
    scene.write(VisitAmended(), ReasonPrivate(reason="再补"))
    assert tally(scene.visit)[Measure.TALKS] == 1
    scene.submit()
    assert (tally(scene.visit)[Measure.TALKS], scene.visit.handed_in) == (9, None)


def test_what_was_merged_stands_where_it_stood_once_the_office_takes_it_apart() -> None:
    scene = Scene()
    scene.review(VisitApproved(version=scene.version))
    scene.review(VisitMerged(into="a" * 64), ReasonPrivate(reason="记了两遍"))
    scene.write(VisitUnmerged(into="a" * 64))
    scene.review(VisitUnmerged(into="b" * 64))
    assert (scene.visit.state, scene.reasons) == (State.MERGED, ["no_right", "not_merged"])
    scene.review(VisitUnmerged(into="a" * 64), ReasonPrivate(reason="并错了"))
    visit = scene.visit
    assert (visit.state, visit.merged_into, visit.end_reason) == (State.APPROVED, None, "")
    scene.review(VisitUnmerged(into="a" * 64))
    assert scene.reasons[-1] == "not_merged"


def test_the_office_cancels_and_sets_a_date_right() -> None:
    scene = Scene()
    scene.write(VisitRedated(visit_on="2026-05-12"))
    assert scene.reasons == ["no_right"]
    scene.review(VisitRedated(visit_on="2026-04-30"), ReasonPrivate(reason="手机日期错了"))
    assessment = assess(scene.visit, Evidence())
    assert (assessment.visit_on.isoformat(), assessment.month) == ("2026-04-30", "2026-04")
    assert FlagCode.REDATED in {flag.code for flag in assessment.flags}
    scene.review(VisitCancelled(), ReasonPrivate(reason="学校放假"))
    assert (scene.visit.state, scene.visit.end_reason) == (State.CANCELLED, "学校放假")
    scene.review(VisitUnmerged(into="a" * 64))
    assert scene.visit.state is State.CANCELLED


def test_a_visit_that_was_not_handed_in_has_no_date_to_set_right() -> None:
    scene = Scene(is_submitted=False)
    scene.review(VisitRedated(visit_on="2026-05-12"), ReasonPrivate(reason="记错了"))
    assert (scene.reasons, scene.visit.redating) == (["not_submitted"], None)
