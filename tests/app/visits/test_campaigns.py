"""How far campaigns are, and how long they still run."""

from app.visits.campaigns import campaign_tasks
from tests.builders.district import TODAY, a_campaign, a_district, day

NOWHERE: dict[str, frozenset[str]] = {}


def task(campaign, visited=NOWHERE):
    (found,) = campaign_tasks(a_district(campaigns=(campaign,)), visited, TODAY)
    return found


def test_visits_of_others_and_of_this_phone_count_together():
    campaign = a_campaign(visited=("school-1", "school-7"))
    found = task(campaign, {"c1": frozenset({"school-4"})})
    assert found.done == {"school-1", "school-4"}
    assert found.left == ("school-99",)
    assert not found.is_done


def test_visit_under_another_campaign_does_not_count():
    assert task(a_campaign(), {"c2": frozenset({"school-4"})}).done == frozenset()


def test_last_day_counts():
    assert task(a_campaign(to_on=day(4))).days_left == 5
    assert task(a_campaign(to_on=day(0))).days_left == 1
    assert task(a_campaign(to_on=day(-1))).days_left == 0


def test_campaign_to_come_says_when_it_begins():
    assert task(a_campaign(from_on=day(3))).days_until == 3
    assert task(a_campaign(from_on=day(-3))).days_until == -3


def test_what_ends_first_is_on_top_and_what_is_done_below():
    campaigns = (
        a_campaign("late", to_on=day(20)),
        a_campaign("done", to_on=day(1), schools=("school-1",), visited=("school-1",)),
        a_campaign("soon", to_on=day(2)),
    )
    tasks = campaign_tasks(a_district(campaigns=campaigns), NOWHERE, TODAY)
    assert [each.campaign.campaign_id for each in tasks] == ["soon", "late", "done"]


def test_phone_without_a_workbook_has_no_campaigns():
    assert campaign_tasks(None, NOWHERE, TODAY) == ()
