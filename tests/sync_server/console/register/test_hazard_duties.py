"""隐患值班: turns of duty are listed, set, changed and taken back."""

from datetime import date

import pytest

from sync_server.findings.watch import on_duty
from tests.sync_server.console.register.test_school import beside_in
from tests.sync_server.console.register.test_schools_list import cells

NEW = "/hazard-duties/new"
WEEK = {"account": "li.zhuren", "from_on": "2026-05-11", "to_on": "2026-05-17"}


def held_on(server, day: int) -> tuple[str, ...]:
    with server.database.session() as session:
        return on_duty(session, "wanshan", date(2026, 5, day))


def test_a_turn_is_set_shown_changed_and_taken_back(supervisor, server):
    page = supervisor.fill(NEW, NEW, **WEEK).headers["location"].partition("?")[0]
    listed = supervisor.page("/hazard-duties")
    assert "今天值班：李主任" in listed
    assert cells(listed) == [["李主任", "2026-05-11", "2026-05-17", "正在值班"]]
    assert (held_on(server, 17), held_on(server, 18)) == (("li.zhuren",), ())
    edit = f"{page}/edit"
    later = {**WEEK, "from_on": "2026-05-18", "to_on": "2026-05-24"}
    assert supervisor.fill(edit, edit, **later).status_code == 303
    listed = supervisor.page("/hazard-duties")
    assert "今天没有人值班" in listed
    assert cells(listed)[0][3] == "以后"
    assert '<td class="was">2026-05-11</td><td>2026-05-18</td>' in supervisor.page(page)
    supervisor.fill(edit, edit, **later, is_withdrawn="true")
    assert "还没有排隐患值班" in supervisor.page("/hazard-duties")
    assert "已取消" in supervisor.page(page)
    assert held_on(server, 18) == ()


@pytest.mark.parametrize(
    ("to_on", "words"),
    [("2026-05-10", "最后一天早于第一天"), ("2027-06-01", "比一年还长"), ("下周", "要写成")],
)
def test_days_that_cannot_be_are_refused_beside_their_field(supervisor, to_on, words):
    answer = supervisor.fill(NEW, NEW, **{**WEEK, "to_on": to_on})
    assert answer.status_code == 400
    assert words in beside_in(answer, "hazard_duty", "to_on")


def test_nobody_of_another_district_is_on_duty(supervisor, server):
    answer = supervisor.fill(NEW, NEW, **{**WEEK, "account": "chen.jing.other"})
    assert answer.status_code == 400
    assert held_on(server, 14) == ()
