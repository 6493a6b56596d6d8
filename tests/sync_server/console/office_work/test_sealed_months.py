"""A training of a sealed month: 补报 where it came later, 调整 where it was changed (S2)."""

import re

import pytest

from tests.sync_server.console.counted_scenes import recorded

APRIL = "/month/2026-04/changes"
TRAINING = {"held_on": "2026-04-15", "title": "四月培训", "mode": "central", "hours": "6"}
REASON = {"is_withdrawn": "true", "reason": "没有办成"}


@pytest.fixture
def clerk(browsers):
    """A clerk who sealed April with one training of 31."""
    clerk = browsers("zhao.tong")
    recorded(clerk, "/trainings", **TRAINING, others="31")
    clerk.fill(APRIL, "/month/2026-04/lock")
    return clerk


def page_of(clerk) -> str:
    found = re.search(r'href="(/trainings/[0-9a-f-]{36})"', clerk.page("/trainings?month=2026-04"))
    assert found is not None
    return found[1]


def work(clerk) -> list[list[str]]:
    """The list of what came of trainings and campaigns: name, list, why, difference."""
    table = clerk.page(APRIL).partition("培训和专项的补报、调整")[2].partition("</table>")[0]
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", table.partition("<tbody>")[2], re.DOTALL)
    cells = [re.findall(r"<td.*?</td>", row, re.DOTALL) for row in rows]
    return [[re.sub(r"<[^>]+>", "", cell).strip() for cell in row] for row in cells]


def figure(clerk, title: str) -> list[str]:
    """Sealed, late, adjusted, other and present."""
    page = clerk.page(APRIL)
    row = next(each for each in page.split("<tr") if f">{title}</td>" in each)
    return re.findall(r'class="num[^"]*">([^<]+)<', row)


def test_what_is_recorded_later_is_late(clerk):
    assert work(clerk) == []
    new = {**TRAINING, "held_on": "2026-04-20", "title": "补登的培训"}
    recorded(clerk, "/trainings", **new, others="9")
    assert work(clerk) == [["补登的培训", "补报", "锁定后送达", "培训场 +1、培训人次 +9"]]
    assert figure(clerk, "培训人次") == ["31", "+9", "0", "0", "40"]


def test_what_is_changed_or_withdrawn_is_adjusted(clerk):
    page = page_of(clerk)
    edit = f"{page}/edit"
    clerk.fill(edit, edit, **TRAINING, others="30")
    assert work(clerk) == [["四月培训", "调整", "更正", "培训人次 -1"]]
    clerk.fill(edit, edit, **TRAINING, others="31", **REASON)
    assert work(clerk) == [["四月培训", "调整", "作废", "培训场 -1、培训人次 -31"]]
    assert figure(clerk, "培训人次") == ["31", "0", "-31", "0", "0"]


def test_what_moves_to_another_month_is_out_of_one_and_into_the_other(clerk):
    clerk.fill("/month/2026-03/changes", "/month/2026-03/lock")
    edit = f"{page_of(clerk)}/edit"
    clerk.fill(edit, edit, **{**TRAINING, "held_on": "2026-03-31"}, others="31")
    assert work(clerk)[0][1:3] == ["调整", "改期移出（2026年3月）"]
    march = clerk.page("/month/2026-03/changes")
    assert "改期移入（2026年4月）" in march


def test_a_new_version_begins_anew(clerk):
    edit = f"{page_of(clerk)}/edit"
    clerk.fill(edit, edit, **TRAINING, others="30")
    clerk.fill(APRIL, "/month/2026-04/unlock", reason="更正")
    clerk.fill(APRIL, "/month/2026-04/lock")
    assert work(clerk) == []
