"""This month, its follow-ups and campaigns, and one place before a visit."""

import asyncio
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import flet as ft
import pytest

from domain.clock import format_instant
from domain.kinds.campaign.course import CampaignState
from domain.kinds.visit.builder import State
from domain.kinds.visit.plan import VisitType
from domain.kinds.visit.review import Verdict
from domain.wire.workbook import Workbook, WorkbookReview
from tests.app.ui.played_day import PlayedDay
from tests.builders.district import KINDERGARTEN, PRIMARY, a_campaign, a_district, day
from tests.builders.register import a_workbook, an_office_visit
from tests.builders.trail import MAY_14


async def played(folder: Path, workbook: Workbook | None = None) -> PlayedDay:
    made = PlayedDay(folder, workbook)
    await made.begin()
    return made


@pytest.fixture
async def at_work(tmp_path: Path) -> AsyncIterator[PlayedDay]:
    """Chen Jing on her month's screen."""
    made = await played(tmp_path / "phone")
    yield made
    await made.end()


def card_texts(phone, key: str) -> str:
    """Everything on the card with this key."""
    return str(phone.texts(phone.all(key=key)[0]))


async def test_month_says_duty_days_left_and_what_waits(at_work):
    shown = at_work.phone.texts()
    assert "本月督导 0 次" in shown
    assert "应督导 3，已完成 0" in shown
    assert "本月还有 18 天" in shown
    assert "3 个问题要回访" in shown
    assert "1 个已过期限，1 个已报整改，1 个一周内到期" in shown
    assert "我的责任单位" in shown


async def test_school_says_what_is_open_and_the_most_urgent(at_work):
    said = card_texts(at_work.phone, "school-school-1")
    assert "0/2 次" in said
    assert "还没去过" in said
    assert "3 个问题未销号" in said
    assert "要回访 2 个，最急的已过期限 3 天" in said
    assert "要回访 1 个：还有 4 天到期" in card_texts(at_work.phone, "school-school-2")


async def test_schools_alone_are_called_schools(tmp_path):
    made = await played(tmp_path / "phone", a_district(schools=(PRIMARY, KINDERGARTEN)))
    assert "我的学校" in made.phone.texts()
    await made.end()


async def test_what_came_back_and_what_is_unfinished_stay_on_top(at_work):
    await at_work.open_visit()
    await at_work.phone.back()
    shown = at_work.phone.texts()
    assert shown.index("没做完的督导") < shown.index("本月督导 0 次") < shown.index("今天的行程")


async def test_visit_the_office_gave_back_comes_first_with_its_words(at_work):
    await at_work.open_visit()
    visits, visit_id = at_work.installed.ui.session.visits, at_work.visit.visit_id
    head = visits.submit(visit_id, has_no_problem=True).head
    said = WorkbookReview(
        verdict=Verdict.RETURNED, text="请写明留样情况", by_name="李主任", at=format_instant(MAY_14)
    )
    facts = {"state": State.RETURNED, "tip": "e" * 64, "reviews": (said,)}
    at_work.server.show(an_office_visit(visit_id, head=head, **facts))
    await at_work.installed.ui.auto_sync.run()
    await at_work.phone.navigate("/")
    await at_work.phone.wait_for("督导室退回，请补充")
    shown = at_work.phone.texts()
    assert "“请写明留样情况”——李主任" in shown
    assert shown.index("督导室退回") < shown.index("本月督导 1 次")


async def test_district_without_anything_says_what_to_do(tmp_path):
    bare = a_workbook(schools=(), themes=(), checklists=())
    made = await played(tmp_path / "phone", bare)
    shown = made.phone.texts()
    assert "还没有分给您的责任单位" in shown
    assert "本月督导任务已完成" not in shown
    assert "督导室还没有发本月主题" in shown
    assert "要回访" not in shown
    assert "专项任务" not in shown
    await made.end()


async def test_follow_ups_open_the_school_they_are_at(at_work):
    phone = at_work.phone
    await phone.press("3 个问题要回访")
    await phone.wait_for("待回访的问题")
    shown = phone.texts()
    order = [shown.index(text) for text in ("灭火器压力不足", "留样不足", "食谱没有公示")]
    assert order == sorted(order)
    assert "已过期限 3 天" in shown
    assert "安全隐患" in shown
    assert "整改通知书：督改〔2026〕7号，期限 2026-05-11" in shown
    assert "督导室还没有看到" in shown
    assert "已下达" in shown
    assert "学校已报整改，待查看" in shown
    assert "2026-05-12\n报称已整改：已换新" in shown
    assert "另有 1 个问题未销号" in shown
    await phone.tap(phone.one(ft.TextButton, key="see-soon"))
    await phone.wait_for("河湾镇中心幼儿园")
    assert phone.page.route == "/school/school-2"


