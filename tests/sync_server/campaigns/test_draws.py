"""双随机: announced before its number, drawn by it into the plan, repeated by a stranger."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from domain.campaigns.seed import SeedSource
from domain.errors import BadInput, Conflict, NotAllowed
from domain.kinds.campaign.lots import DrawAnnounced, DrawShare
from domain.kinds.campaign.preparing import CampaignApproved
from domain.kinds.register.avoidance import AvoidanceSet
from sync_server.access.viewer import Viewer
from sync_server.campaigns.commands import CampaignCommands
from sync_server.campaigns.desk import CampaignDesk
from sync_server.campaigns.draws import draw_file
from sync_server.cli import app
from sync_server.data.accounts import PersonFacts
from sync_server.projection.rebuild import rebuild
from tests.builders.campaigns import a_plan, seen, stands
from tests.builders.handset import write

LI, CLERK = "li.zhuren", "zhao.tong"
PEOPLE = ("chen.jing", "wang.fang", LI)
BALLS = "03 08 15 22 27 31 + 09"


def a_draw(**fields: Any) -> DrawAnnounced:
    """A draw of one school of two, by the lottery of the Sunday after."""
    usual = {
        "criteria": "全部类型，全部责任区。",
        "shares": (DrawShare(name="全部单位", count=1, units=("school-1", "school-2")),),
        "people": PEOPLE,
        "teams": 1,
        "team_size": 3,
        "source": SeedSource.DOUBLE_COLOUR,
        "seed_on": "2026-05-17",
    }
    return DrawAnnounced(**{**usual, **fields})


@pytest.fixture
def campaign(commands: CampaignCommands) -> str:
    return commands.plan(CLERK, a_plan(units=())).id


@pytest.fixture
def announce(commands, server, campaign):
    def done(body=None, reason="", account=CLERK):
        where = seen(server.database, campaign)
        return commands.announce_draw(account, where, body or a_draw(), reason).id

    return done


@pytest.fixture
def hold(commands, server, campaign, clock):
    """Draws on the Sunday, unless another day is given."""

    def done(announcement, number=BALLS, days=3):
        clock.now += timedelta(days=days)
        return commands.draw(CLERK, seen(server.database, campaign), announcement, number)

    return done


@pytest.fixture
def taken(server, campaign, clock, tmp_path):
    """The file that somebody takes, changed by what is given; its path."""

    def done(change=None):
        viewer = Viewer(PersonFacts(LI, "李主任", "supervisor", "wanshan", "", None))
        page = CampaignDesk(server.database, clock).page(viewer, campaign)
        file = json.loads(draw_file(server.database, server.log_key, page).model_dump_json())
        if change is not None:
            change(file)
        path = tmp_path / "draw.json"
        path.write_text(json.dumps(file))
        return path

    return done


def run(path: Path, *more: str) -> int:
    with pytest.raises(SystemExit) as ended:
        app(["draw", str(path), *more])
    return int(ended.value.code or 0)


def test_what_was_drawn_is_in_the_plan_and_every_table_follows(server, campaign, announce, hold):
    write(server, "wanshan", (AvoidanceSet(account="liu.na", school_id="school-1"), None))
    announcement = announce()
    assert stands(server.database, campaign).plan.teams == ()
    hold(announcement)
    found = stands(server.database, campaign)
    (draw,), (team,) = found.draws, found.plan.teams
    assert draw.drawn is not None
    assert draw.drawn.digits == "03081522273109"
    assert set(team.people) == set(PEOPLE)
    assert team.units == draw.drawn.teams[0].units
    assert len(team.units) == 1
    assert found.ignored == ()
    assert rebuild(server.database) == {}


def test_the_number_comes_after_the_announcement_and_is_one(announce, hold):
    for fields, field in (
        ({"seed_on": "2026-05-14"}, "seed_on"),
        ({"seed_on": "2026-05-18"}, "seed_on"),
        ({"source": SeedSource.OTHER}, "source_words"),
        ({"team_size": 2}, "team_size"),
        ({"people": PEOPLE[:2]}, "people"),
    ):
        with pytest.raises(BadInput) as refused:
            announce(a_draw(**fields))
        assert refused.value.specific_code == field
    announcement = announce()
    for number, days in ((BALLS, 0), ("03 08 15", 3)):
        with pytest.raises(BadInput) as refused:
            hold(announcement, number, days)
        assert refused.value.specific_code == "number"


def test_it_is_announced_anew_for_a_reason_and_drawn_once(server, campaign, announce, hold):
    first = announce()
    with pytest.raises(BadInput, match="写明原因"):
        announce()
    second = announce(reason="漏了一所学校")
    with pytest.raises(BadInput, match="重新公布"):
        hold(first)
    hold(second, days=0)
    with pytest.raises(BadInput, match="抽过"):
        hold(second, days=0)
    assert [each.drawn is not None for each in stands(server.database, campaign).draws] == [
        False,
        True,
    ]


def test_only_the_desk_draws_and_over_what_it_saw(commands, server, campaign, announce):
    old = seen(server.database, campaign)
    with pytest.raises(NotAllowed):
        announce(account="chen.jing")
    announce()
    with pytest.raises(Conflict):
        commands.announce_draw(CLERK, old, a_draw(), "再来")
    unknown = a_draw(shares=(DrawShare(name="全部", count=1, units=("school-9",)),))
    with pytest.raises(BadInput, match="不在用"):
        announce(unknown, "换一所")


def test_who_has_to_avoid_a_unit_never_goes_there(server, campaign, announce, hold):
    write(server, "wanshan", (AvoidanceSet(account="chen.jing", school_id="school-1"), None))
    with pytest.raises(BadInput, match="其余都要回避"):
        announce()
    others = (DrawShare(name="全部单位", count=1, units=("school-2",)),)
    announcement = announce(a_draw(shares=others))
    write(server, "wanshan", (AvoidanceSet(account="wang.fang", school_id="school-2"), None))
    with pytest.raises(BadInput, match=r"不能写进方案.*要回避"):
        hold(announcement)
    assert stands(server.database, campaign).plan.teams == ()


def test_an_approved_plan_gets_units_for_a_reason(commands, server, campaign, announce, hold):
    one = (DrawShare(name="全部单位", count=1, units=("school-1",)),)
    hold(announce(a_draw(shares=one)))
    approval = CampaignApproved(approved_on="2026-05-17")
    commands.approve(LI, seen(server.database, campaign), approval, "")
    two = (DrawShare(name="全部单位", count=1, units=("school-2",)),)
    more = a_draw(shares=two, seed_on="2026-05-19")
    with pytest.raises(BadInput, match="写明原因"):
        announce(more)
    hold(announce(more, "补充一所"), days=2)
    found = stands(server.database, campaign)
    assert found.plan.all_units == ("school-1", "school-2")
    assert found.added["school-2"].text == "补充一所"


def test_a_stranger_repeats_it_from_the_file(server, announce, hold, taken, capsys):
    announcement = announce()
    assert run(taken()) == 1
    assert "还没有抽取" in capsys.readouterr().out
    assert run(taken(), "--number", BALLS) == 0
    tried = capsys.readouterr().out
    hold(announcement)
    key = server.log_key.public_hex
    assert run(taken(), "--key", key) == 0
    told = capsys.readouterr().out
    assert "和记录的结果一样" in told
    team = next(line for line in told.splitlines() if "第 1 组" in line)
    assert team in tried
    assert run(taken(), "--key", "0" * 64) == 1


def without_first_announcement(file):
    file["lines"].pop(1)


def another_unit(file):
    number = next(at for at, line in enumerate(file["lines"]) if "draw_announced" in line)
    file["lines"][number] = file["lines"][number].replace("school-2", "school-3")


def another_key(file):
    file["log_public_key"] = "0" * 64


def without_receipts(file):
    file["receipts"] = []


def another_number(file):
    file["lines"][-1] = file["lines"][-1].replace("03081522273109", "03081522273110")


def another_campaign(file):
    file["lines"].pop(0)


def another_time(file):
    file["receipts"][1]["accepted_at"] = "2026-05-13T04:00:00.000Z"


@pytest.mark.parametrize(
    "change",
    [
        another_unit,
        without_first_announcement,
        another_key,
        without_receipts,
        another_number,
        another_campaign,
        another_time,
    ],
)
def test_a_changed_file_is_found_out(announce, hold, taken, change, capsys):
    announce()
    hold(announce(reason="漏了一所学校"))
    assert run(taken()) == 0
    assert run(taken(change)) == 1
    assert capsys.readouterr().err


def test_what_is_no_such_file_is_said_so(tmp_path, capsys):
    path = tmp_path / "no.json"
    assert run(path) == 1
    path.write_text("{}")
    assert run(path) == 1
    assert "不是双随机核验文件" in capsys.readouterr().err
