"""What makes a robot speak: hazards at once, one digest a working day, nothing twice or lost."""

import threading
from datetime import UTC, datetime, timedelta

import pytest

from domain.kinds.register.calendar import CalendarSet, CalendarSort
from domain.kinds.register.closing_rule import ClosingRule, ClosingRuleSet
from domain.kinds.register.hazard_duty import HazardDutySet
from domain.kinds.register.robot import RobotSort
from sync_server.data.findings.listing import FindingFilter
from sync_server.data.paging import Place
from sync_server.ledger.keys import LogKey
from sync_server.office.commands import Office, SeenHazard
from sync_server.overview.findings_list import Findings
from sync_server.robots.messenger import Messenger
from sync_server.robots.post_box import Outcome, PostBox
from sync_server.robots.sealed import Sealed
from tests.builders.group_robots import SECRET
from tests.builders.handset import a_school, write
from tests.builders.server import version_of
from tests.sync_server.robots.conftest import HOME
from tests.sync_server.robots.test_no_names import a_supervisor

EARLY = datetime(2026, 5, 14, 0, 0, tzinfo=UTC)
"""Eight in the morning of a Thursday."""
NO_DIGEST = {"digest_hour": 23}


def outcomes(server) -> list[str]:
    return [each.outcome for each in PostBox(server.database).newest("wanshan", 100)]


def see(server, visit: str, finding_id: str = "f1") -> None:
    seen = SeenHazard(visit, version_of(server.database, visit), finding_id)
    Office(server.database, server.committer).see_hazard("li.zhuren", seen)


def handed_in(speaking) -> None:
    """A visit with a hazard waits for a verdict."""
    speaking.bring_hazard()
    speaking.inspection.submit()
    speaking.inspection.push()


@pytest.fixture
def morning(clock) -> None:
    """The day has just begun."""
    clock.now = EARLY


def test_a_hazard_is_told_as_it_arrives_and_once(server, groups, speaking, set_robot):
    turn = HazardDutySet(
        duty_id="h1", account="li.zhuren", from_on="2026-05-11", to_on="2026-05-17"
    )
    write(server, "wanshan", (turn, None))
    set_robot(**NO_DIGEST)
    assert speaking.deliver() == 0
    speaking.bring_hazard()
    assert speaking.deliver() == 1
    (text,) = groups.texts
    assert text.splitlines() == [
        "【督迹】万山区：有一条安全隐患",
        "单位：第1小学",
        "收到时间：5月14日 12:00",
        "请今天值班的同志尽快查看。",
        "请登录督导室网页查看。",
        "https://duji.example.cn/findings?hazard=unseen",
    ]
    assert speaking.deliver() == 0
    speaking.begin_again()
    assert speaking.deliver() == 0
    assert len(groups.texts) == 1


@pytest.mark.parametrize("sort", list(RobotSort))
def test_every_make_tells_of_it(groups, speaking, set_robot, sort):
    groups.secret = "" if sort is RobotSort.WECOM else SECRET
    set_robot(sort, **NO_DIGEST)
    speaking.bring_hazard()
    assert speaking.deliver() == 1
    assert "今天没有登记值班人，请尽快安排查看。" in groups.texts[0]


def test_what_arrived_before_the_robot_was_switched_on_is_in_the_digest_alone(
    clock, groups, speaking, set_robot
):
    speaking.bring_hazard()
    clock.move(minutes=1)
    set_robot(**NO_DIGEST)
    assert speaking.deliver() == 0
    clock.move(hours=4)
    assert speaking.deliver() == 0
    assert groups.texts == []


def test_one_that_nobody_saw_within_the_rules_hours_is_told_once_again(
    server, clock, groups, speaking, set_robot
):
    rule = ClosingRuleSet(district="wanshan", rule=ClosingRule(hazard_seen_within_hours=3))
    write(server, "wanshan", (rule, None))
    set_robot(**NO_DIGEST)
    speaking.bring_hazard()
    assert speaking.deliver() == 1
    clock.move(hours=2, minutes=59)
    assert speaking.deliver() == 0
    clock.move(minutes=1)
    assert speaking.deliver() == 1
    assert "超过 3 小时还没有人看到" in groups.texts[1]
    clock.move(hours=9)
    assert speaking.deliver() == 0