async def test_nothing_to_follow_up_is_said(tmp_path):
    made = await played(tmp_path / "phone", a_district(findings=()))
    await made.phone.navigate("/follow-ups")
    await made.phone.wait_for("现在没有要回访的问题")
    await made.end()


async def test_campaign_says_what_to_do_and_what_is_left(at_work):
    phone = at_work.phone
    assert "还有 5 天" in card_texts(phone, "campaign-c1")
    assert "已去 0/3 个单位" in card_texts(phone, "campaign-c1")
    await phone.press("培训机构专项治理")
    await phone.wait_for("逐家核对收费公示。")
    shown = phone.texts()
    assert "5月4日至5月18日" in shown
    assert "招生与收费" in shown
    assert "名册里没有的单位" in shown
    assert phone.one(ft.ListTile, key="campaign-school-school-99").on_click is None


async def test_a_teams_campaign_says_who_goes_and_is_signed_for(tmp_path):
    team: dict[str, object] = {"team": "第一组", "people": ("chen.jing",)}
    campaign = a_campaign(state=CampaignState.APPROVED, scope="全部机构。", **team)
    made = await played(tmp_path / "phone", a_district(campaigns=(campaign,)))
    phone, receipts = made.phone, made.installed.ui.session.campaign_receipts
    await phone.navigate("/campaign/c1")
    await phone.wait_for("实地督导还没有开始")
    for said in ("第一组：", "全部机构。", "签收表示您看过了方案"):
        assert said in str(phone.texts())
    await phone.press("签收方案")
    await phone.until(lambda: not receipts.awaits(campaign))
    await phone.until(lambda: "签收表示" not in str(phone.texts()))
    await made.end()


async def test_what_a_school_found_on_itself_is_read_before_the_visit(tmp_path):
    said = {"school_id": "school-1", "has_problems": True, "reported_on": "2026-05-12"}
    report = {**said, "text": "一名教师在外兼课。"}
    campaign = a_campaign(asks_self_checks=True, self_checks=(report,))
    made = await played(tmp_path / "phone", a_district(campaigns=(campaign,)))
    phone = made.phone
    await phone.navigate("/campaign/c1")
    await phone.wait_for("自查有问题")
    assert "还没有报自查" in str(phone.texts())
    await phone.navigate("/school/school-1/c1")
    await phone.wait_for("一名教师在外兼课。")
    assert "5月12日报送" in phone.texts()
    await phone.navigate("/school/school-4/c1")
    await phone.wait_for("到校时问一问")
    await made.end()


async def test_school_of_a_campaign_is_visited_under_it_and_then_done(at_work):
    phone = at_work.phone
    await phone.press("培训机构专项治理")
    await phone.press("启明艺术培训中心")
    await phone.wait_for("开始时已备好")
    assert "专项督导 · 督导内容 1 项 · 清单 5 项" in phone.texts()
    await phone.press("开始这次督导")
    await phone.wait_for("先记录")
    visit = at_work.visit
    assert (visit.campaign_id, visit.visit_type) == ("c1", VisitType.SPECIAL)
    at_work.installed.ui.session.visits.submit(visit.visit_id, has_no_problem=True)
    await phone.navigate("/campaign/c1")
    await phone.wait_for("已去过")
    assert "已去 1/3 个单位" in phone.texts()


async def test_way_back_from_a_campaigns_school_leads_to_the_campaign(at_work):
    phone = at_work.phone
    await phone.press("培训机构专项治理")
    await phone.press("启明艺术培训中心")
    await phone.wait_for("开始时已备好")
    await phone.back()
    await phone.wait_for("逐家核对收费公示。")


