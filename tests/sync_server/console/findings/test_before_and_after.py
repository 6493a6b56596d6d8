"""Photos of a finding stand on the side on which they show it: before, or once put right."""

import pytest

from domain.kinds.visit.finding import Category, FindingPrivate, FindingRaised
from domain.kinds.visit.follow_up import Conclusion, FollowUpPrivate, FollowUpRecorded
from sync_server.projection.rebuild import rebuild
from tests.builders.courses import finding_address
from tests.builders.office import a_picture

FOUND, MENDED, LATER = a_picture("原来"), a_picture("当场"), a_picture("后来")


@pytest.fixture
def hashes(inspection) -> dict[str, str]:
    """A finding pictured as it was and mended on the spot, and the later look at it."""
    visit = inspection.open_visit("school-1")
    inspection.check_in()
    raised = FindingRaised(finding_id="f1", category=Category.SAFETY, is_fixed_on_spot=True)
    inspection.write(raised, FindingPrivate(text="灯坏了"))
    found = inspection.take_photo("p1", FOUND, finding_id="f1")
    mended = inspection.take_photo("p2", MENDED, finding_id="f1", is_after=True)
    inspection.submit()
    again = inspection.open_visit("school-1")
    inspection.check_in()
    seen = FollowUpRecorded(finding_id="f1", finding_visit=visit, conclusion=Conclusion.RECTIFIED)
    inspection.write(seen, FollowUpPrivate(text="灯亮了"))
    later = inspection.take_photo("p3", LATER, finding_id="f1")
    inspection.submit(has_no_problem=True)
    inspection.push()
    for photo in (FOUND, MENDED, LATER):
        inspection.send_photo(photo)
    return {"visit": visit, "again": again, "found": found, "mended": mended, "later": later}


def sides(page: str) -> tuple[str, str]:
    """What stands under 整改前 and under 整改后."""
    before, _, after = page.partition(">整改前</p>")[2].partition(">整改后</p>")
    return before, after.partition("</section>")[0]


def test_they_stand_side_by_side_on_the_findings_page_and_with_the_look(hashes, supervisor, server):
    address = finding_address(server.database, hashes["visit"], "f1")
    for path in (address, f"/visits/{hashes['again']}", f"/visits/{hashes['again']}/record"):
        before, after = sides(supervisor.page(path))
        assert (path, hashes["found"] in before) == (path, True)
        assert hashes["mended"] not in before
        assert hashes["later"] not in before
        assert hashes["mended"] in after
        assert hashes["later"] in after


def test_books_count_each_on_its_side(hashes, supervisor, server):
    assert "整改前 1 张、整改后 2 张" in supervisor.page("/books/rectification")
    assert rebuild(server.database) == {}
