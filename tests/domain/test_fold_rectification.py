"""Reply and follow-up on a visit, and what its inspector proposes as the position."""

from domain.kinds.author import Role
from domain.kinds.visit.builder import State
from domain.kinds.visit.course import VisitSubmitted
from domain.kinds.visit.finding import Category, FindingPrivate, FindingRaised
from domain.kinds.visit.follow_up import Conclusion, FollowUpPrivate, FollowUpRecorded
from domain.kinds.visit.place import FixPrivate, PositionProposed
from domain.kinds.visit.rectification import RectificationPrivate, RectificationReported
from domain.visit.assessment import Evidence, assess
from domain.visit.flag import FlagCode
from domain.visit.visit import Visit
from tests.builders.content import a_photo
from tests.builders.trail import Pen, an_author, folded

EARLIER = "a" * 64
REPLY = RectificationReported(finding_id="f1", reported_on="2026-05-20")


class Case:
    """A submitted visit with one finding, its inspector and its office."""

    def __init__(self) -> None:
        self.pen, self.office = Pen(), Pen(an_author("li.zhuren", Role.SUPERVISOR))
        self.visit_id = self.pen.open_visit()
        finding = FindingRaised(finding_id="f1", category=Category.SAFETY)
        self.pen.write(finding, FindingPrivate(text="灭火器压力不足"), subject=self.visit_id)

    def submit(self) -> None:
        self.pen.write(VisitSubmitted(head=self.visit_id), subject=self.visit_id)

    def office_writes(self, *contents) -> None:
        for body, private in contents:
            saw = None if self.office.lines else self.pen.lines[-1].id
            self.office.write(body, private, subject=self.visit_id, saw=saw)

    def visit(self) -> Visit:
        lines = [*self.pen.lines, *self.office.lines]
        return folded(self.visit_id, lines, self.pen.author, self.office.author)


def test_reply_is_kept_and_changes_no_head() -> None:
    case = Case()
    case.submit()
    head = case.visit().head
    case.office_writes((REPLY, RectificationPrivate(measures="已更换", responsible="罗校长")))
    visit = case.visit()
    assert visit.rectifications["f1"].measures == "已更换"
    assert (visit.head, visit.state, visit.ignored) == (head, State.SUBMITTED, ())


def test_reply_needs_its_finding() -> None:
    case = Case()
    case.submit()
    case.office_writes((REPLY.model_copy(update={"finding_id": "f9"}), None))
    assert [each.reason for each in case.visit().ignored] == ["finding_unknown"]


def test_inspector_records_no_reply() -> None:
    case = Case()
    case.pen.write(REPLY, subject=case.visit_id)
    assert [each.reason for each in case.visit().ignored] == ["no_right"]


def test_follow_up_stands_as_last_said_with_its_photos() -> None:
    case = Case()
    seen = FollowUpRecorded(
        finding_id="old", finding_visit=EARLIER, conclusion=Conclusion.RECTIFIED
    )
    case.pen.write(seen, FollowUpPrivate(text="已更换"), subject=case.visit_id)
    case.pen.write(a_photo(finding_id="old"), subject=case.visit_id)
    visit = case.visit()
    assert visit.follow_ups["old"].conclusion is Conclusion.RECTIFIED
    assert [photo.photo_id for photo in visit.photos_of_finding("old")] == ["p1"]
    gone = seen.model_copy(update={"is_withdrawn": True})
    case.pen.write(gone, subject=case.visit_id)
    assert case.visit().follow_ups == {}


def test_proposed_position_is_flagged_until_the_school_has_one() -> None:
    case = Case()
    body = PositionProposed(accuracy_m=6.0, age_s=1.0, source="gps")
    case.pen.write(body, FixPrivate(lat=26.6, lng=106.7, reason="校门"), subject=case.visit_id)
    visit = case.visit()
    assert visit.position_proposal is not None
    assert visit.position_proposal.fix is not None
    assert visit.position_proposal.reason == "校门"
    unplaced = {flag.code for flag in assess(visit, Evidence(is_school_placed=False)).flags}
    placed = {flag.code for flag in assess(visit, Evidence()).flags}
    assert unplaced - placed == {FlagCode.POSITION_PROPOSED}
