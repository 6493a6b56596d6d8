"""Looking again at earlier problems: what was asked, what the school says, before beside after."""

from datetime import UTC, datetime, timedelta

import flet as ft
import pytest
from PIL import Image

from app.visits.photos.acts import Belonging
from domain.clock import local_date
from domain.kinds.visit.follow_up import Conclusion
from domain.kinds.visit.photo import PhotoSource
from domain.trail.line import sha256_hex
from domain.wire.workbook import (
    WorkbookExtension,
    WorkbookFollowUp,
    WorkbookMeasure,
    WorkbookNotice,
    WorkbookReply,
)
from tests.app.visits.photos.test_stamp import encoded
from tests.builders.register import a_finding, a_workbook
from tests.fixtures.photos import scene
from tests.harness.installation import PlayedInstallation
from tests.harness.phone import PlayedPhone
from tests.harness.visiting import desk_of, holds, sync, visit_begun, visit_of

BEFORE = encoded(Image.new("RGB", (300, 200), (90, 30, 30)))
AFTER = encoded(scene(400, 300))
LATE = a_finding(
    finding_id="late",
    deadline="2026-05-01",
    place="二楼",
    responsible="何永福",
    suggestion="立即更换",
    photos=(sha256_hex(BEFORE),),
    fed_back_on="2026-04-21",
    measure=WorkbookMeasure(
        due_on="2026-04-30", text="更换全部旧灭火器", responsible="何永福", set_on="2026-04-23"
    ),
    extension=WorkbookExtension(decided_on="2026-04-24", until="2026-05-01"),
    notice=WorkbookNotice(
        number="万教督整〔2026〕1号",
        issued_on="2026-04-22",
        due_on="2026-05-01",
        requirement="全校排查一遍",
    ),
    reply=WorkbookReply(replied_on="2026-04-28", is_done=True, text="已换新", responsible="何永福"),
    follow_up=WorkbookFollowUp(
        followed_up_on="2026-04-25",
        conclusion=Conclusion.PARTLY,
        by_name="王芳",
        text="换了一半",
    ),
)
LATER = a_finding(finding_id="later", text="围墙开裂", due_on="2099-01-01", is_hazard=True)


async def at_follow_ups(working: PlayedInstallation, server, *findings) -> PlayedPhone:
    """A visit at its list of earlier problems."""
    server.workbook = a_workbook(findings=findings or (LATER, LATE))
    server.shown = {sha256_hex(BEFORE): BEFORE}
    phone = await visit_begun(working)
    await sync(working)
    await phone.press("回访")
    await phone.settle()
    return phone


async def at_late(working: PlayedInstallation, server) -> PlayedPhone:
    """The same, at the one that is overdue."""
    phone = await at_follow_ups(working, server)
    await phone.press("灭火器压力不足")
    await phone.settle()
    return phone


async def conclude(phone: PlayedPhone, conclusion: str) -> None:
    """Tap a conclusion."""
    await phone.set(phone.one(ft.Chip, key=f"conclusion-{conclusion}"), True)


def seen(working: PlayedInstallation, finding_id: str = "late"):
    """The follow-up as saved."""
    return visit_of(working).follow_ups[finding_id]


async def test_open_findings_are_listed_the_most_urgent_first(working, server):
    phone = await at_follow_ups(working, server)
    shown = phone.texts()
    assert shown.index("灭火器压力不足") < shown.index("围墙开裂")
    assert "学校已报整改，待查看" in shown
    for words in ("天到期", "安全隐患", "督导室还没有看到", "期限 2026-05-01", "还没看"):
        assert words in shown


async def test_hub_counts_them_and_shows_none_where_there_are_none(working, server):
    phone = await at_follow_ups(working, server)
    await phone.back()
    assert "2 个问题，已看 0 个" in phone.texts()
    server.workbook = a_workbook(findings=())
    await sync(working)
    await phone.settle()
    assert "回访" not in phone.texts()


async def test_story_is_told_in_the_order_of_its_days_in_the_words_of_the_office(working, server):
    phone = await at_late(working, server)
    shown = phone.texts()
    told = (
        "经过",
        "2026-04-20\n发现：二楼",
        "2026-04-21\n已反馈",
        "2026-04-22\n整改通知书：万教督整〔2026〕1号，期限 2026-05-01，全校排查一遍",
        "2026-04-23\n整改措施：更换全部旧灭火器（责任人 何永福，时限 2026-04-30）",
        "2026-04-24\n同意延期到 2026-05-01",
        "2026-04-25\n回访：部分整改：王芳 换了一半",
        "2026-04-28\n报称已整改：已换新（何永福）",
    )
    assert [shown.find(each) >= 0 for each in told] == [True] * len(told)
    assert sorted(told, key=shown.index) == list(told)
    assert "待回访" in shown
    assert "离销号还差：还没有回访确认已整改。" in shown


async def test_finding_of_which_nothing_was_said_says_what_is_missing(working, server):
    phone = await at_follow_ups(working, server, LATER)
    await phone.press("围墙开裂")
    for words in ("还没有反馈；还没有整改措施、责任人和时限", "当时没有照片", "还没有拍"):
        assert words in phone.texts()


@pytest.mark.parametrize(("is_seen", "words"), [(True, "已看到"), (False, "还没有看到")])
async def test_hazard_says_whether_the_office_has_seen_it(working, server, is_seen, words):
    hazard = LATER.model_copy(update={"is_seen": is_seen})
    phone = await at_follow_ups(working, server, hazard)
    assert f"督导室{words}" in phone.texts()


def in_days(days: int) -> str:
    """The day so many days from now."""
    return (local_date(datetime.now(UTC)) + timedelta(days=days)).isoformat()


