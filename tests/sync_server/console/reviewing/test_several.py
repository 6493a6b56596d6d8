"""Several visits approved in one act, each as it was seen; what changed is named and left."""

import pytest

from domain.kinds.register.district import DistrictSet
from sync_server.data.tables import VisitRow
from tests.builders.drawn_forms import form_on
from tests.builders.handset import write
from tests.builders.office import Inspection, amend
from tests.builders.queue import hand_in
from tests.builders.server import version_of

PAGE = "/review/several"


@pytest.fixture
def chen(server) -> Inspection:
    return Inspection.of(server)


@pytest.fixture
def three(server, chen) -> list[str]:
    """Three waiting visits without flags; the last is Chen's."""
    wang = Inspection.of(server, "wang.fang")
    return [
        hand_in(wang, "school-2"),
        hand_in(wang, "school-3"),
        hand_in(chen, "school-1"),
    ]


def form(browser, page: str = PAGE) -> dict[str, list[str]]:
    return form_on(browser.page(page), "SeveralForm").fields


def states(server, visits) -> list[str]:
    with server.database.session() as session:
        return [str(session.get(VisitRow, each).state) for each in visits]


def test_what_is_ticked_is_approved_and_nothing_else(three, supervisor, server):
    answer = supervisor.send(PAGE, **form(supervisor), visits=three[:2])
    assert answer.headers["location"] == f"{PAGE}?done=2"
    assert states(server, three) == ["approved", "approved", "submitted"]
    page = supervisor.page(f"{PAGE}?done=2")
    assert "已通过 2 次督导" in page
    assert [name in page for name in ("第2小学", "第3小学", "第1小学")] == [False, False, True]


def test_what_changed_meanwhile_is_named_and_left(three, supervisor, server, chen):
    fields = form(supervisor)
    amend(chen, reason="补了一处")
    answer = supervisor.send(PAGE, **fields, visits=three)
    assert answer.status_code == 409
    assert "其余勾选的都已通过" in answer.text
    assert "第1小学 2026-05-14：开始更正" in answer.text
    assert "补了一处" in answer.text
    assert states(server, three) == ["approved", "approved", "submitted"]


def test_what_is_flagged_meanwhile_is_left_though_its_version_is_the_same(
    three, supervisor, server, chen
):
    fields = form(supervisor)
    seen = version_of(server.database, three[2])
    write(
        server, "wanshan", (DistrictSet(district="wanshan", name="万山", short_dwell_min=60), None)
    )
    assert version_of(server.database, three[2]) == seen
    answer = supervisor.send(PAGE, **fields, visits=three[2:])
    assert (answer.status_code, "它有了系统提示" in answer.text) == (409, True)
    assert states(server, three) == ["submitted"] * 3


def test_flagged_visits_are_not_offered(chen, supervisor):
    hand_in(chen, "school-1", north_m=1900)
    assert "没有可以成批通过的督导" in supervisor.page(PAGE)


def test_filters_narrow_it_and_stay(three, supervisor):
    page = supervisor.page(f"{PAGE}?account=chen.jing")
    assert [each in page for each in three] == [False, False, True]
    fields = form(supervisor, f"{PAGE}?account=chen.jing")
    answer = supervisor.send(PAGE, **fields, visits=three[2:])
    assert answer.headers["location"] == f"{PAGE}?account=chen.jing&done=1"


def test_nothing_ticked_is_asked_for(three, supervisor, server):
    answer = supervisor.send(PAGE, **form(supervisor))
    assert (answer.status_code, "请勾选要通过的督导" in answer.text) == (400, True)
    assert states(server, three) == ["submitted"] * 3


def test_a_tick_that_the_page_did_not_offer_is_refused(three, supervisor, server):
    answer = supervisor.send(PAGE, **form(supervisor), visits=["0" * 64])
    assert answer.status_code == 400
    assert states(server, three) == ["submitted"] * 3


@pytest.mark.parametrize("count", [50, 51])
def test_more_than_a_page_of_them_goes_on_behind(server, supervisor, monkeypatch, count):
    monkeypatch.setattr("sync_server.review.queue.AT_ONCE", count - 48)
    wang = Inspection.of(server, "wang.fang")
    visits = [hand_in(wang, school) for school in ("school-1", "school-2", "school-3")]
    page = supervisor.page(PAGE)
    assert ('rel="next"' in page) == (count == 50)
    assert (visits[2] in page) == (count == 51)
