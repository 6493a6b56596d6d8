"""A checklist is taken out of use from a day on, and back; the visits by it are a list."""

from tests.builders.campaigns import a_plan
from tests.builders.handset import write
from tests.builders.office import Inspection
from tests.builders.pages import matched
from tests.sync_server.console.checklists.test_checklist_pages import a_second_version
from tests.sync_server.console.checklists.test_editor import MONTH
from tests.sync_server.console.register.test_school import beside_in
from tests.sync_server.console.register.test_schools_list import as_csv, cells


def another(browser) -> str:
    """Where a checklist is that no theme goes by."""
    new = "/checklists/new"
    draft = browser.fill(new, new, title="校园食堂", copied_from="month-05").headers["location"]
    found: str = browser.fill(f"{draft}/publish", f"{draft}/publish").headers["location"]
    return found.partition("?")[0]


def closed(browser, checklist: str, day: str):
    """The answer to taking the checklist out of use from the day on."""
    return browser.fill(checklist, f"{checklist}/use", closed_on=day)


def test_one_that_a_theme_goes_by_stays_and_says_which(supervisor):
    answer = closed(supervisor, MONTH, "2026-05-20")
    assert answer.status_code == 400
    words = "“课程开设、课堂教学与控辍保学”还在用它，先给换成别的清单。"
    assert words in beside_in(answer, "use", "closed_on")
    assert cells(supervisor.page("/checklists"))[0][5] == "在用"


def test_one_that_a_campaign_goes_by_stays_until_that_is_over(supervisor, server):
    checklist = another(supervisor)
    plan = a_plan(checklist_id=checklist.rpartition("/")[2])
    write(server, "wanshan", (plan, None))
    answer = closed(supervisor, checklist, "2026-05-31")
    assert "“食堂专项”还在用它" in beside_in(answer, "use", "closed_on")
    assert closed(supervisor, checklist, "2026-06-01").status_code == 303


def test_it_goes_out_of_use_and_comes_back(supervisor):
    checklist = another(supervisor)
    name = checklist.rpartition("/")[2]
    theme = "/themes/month-05/edit"
    assert f'value="{name}"' in supervisor.page(theme)
    assert closed(supervisor, checklist, "2026-05-01").status_code == 303
    assert "2026-05-01 起停用" in supervisor.page("/checklists?state=closed")
    assert "校园食堂" not in supervisor.page("/checklists?state=active")
    assert f'value="{name}"' not in supervisor.page(theme)
    assert "2026-05-01" in supervisor.page(f"/history/checklist_use/{name}")
    assert closed(supervisor, checklist, "").status_code == 303
    assert f'value="{name}"' in supervisor.page(theme)


def test_two_at_once_are_told_apart(supervisor, browsers):
    checklist = another(supervisor)
    stale = supervisor.hidden(checklist, f"{checklist}/use")
    closed(supervisor, checklist, "2026-05-01")
    answer = supervisor.send(f"{checklist}/use", **{**stale, "closed_on": "2026-06-01"})
    assert answer.status_code == 409
    assert "2026-06-01" in answer.text


def test_who_may_not_set_the_register_may_not_close_it(browsers):
    assert browsers("zhao.tong").post(f"{MONTH}/use", on="/").status_code == 403


def test_the_visits_that_went_by_it_are_a_list_of_each_version(
    supervisor, server, inspection: Inspection
):
    inspection.open_visit()
    inspection.push()
    a_second_version(supervisor, server)
    links = matched(r'href="(/checklist-visits[^"]*)"', supervisor.page(MONTH))
    assert links == "/checklist-visits?checklist=month-05"
    (row,) = cells(supervisor.page("/checklist-visits?checklist=month-05&version=1"))
    assert (row[2], row[3]) == ("陈静", "第 1 版")
    assert as_csv(supervisor.get("/checklist-visits.csv?checklist=month-05"))[1][2] == "陈静"
    second = supervisor.page("/checklist-visits?checklist=month-05&version=2")
    assert "没有符合条件的" in second