async def test_what_is_not_put_right_gets_a_new_day_by_the_rule_that_can_be_changed(
    working, server
):
    phone = await at_late(working, server)
    assert "新的整改期限" not in phone.texts()
    await conclude(phone, "partly")
    assert f"新的整改期限\n{in_days(15)}" in phone.texts()
    assert "按督导室的规定建议" in phone.texts()
    await phone.back()
    assert seen(working).due_on == in_days(15)
    await phone.press("灭火器压力不足")
    await phone.set(phone.one(ft.Chip, key="due-7 天"), True)
    await phone.back()
    assert seen(working).due_on == in_days(7)
    await phone.press("灭火器压力不足")
    await phone.set(phone.one(ft.Chip, key="due-期限不变"), True)
    await phone.back()
    assert seen(working).due_on is None


async def test_what_is_put_right_is_proposed_for_closing_and_gets_no_day(working, server):
    phone = await at_late(working, server)
    await conclude(phone, "not_rectified")
    await conclude(phone, "rectified")
    assert "向督导室提出销号" in phone.texts()
    assert "新的整改期限" not in phone.texts()
    await phone.back()
    assert seen(working).due_on is None


async def test_follow_up_is_one_entry_when_its_screen_is_left(working, server):
    phone = await at_late(working, server)
    await conclude(phone, "partly")
    await phone.type("看到的情况", "换了三只，还差一只")
    await phone.type("后续建议", "一周内换完")
    assert visit_of(working).follow_ups == {}
    await phone.back()
    found = seen(working)
    assert (found.conclusion, found.text) == (Conclusion.PARTLY, "换了三只，还差一只")
    assert (found.advice, found.finding_visit) == ("一周内换完", LATE.visit)
    assert "部分整改" in phone.texts()


async def test_put_right_without_a_photo_is_said_and_never_blocked(working, server):
    phone = await at_late(working, server)
    await conclude(phone, "not_rectified")
    assert "还没有现在的照片" not in phone.texts()
    await conclude(phone, "rectified")
    assert "还没有现在的照片" in phone.texts()
    await phone.back()
    assert seen(working).conclusion is Conclusion.RECTIFIED


async def test_words_without_a_conclusion_stay_a_draft_and_say_why(working, server):
    phone = await at_late(working, server)
    await phone.type("看到的情况", "已经换了")
    await phone.back()
    await phone.wait_for("请选一个结论")
    assert visit_of(working).follow_ups == {}
    assert "没填完" in phone.texts()
    await phone.press("灭火器压力不足")
    await holds(phone, "已经换了", "看到的情况")


async def test_half_written_follow_up_survives_a_kill(working, server):
    phone = await at_late(working, server)
    await phone.type("看到的情况", "已经换了一", leave=False)
    await working.kill()
    phone = await working.open("看到的情况")
    await holds(phone, "已经换了一", "看到的情况")


async def test_before_photo_is_there_after_a_sync_and_opens_large(working, server):
    phone = await at_late(working, server)
    await phone.until(lambda: bool(phone.all(ft.Semantics, "放大整改前的照片")))
    assert "联网同步后可看" not in phone.texts()
    await phone.tap(phone.one(ft.Semantics, "放大整改前的照片").content)
    await phone.press_in_dialog("关闭")
    assert not [each for each in phone.page._dialogs.controls if each.open]


async def test_before_photo_that_has_not_come_says_when_it_can_be_seen(working, server):
    server.shown = {}
    server.workbook = a_workbook(findings=(LATE,))
    phone = await visit_begun(working)
    await phone.press("回访")
    await phone.press("灭火器压力不足")
    await phone.wait_for("联网同步后可看")


async def test_after_photo_stands_beside_the_one_before(working, server, font):
    phone = await at_late(working, server)
    controller = desk_of(working)
    belonging = Belonging("新灭火器", finding_id="late")
    await controller.save(
        lambda: controller.visits.take_photo(
            controller.visit_id, AFTER, PhotoSource.CAMERA, None, belonging
        )
    )
    await phone.settle()
    assert "还没有拍" not in phone.texts()
    await conclude(phone, "rectified")
    assert "还没有现在的照片" not in phone.texts()


async def test_camera_of_a_follow_up_leads_back_to_it(working, server):
    phone = await at_late(working, server)
    phone.answers["Camera.get_available_cameras"] = lambda _: []
    await conclude(phone, "rectified")
    await phone.press("拍现在的样子")
    await phone.wait_for("没有可用的相机")
    assert seen(working).conclusion is Conclusion.RECTIFIED
    await phone.back()
    assert phone.page.route.endswith("/follow-up/late")


async def test_follow_up_is_changed_and_deleted(working, server):
    phone = await at_late(working, server)
    await conclude(phone, "rectified")
    await phone.back()
    await phone.press("灭火器压力不足")
    await conclude(phone, "partly")
    await phone.back()
    assert seen(working).conclusion is Conclusion.PARTLY
    await phone.press("灭火器压力不足")
    await phone.press("删除这次回访")
    await phone.press_in_dialog("删除这次回访")
    assert visit_of(working).follow_ups == {}
    await phone.wait_for("还没看")


@pytest.mark.parametrize("route", ["follow-up/never-heard-of"])
async def test_finding_that_is_not_on_this_phone_says_what_to_do(working, server, route):
    phone = await at_follow_ups(working, server)
    await phone.navigate(f"/visit/{desk_of(working).visit_id}/{route}")
    await phone.wait_for("联网同步后再来看")


async def test_list_without_anything_says_so(working):
    phone = await visit_begun(working)
    await phone.navigate(f"/visit/{desk_of(working).visit_id}/follow-ups")
    await phone.wait_for("没有要回访的问题")