def test_one_that_somebody_saw_is_not_told_again(server, clock, groups, speaking, set_robot):
    set_robot(**NO_DIGEST)
    speaking.bring_hazard()
    speaking.deliver()
    see(server, speaking.inspection.visit)
    clock.move(hours=3)
    assert speaking.deliver() == 0
    assert len(groups.texts) == 1


def test_one_that_was_seen_before_the_network_came_back_is_not_told(
    server, clock, groups, speaking, set_robot
):
    set_robot(**NO_DIGEST)
    groups.status = 503
    speaking.bring_hazard()
    assert speaking.deliver() == 0
    see(server, speaking.inspection.visit)
    groups.status = 0
    clock.move(minutes=5)
    assert speaking.deliver() == 0
    assert outcomes(server) == [Outcome.NEEDLESS]
    assert groups.texts == []


def test_none_is_lost_while_the_network_is_down(server, clock, groups, speaking, set_robot):
    set_robot(**NO_DIGEST)
    groups.status = 503
    speaking.bring_hazard()
    asked = []
    for _ in range(30):
        speaking.deliver()
        asked.append(groups.asked)
        clock.move(minutes=4)
    assert 8 <= asked[-1] <= 20
    speaking.begin_again()
    groups.status = 0
    clock.move(minutes=15)
    assert speaking.deliver() == 1
    assert groups.texts[0].startswith("【督迹】万山区：有一条安全隐患")
    clock.move(minutes=15)
    speaking.deliver()
    assert [each.count("超过 2 小时") for each in groups.texts] == [0, 1]


def test_after_a_day_it_is_given_up(server, clock, groups, speaking, set_robot):
    set_robot(**NO_DIGEST)
    groups.status = 503
    speaking.bring_hazard()
    speaking.deliver()
    clock.move(hours=25)
    speaking.deliver()
    assert Outcome.GIVEN_UP in outcomes(server)


