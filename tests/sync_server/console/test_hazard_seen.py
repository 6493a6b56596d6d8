"""已看到: the office's word on a hazard, on the visit's page."""

import pytest

from tests.builders.office import Inspection, a_rich_visit


@pytest.fixture
def visit(inspection: Inspection) -> str:
    """A submitted visit with one hazard, f1."""
    return a_rich_visit(inspection, [])


def see(browser, visit: str, **fields: str):
    return browser.fill(f"/visits/{visit}", f"/visits/{visit}/hazard", **fields)


def test_the_office_says_once_that_it_has_seen_a_hazard(visit, supervisor):
    assert "已看到这条隐患</button>" in supervisor.page(f"/visits/{visit}")
    assert see(supervisor, visit, finding_id="f1").status_code == 303
    page = supervisor.page(f"/visits/{visit}?done=hazard")
    assert "已记下您看到了这条隐患。" in page
    assert "已看到这条隐患</button>" not in page
    timeline = page.partition('id="timeline"')[2]
    step = timeline.partition("<b>已看到隐患</b>")[2]
    assert "李主任" in step.partition("</li>")[0]
    assert "食堂后厨一处灭火器过期。" in step.partition("</li>")[0]


def test_a_hazard_under_way_can_be_seen_before_the_visit_is_handed_in(inspection, supervisor):
    visit = inspection.open_visit()
    inspection.raise_hazard()
    inspection.push()
    assert see(supervisor, visit, finding_id="f1").status_code == 303
    assert "已看到这条隐患" in supervisor.page(f"/visits/{visit}")


def test_seeing_what_is_no_hazard_any_more_is_refused_in_words(visit, supervisor):
    answer = see(supervisor, visit, finding_id="f9")
    assert (answer.status_code, "已经不在这一次里" in answer.text) == (400, True)


@pytest.mark.parametrize(
    ("account", "status"), [("chen.jing", 403), ("zhao.tong", 403), ("li.zhuren.other", 404)]
)
def test_only_the_districts_office_sees_hazards(visit, browsers, account, status):
    home = "/month" if account == "zhao.tong" else "/visits"
    fields = {"version": "0" * 64, "finding_id": "f1"}
    answer = browsers(account).post(f"/visits/{visit}/hazard", on=home, **fields)
    assert answer.status_code == status
