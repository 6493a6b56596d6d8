"""Follow-up on a visit, and what its inspector proposes as the position."""

from domain.kinds.visit.finding import Category, FindingPrivate, FindingRaised
from domain.kinds.visit.follow_up import Conclusion, FollowUpPrivate, FollowUpRecorded
from domain.kinds.visit.place import FixPrivate, PositionProposed
from domain.visit.assessment import Evidence, assess
from domain.visit.flag import FlagCode
from domain.visit.visit import Visit
from tests.builders.content import a_photo
from tests.builders.trail import Pen, folded

EARLIER = "a" * 64


class Case:
    """A visit with one finding, and its inspector."""

    def __init__(self) -> None:
        self.pen = Pen()
        self.visit_id = self.pen.open_visit()
        finding = FindingRaised(finding_id="f1", category=Category.SAFETY)
        self.pen.write(finding, FindingPrivate(text="灭火器压力不足"), subject=self.visit_id)

    def visit(self) -> Visit:
        return folded(self.visit_id, self.pen.lines, self.pen.author)


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
