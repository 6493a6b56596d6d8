"""成批销号: what is offered, closed all or none, and what came meanwhile (2-02)."""

import pytest

from domain.kinds.visit.finding import Category, FindingPrivate, FindingRaised
from domain.kinds.visit.follow_up import Conclusion
from tests.builders.courses import look_at
from tests.builders.drawn_forms import form_on
from tests.builders.paper_pages import another

HOME = "/findings/closing"
MEASURE = {"text": "更换灭火器", "responsible": "何校长", "due_on": "2026-06-01"}


@pytest.fixture
def findings(visit, second, inspection, supervisor) -> list[tuple[str, str]]:
    """f1 and f2, put right as a later visit saw; and f3, which nobody looked at."""
    found = [(visit, "f1"), (second, "f2")]
    for each, finding_id in found:
        page = f"/findings/{each}/{finding_id}"
        supervisor.fill(page, f"{page}/measure", **MEASURE)
    another(inspection, "f3", "门卫脱岗。")
    look_at(inspection, *found, text="灭火器都在有效期内")
    return found


def tick(finding: tuple[str, str]) -> str:
    return ":".join(finding)


def fields_of(supervisor) -> dict[str, list[str]]:
    found: dict[str, list[str]] = form_on(supervisor.page(HOME), "CloseSeveralForm").fields
    return found


def test_those_that_wait_for_nothing_else_are_ticked_and_closed_at_once(findings, supervisor):
    assert "成批销号（2 条待销号）" in supervisor.page("/findings")
    page = supervisor.page(HOME)
    for words in ("更换灭火器（何校长）", "灭火器都在有效期内", "2026-05-14 陈静"):
        assert words in page
    assert "门卫脱岗" not in page
    fields = fields_of(supervisor)
    assert sorted(fields["findings"]) == sorted(map(tick, findings))
    answer = supervisor.send(HOME, **fields)
    assert answer.headers["location"] == f"{HOME}?done=2"
    after = supervisor.page(f"{HOME}?done=2")
    assert "已销号 2 条" in after
    assert "没有待销号的问题" in after
    assert "成批销号（" not in supervisor.page("/findings")


def test_one_is_left_out_by_its_tick(findings, supervisor):
    left, closed = findings
    supervisor.send(HOME, **{**fields_of(supervisor), "findings": [tick(closed)]})
    assert fields_of(supervisor)["findings"] == [tick(left)]


@pytest.mark.parametrize("is_pictured", [True, False])
def test_what_was_fixed_on_the_spot_waits_once_it_is_pictured(inspection, supervisor, is_pictured):
    inspection.open_visit("school-1")
    fixed = FindingRaised(finding_id="f4", category=Category.SAFETY, is_fixed_on_spot=True)
    inspection.write(fixed, FindingPrivate(text="当场已改。"))
    inspection.take_photo("p1", b"a photo", finding_id="f4", is_after=is_pictured)
    inspection.submit()
    inspection.push()
    page = supervisor.page(HOME)
    for words in ("当场已改。", "当场已整改，有整改后的照片", "不用回访"):
        assert (words in page) == is_pictured


def test_what_lacks_something_by_now_closes_none(findings, supervisor, inspection, server):
    fields = fields_of(supervisor)
    look_at(inspection, findings[0], text="又过期了", conclusion=Conclusion.NOT_RECTIFIED)
    answer = supervisor.send(HOME, **fields)
    assert (answer.status_code, "还没有回访确认已整改" in answer.text) == (400, True)
    assert fields_of(supervisor)["findings"] == [tick(findings[1])]


@pytest.mark.parametrize("spoilt", [{"findings": ["什么"]}, {"seen": ["什么"]}])
def test_a_form_that_no_page_of_ours_sent_is_refused(findings, supervisor, spoilt):
    answer = supervisor.send(HOME, **{**fields_of(supervisor), **spoilt})
    assert answer.status_code == 400
    assert len(fields_of(supervisor)["findings"]) == 2


def test_no_tick_is_said_beside_the_list(findings, supervisor):
    fields = {name: some for name, some in fields_of(supervisor).items() if name != "findings"}
    answer = supervisor.send(HOME, **fields)
    assert (answer.status_code, "请勾选要销号的问题" in answer.text) == (400, True)