async def test_campaign_that_is_gone_is_said(at_work):
    await at_work.phone.navigate("/campaign/none")
    await at_work.phone.wait_for("没有这项任务")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"to_on": day(0)}, "今天截止"),
        ({"to_on": day(-2)}, "已截止"),
        ({"from_on": day(3)}, "3 天后开始"),
        ({"schools": ("school-1",), "visited": ("school-1",)}, "都去过了"),
        ({"schools": (), "brief": ""}, "专项督导"),
    ],
)
async def test_every_standing_of_a_campaign_has_its_words(tmp_path, fields, said):
    made = await played(tmp_path / "phone", a_district(campaigns=(a_campaign(**fields),)))
    assert said in card_texts(made.phone, "campaign-c1")
    await made.phone.navigate("/campaign/c1")
    await made.phone.wait_for("怎么查")
    assert said in made.phone.texts()
    await made.end()


async def test_opening_a_visit_takes_two_taps_and_all_is_there(at_work):
    phone = at_work.phone
    await phone.press("栖云实验小学")
    await phone.press("开始这次督导")
    await phone.wait_for("先记录")
    visit = at_work.visit
    assert (visit.theme_id, len(visit.items)) == ("may", 5)
    assert (visit.checklist.checklist_id, visit.checklist.version) == ("may", 2)


async def test_school_shows_what_will_be_there_and_what_is_open(at_work):
    phone = at_work.phone
    await phone.press("栖云实验小学")
    await phone.wait_for("开始时已备好")
    shown = phone.texts()
    assert "课程与控辍保学" in shown
    assert "经常性督导 · 督导内容 5 项 · 清单 4 项 · 待回访问题 2 个" in shown
    assert shown.index("灭火器压力不足") < shown.index("留样不足") < shown.index("档案不全")
    assert "门卫脱岗" not in shown


async def test_task_is_chosen_before_the_visit(at_work):
    phone = at_work.phone
    await phone.press("栖云实验小学")
    await phone.wait_for("这次为了")
    await phone.set(phone.one(ft.Chip, key="task-c1"), True)
    await phone.wait_for("招生与收费")
    await phone.set(phone.one(ft.Chip, key="task-None"), True)
    await phone.wait_for("课程与控辍保学")
    await phone.set(phone.one(ft.Chip, key="task-c1"), True)
    await phone.press("开始这次督导")
    await phone.wait_for("先记录")
    assert at_work.visit.campaign_id == "c1"


async def test_going_from_school_to_school_shows_the_other(at_work):
    phone = at_work.phone
    await phone.navigate("/school/school-4/c1")
    await phone.wait_for("启明艺术培训中心")
    await phone.navigate("/school/school-3")
    await phone.wait_for("青石镇人民政府")
    assert "启明艺术培训中心" not in phone.texts()
    assert "经常性督导" in phone.texts()


async def test_school_before_is_not_shown_while_the_next_is_read(at_work, monkeypatch):
    phone, may_read = at_work.phone, threading.Event()
    await phone.navigate("/school/school-4")
    await phone.wait_for("启明艺术培训中心")
    visits = at_work.installed.ui.session.visits
    read = visits.school

    def slowly(*asked):
        may_read.wait(60)
        return read(*asked)

    monkeypatch.setattr(visits, "school", slowly)
    moving = asyncio.ensure_future(phone.navigate("/school/school-3"))
    await phone.until(lambda: "正在读取" in phone.texts())
    assert "启明艺术培训中心" not in phone.texts()
    may_read.set()
    await moving
    await phone.wait_for("青石镇人民政府")


async def test_institution_and_township_are_inspected_like_schools(at_work):
    phone = at_work.phone
    await phone.navigate("/school/school-4")
    await phone.wait_for("名册里还没有这里的位置")
    assert "这所学校" not in phone.texts()
    await phone.navigate("/school/school-3")
    await phone.wait_for("您还没有来这里督导过")
    assert "学校" not in phone.texts()


async def test_unfinished_visit_is_gone_on_with_or_another_begun(at_work):
    await at_work.open_visit()
    first = at_work.visit.visit_id
    phone = at_work.phone
    await phone.navigate("/school/school-1")
    await phone.wait_for("继续今天的督导")
    at_work.clock.go_on(days=1)
    await phone.navigate("/")
    await phone.navigate("/school/school-1")
    await phone.wait_for("继续 5月14日的")
    await phone.press("另开一次")
    await phone.wait_for("先记录")
    assert at_work.visit.visit_id != first


async def test_school_that_nobody_knows_is_said(at_work):
    await at_work.phone.navigate("/school/nowhere")
    await at_work.phone.wait_for("没有找到这样的单位")