def test_several_processes_tell_it_once(server, groups, sender, speaking, set_robot):
    set_robot(**NO_DIGEST)
    for number in range(3):
        speaking.bring_hazard(f"f{number}", f"school-{number + 1}")
    server.follower.catch_up()
    together = threading.Barrier(3)

    def deliver() -> None:
        together.wait(10)
        Messenger(server, sender, HOME).deliver()

    threads = [threading.Thread(target=deliver) for _ in range(3)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(30)
    speaking.deliver()
    units = sorted(text.splitlines()[1] for text in groups.texts)
    assert units == ["单位：第1小学", "单位：第2小学", "单位：第3小学"]


def test_a_crowd_of_hazards_keeps_within_the_makers_limit(clock, groups, speaking, set_robot):
    set_robot(**NO_DIGEST)
    for number in range(21):
        speaking.bring_hazard(f"f{number}")
    for _ in range(30):
        speaking.deliver()
        clock.move(seconds=3)
    assert len(groups.texts) == groups.asked == 21


def test_who_is_too_fast_all_the_same_waits_ten_minutes(clock, groups, speaking, set_robot):
    set_robot(**NO_DIGEST)
    groups.status = 429
    speaking.bring_hazard()
    speaking.deliver()
    groups.status = 0
    clock.move(minutes=9)
    assert speaking.deliver() == 0
    clock.move(minutes=1)
    assert speaking.deliver() == 1


@pytest.mark.usefixtures("morning")
def test_the_digest_has_the_start_pages_numbers(clock, groups, speaking, set_robot):
    handed_in(speaking)
    clock.move(minutes=1)
    set_robot(digest_hour=9)
    assert speaking.deliver() == 0
    clock.move(hours=1)
    assert speaking.deliver() == 1
    (text,) = groups.texts
    assert text.splitlines() == [
        "【督迹】万山区 5月14日要办的事",
        "安全隐患还没有人看到：1 条",
        "等审核的督导：1 次",
        "等下达通知书的单位：1 个",
        "本学期还没有到过的单位：2 个",
        "https://duji.example.cn/",
    ]


@pytest.mark.usefixtures("morning")
def test_the_digest_comes_once_a_day(clock, groups, speaking, set_robot):
    handed_in(speaking)
    clock.move(minutes=1)
    set_robot(digest_hour=9)
    clock.move(hours=1)
    assert speaking.deliver() == 1
    speaking.begin_again()
    clock.move(hours=5)
    assert speaking.deliver() == 0
    clock.now = EARLY + timedelta(days=1, hours=1)
    assert speaking.deliver() == 1
    assert "5月15日" in groups.texts[1]
    assert "1 条，其中 1 条超时" in groups.texts[1]


@pytest.mark.usefixtures("morning")
def test_the_digest_keeps_to_the_offices_calendar(server, clock, groups, speaking, set_robot):
    days = (
        ("free", CalendarSort.PUBLIC_HOLIDAY, "2026-05-14"),
        ("sunday", CalendarSort.WORKDAY, "2026-05-17"),
    )
    lines = [
        CalendarSet(calendar_id=each, name=each, sort=sort, from_on=day, to_on=day)
        for each, sort, day in days
    ]
    write(server, "wanshan", *((each, None) for each in lines))
    set_robot()
    told = []
    for _ in range(5):
        speaking.deliver()
        told.append(len(groups.texts))
        clock.move(days=1)
    assert told == [0, 1, 1, 2, 3]


@pytest.mark.usefixtures("morning")
def test_where_nothing_waits_nothing_is_sent(clock, server, groups, speaking, set_robot):
    schools = [a_school(f"school-{number}", is_active=False) for number in (1, 2, 3)]
    write(server, "wanshan", *((each, None) for each in schools))
    set_robot()
    assert speaking.deliver() == 0
    assert outcomes(server) == [Outcome.NEEDLESS]
    speaking.bring_hazard()
    assert speaking.deliver() == 1
    clock.move(hours=1)
    assert speaking.deliver() == 0
    assert groups.asked == 1


@pytest.mark.usefixtures("morning")
def test_a_digest_of_yesterday_is_not_sent(clock, server, groups, speaking, set_robot):
    set_robot()
    groups.status = 503
    speaking.deliver()
    groups.status = 0
    clock.now = EARLY + timedelta(days=1)
    speaking.deliver()
    assert [text.splitlines()[0] for text in groups.texts] == ["【督迹】万山区 5月15日要办的事"]
    assert set(outcomes(server)) == {Outcome.SENT, Outcome.NEEDLESS}


def test_a_robot_that_is_switched_off_says_nothing(groups, speaking, set_robot):
    set_robot()
    set_robot(is_on=False)
    speaking.bring_hazard()
    assert speaking.deliver() == 0
    assert groups.asked == 0


def test_an_address_that_another_key_sealed_is_told_of_and_not_called(
    server, groups, speaking, set_robot, monkeypatch
):
    set_robot(**NO_DIGEST)
    other = LogKey.generate().private_bytes()
    monkeypatch.setattr(speaking.messenger, "_sealed", Sealed(server.database, other))
    speaking.bring_hazard()
    assert speaking.deliver() == 0
    (row,) = PostBox(server.database).newest("wanshan", 5)
    assert (row.outcome, "读不出来" in row.said) == (Outcome.WAITING, True)
    assert groups.asked == 0


def test_nothing_of_the_address_stands_open_in_the_database(server, groups, set_robot, tmp_path):
    groups.secret = SECRET
    set_robot()
    if not server.database.is_sqlite:
        return
    raw = b"".join(path.read_bytes() for path in (tmp_path / "data").glob("duji.db*"))
    assert b"access_token" not in raw
    assert SECRET.encode() not in raw


def test_its_thread_tells_by_itself_and_stops(server, groups, speaking, set_robot, monkeypatch):
    monkeypatch.setattr("sync_server.robots.messenger.EVERY_S", 0.02)
    set_robot(**NO_DIGEST)
    speaking.bring_hazard()
    server.follower.catch_up()
    speaking.messenger.start()
    for _ in range(500):
        if groups.texts:
            break
        threading.Event().wait(0.02)
    speaking.messenger.close()
    assert len(groups.texts) == 1
    assert outcomes(server) == [Outcome.SENT]


def test_the_list_of_findings_marks_what_was_not_seen_in_time(server, clock, speaking):
    handed_in(speaking)
    found = Findings(server.database, clock)
    marks = []
    for _ in range(2):
        listed = found.found(a_supervisor(), FindingFilter("")).read(Place(), 10)
        marks += [each.is_seen_late for each in listed]
        clock.move(hours=2)
    assert marks == [False, True]
