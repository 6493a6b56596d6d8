"""学时: who has how many of a year, what the year asks for, and how many were trained (0-11)."""

import re

import pytest

from domain.kinds.author import Role
from domain.kinds.office.training import TrainingMode, TrainingRecorded
from domain.kinds.register.person import PersonPrivate, PersonSet, Post
from tests.builders.handset import write

HOME = "/training-hours?year=2026"


@pytest.fixture
def clerk(browsers):
    return browsers("zhao.tong")


def hold(server, code: str, hours: float, *accounts: str, **more: object) -> None:
    facts = {"mode": TrainingMode.CENTRAL, "held_on": "2026-05-12", "title": "培训", **more}
    named = {"training_id": code, "hours": hours, "inspectors": accounts}
    body = TrainingRecorded.model_validate({**named, **facts})
    write(server, "wanshan", (body, None))


def chip(page: str, name: str) -> tuple[str, str]:
    """The look and the words of somebody's standing."""
    row = next(each for each in page.split("<tr") if f">{name}<" in each)
    found = re.search(r'class="chip ([\w-]*)"[^>]*>([^<]+)<', row)
    assert found is not None
    return found[1], found[2]


def test_39_hours_are_amber_and_40_are_green(server, clerk):
    hold(server, "t1", 39, "chen.jing", "wang.fang")
    hold(server, "t2", 1, "wang.fang", mode=TrainingMode.SELF_STUDY)
    page = clerk.page(HOME)
    assert chip(page, "陈静") == ("chip-notice", "学时不够，还差 1")
    assert chip(page, "王芳") == ("chip-approved", "达标")
    assert "督学 2 人，参训 2 人，覆盖率 100.0%；1 人达到 40 学时；共 79 学时" in page
    short = clerk.page(f"{HOME}&standing=short")
    assert ("陈静" in short, ">王芳<" in short) == (True, False)


def test_38_persons_of_6_hours_are_228(server, clerk):
    seats = [f"du.xue.{number}" for number in range(38)]
    for number, account in enumerate(seats):
        person = PersonSet(account=account, role=Role.INSPECTOR, zone="z2", post=Post.PART_TIME)
        write(server, "wanshan", (person, PersonPrivate(name=f"督学{number}")))
    hold(server, "t1", 6, *seats)
    assert "共 228 学时" in clerk.page(HOME)
    assert "38 人 × 6 学时 = 228" in clerk.page("/trainings/t1")
    assert "督学 40 人，参训 38 人，覆盖率 95.0%" in clerk.page(HOME)
    lines = clerk.get(f"{HOME[:15]}.csv?year=2026&zone=z2").content.decode("utf-8-sig").splitlines()
    assert lines[0] == "姓名,责任区,专/兼职,培训次,学时,其中集中培训,要求学时,状态"
    assert len(lines) == 39
    assert sum(int(each.split(",")[4]) for each in lines[1:]) == 228


def test_each_year_has_its_own_hours_and_those_of_who_left_stay(server, clerk):
    hold(server, "t1", 6, "chen.jing", held_on="2025-12-31")
    hold(server, "t2", 8, "chen.jing", held_on="2026-01-01")
    left = PersonSet(account="chen.jing", role=Role.INSPECTOR, zone="z1", closed_on="2026-02-01")
    write(server, "wanshan", (left, PersonPrivate(name="陈静")))
    now = clerk.page(HOME)
    assert "陈静" in now
    assert "督学 1 人，参训 0 人，覆盖率 0.0%；0 人达到 40 学时；共 8 学时" in now
    before = clerk.page("/training-hours?year=2025")
    assert "2025 年：督学 2 人，参训 1 人，覆盖率 50.0%" in before
    assert "共 6 学时" in before


def test_what_a_year_asks_for_is_set_with_the_year_it_begins(server, clerk, supervisor):
    hold(server, "t1", 39, "chen.jing", held_on="2025-05-12")
    hold(server, "t2", 39, "chen.jing")
    page = "/rules/hours"
    asked = {**supervisor.hidden(page, page), "from_year": "2026", "hours": "36"}
    look = supervisor.send(f"{page}/preview", **asked)
    assert "2026 年每人学时" in look.text
    assert supervisor.fill(page, page, from_year="2026", hours="36").status_code == 303
    assert chip(clerk.page(HOME), "陈静") == ("chip-approved", "达标")
    assert chip(clerk.page("/training-hours?year=2025"), "陈静")[1] == "学时不够，还差 1"
    assert "2026 年起" in clerk.page("/rules")
    assert supervisor.fill(page, page, from_year="2026", hours="36").status_code == 400


def test_a_name_leads_to_the_trainings_that_make_its_hours(server, clerk):
    hold(server, "t1", 6, "chen.jing")
    hold(server, "t2", 6, "wang.fang")
    page = clerk.page("/trainings?account=chen.jing&year=2026")
    assert 'href="/trainings?account=chen.jing&amp;year=2026"' in clerk.page(HOME)
    assert ('href="/trainings/t1"' in page, 'href="/trainings/t2"' in page) == (True, False)


def test_a_year_that_is_none_is_the_running_one(clerk):
    assert "2026 年：" in clerk.page("/training-hours?year=五月")
    assert "2026 年：" in clerk.page("/training-hours")
