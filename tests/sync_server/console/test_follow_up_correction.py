"""A follow-up that was corrected after it was handed in shows both words under 更正."""

import re

from domain.kinds.piece import ReasonPrivate
from domain.kinds.visit.course import VisitAmended, VisitSubmitted
from domain.kinds.visit.follow_up import Conclusion, FollowUpPrivate, FollowUpRecorded
from tests.builders.office import a_picture, a_rich_visit


def test_changed_follow_up_is_shown_as_a_correction(inspection, supervisor):
    first = a_rich_visit(inspection, [a_picture("一")])
    second = inspection.open_visit()
    inspection.check_in()

    def look(conclusion, text):
        body = FollowUpRecorded(finding_id="f1", finding_visit=first, conclusion=conclusion)
        return inspection.write(body, FollowUpPrivate(text=text))

    look(Conclusion.NOT_RECTIFIED, "灭火器没有换")
    inspection.submit()
    inspection.push()
    inspection.write(VisitAmended(), ReasonPrivate(reason="看错了"))
    head = look(Conclusion.RECTIFIED, "其实换了")
    inspection.write(VisitSubmitted(head=head))
    inspection.push()
    page = supervisor.page(f"/visits/{second}")
    part = page[page.index('id="corrections"') : page.index('id="timeline"')]
    said = re.sub(r"<[^>]+>", " ", part)
    assert "灭火器没有换" in said
    assert "其实换了" in said
