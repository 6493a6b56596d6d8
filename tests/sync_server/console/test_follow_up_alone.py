"""A 回访 in the console is called one, and is asked for nothing that it has not."""

import re

import pytest

from domain.kinds.visit.course import VisitSubmitted
from domain.kinds.visit.follow_up import Conclusion, FollowUpPrivate, FollowUpRecorded
from domain.kinds.visit.plan import VisitType
from tests.builders.office import a_picture, a_rich_visit


@pytest.fixture
def alone(inspection):
    """A 回访 that was handed in, about a problem of an earlier visit."""
    found = a_rich_visit(inspection, [a_picture("一")])
    bare = {"theme_id": None, "items": (), "checklist": None}
    visit_id = inspection.open_visit(visit_type=VisitType.FOLLOW_UP, **bare)
    inspection.check_in()
    body = FollowUpRecorded(
        finding_id="f1", finding_visit=found, conclusion=Conclusion.NOT_RECTIFIED
    )
    head = inspection.write(body, FollowUpPrivate(text="灭火器没有换"))
    inspection.write(VisitSubmitted(head=head))
    inspection.push()
    return visit_id


def said(html: str) -> str:
    """What the page says of the visit: without the navigation, and without marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html[html.index("<h1") :]))


def test_page_of_a_follow_up_speaks_of_it(alone, supervisor):
    page = said(supervisor.page(f"/visits/{alone}"))
    for words in ("看了 1 个问题", "灭火器没有换", "作废这次回访", "更正回访日期", "开始回访"):
        assert words in page
    for words in ("这次督导", "督导内容", "发现的问题", "还没有签名", "未定主题"):
        assert words not in page


def test_cancelled_follow_up_is_called_one(alone, supervisor):
    path = f"/visits/{alone}"
    answer = supervisor.fill(path, f"{path}/cancel", reason="走错了学校")
    page = supervisor.page(answer.headers["location"])
    assert "这次回访已作废，不再计入统计" in page
    assert "这次回访已作废，不再审核" in said(page)
    assert "单独回访" in supervisor.page("/visits")
