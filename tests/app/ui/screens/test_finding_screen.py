"""A problem on the screen: what it proposes, what it was before, and that nothing is lost."""

from datetime import UTC, datetime, timedelta
from functools import partial

import flet as ft
import pytest

from app.visits.photos.acts import Belonging
from domain.clock import local_date
from domain.kinds.finding.closing import End
from domain.kinds.register.district import RectifyDays
from domain.kinds.visit.finding import Category, OwnerUnit, Source
from domain.kinds.visit.photo import PhotoSource
from domain.kinds.visit.signature import Signer
from domain.wire.workbook import WorkbookReply
from tests.app.visits.photos.test_stamp import encoded
from tests.builders.register import a_finding, a_workbook
from tests.fixtures.photos import scene
from tests.harness.installation import PlayedInstallation
from tests.harness.phone import PlayedPhone
from tests.harness.visiting import desk_of, holds, visit_begun, visit_of

REPLY = WorkbookReply(replied_on="2026-05-02", is_done=True, responsible="何永福")


def in_days(days: int) -> str:
    """The day so many days from now."""
    return (local_date(datetime.now(UTC)) + timedelta(days=days)).isoformat()


async def new_finding(
    working: PlayedInstallation, server, category: str = "ethos", **workbook: object
) -> PlayedPhone:
    """A new problem of the category, where one is named, on a visit of the enrolled phone."""
    server.workbook = a_workbook(**workbook)
    phone = await visit_begun(working)
    await phone.press("发现的问题")
    await phone.press("登记一个问题")
    if category:
        await tap_chip(phone, f"category-{category}")
    return phone


def finding_of(working: PlayedInstallation):
    """The one problem as saved."""
    (finding,) = visit_of(working).findings.values()
    return finding


async def tap_chip(phone: PlayedPhone, key: str) -> None:
    """Tap a chip, or words that are offered."""
    found = phone.one(key=key)
    if isinstance(found, ft.Chip):
        await phone.set(found, True)
    else:
        await phone.tap(found)


async def test_deadline_is_proposed_and_follows_severity_and_hazard(working, server):
    phone = await new_finding(working, server, rectify_days=RectifyDays(general=10))
    assert in_days(10) in phone.texts()
    assert "按督导室的规定建议" in phone.texts()
    await tap_chip(phone, "severity-serious")
    assert in_days(7) in phone.texts()
    await phone.set(phone.one(ft.Switch, "安全隐患"), True)
    assert in_days(3) in phone.texts()
    await phone.type("问题是什么", "灭火器压力不足")
    await phone.back()
    assert finding_of(working).due_on == in_days(3)


async def test_chosen_day_stays_whatever_the_severity_becomes(working, server):
    phone = await new_finding(working, server)
    await phone.type("问题是什么", "灭火器压力不足")
    await tap_chip(phone, "due-30 天")
    assert "按督导室的规定建议" not in phone.texts()
    await tap_chip(phone, "severity-serious")
    await phone.back()
    assert finding_of(working).due_on == in_days(30)
    await phone.press("灭火器压力不足")
    await tap_chip(phone, "severity-minor")
    await tap_chip(phone, "due-7 天")
    await phone.back()
    assert finding_of(working).due_on == in_days(7)


async def test_proposal_still_follows_after_the_problem_was_recorded(working, server):
    phone = await new_finding(working, server)
    await phone.type("问题是什么", "灭火器压力不足")
    await phone.back()
    assert finding_of(working).due_on == in_days(15)
    await phone.press("灭火器压力不足")
    await tap_chip(phone, "severity-serious")
    await phone.back()
    assert finding_of(working).due_on == in_days(7)


async def test_day_is_chosen_from_the_calendar(working, server):
    phone = await new_finding(working, server)
    await phone.type("问题是什么", "灭火器压力不足")
    await tap_chip(phone, "due-calendar")
    # A calendar answers the day's midnight in Shanghai as UTC.
    await phone.set(phone.one(ft.DatePicker), datetime(2030, 5, 20, 16, tzinfo=UTC))
    await phone.back()
    assert finding_of(working).due_on == "2030-05-21"


async def test_deadline_may_be_left_open_and_one_fixed_on_the_spot_has_none(working, server):
    phone = await new_finding(working, server)
    await phone.type("问题是什么", "灭火器压力不足")
    await tap_chip(phone, "due-不定期限")
    await phone.back()
    assert finding_of(working).due_on is None
    await phone.press("灭火器压力不足")
    assert "按督导室的规定建议" not in phone.texts()
    await phone.set(phone.one(ft.Switch, "当场已整改"), True)
    assert "当场已改好，不用再定期限" in phone.texts()
    await phone.back()
    assert finding_of(working).is_fixed_on_spot


async def test_nothing_is_chosen_of_what_nobody_was_asked(working, server):
    phone = await new_finding(working, server, "", findings=(a_finding(reply=REPLY),))
    assert not [each for each in phone.all(ft.Chip) if each.selected and "category" in each.key]
    assert phone.one(ft.TextField, "学校责任人").value == ""
    await phone.type("问题是什么", "灭火器压力不足")
    await phone.back()
    await phone.wait_for("请给问题选一个类别")
    assert visit_of(working).findings == {}
    await phone.press("没填完")
    await holds(phone, "灭火器压力不足", "问题是什么")
    await tap_chip(phone, "category-safety")
    await phone.back()
    assert (finding_of(working).category, finding_of(working).responsible) == ("safety", "")


async def test_category_stands_right_under_what_was_found(working, server):
    phone = await new_finding(working, server)
    names = [phone.text_of(each) for each in phone.controls()]
    found, kind, place = (
        next(i for i, name in enumerate(names) if words in name)
        for words in ("问题是什么", "类别", "在哪里")
    )
    assert found < kind < place


async def test_who_answered_before_is_there_to_tap_the_last_first(working, server):
    earlier = (
        a_finding(finding_id="f1", responsible="旧主任", raised_on="2026-05-01"),
        a_finding(finding_id="f2", reply=REPLY, raised_on="2026-04-01"),
    )
    phone = await new_finding(working, server, findings=earlier)
    assert offered(phone) == ["responsible-何永福", "responsible-旧主任"]
    await tap_chip(phone, "responsible-旧主任")
    await phone.type("问题是什么", "灭火器压力不足")
    await phone.back()
    assert finding_of(working).responsible == "旧主任"


def offered(phone: PlayedPhone) -> list[str]:
    """Who is offered as responsible."""
    found = (str(each.key) for each in phone.all(ft.OutlinedButton))
    return [key for key in found if key.startswith("responsible-")]


async def test_head_who_signed_goes_before_those_who_answered(working, server):
    phone = await new_finding(working, server, "", findings=(a_finding(reply=REPLY),))
    await phone.back()
    controller = desk_of(working)
    stroke, head = ((0, 0, 9, 9),), Signer.SCHOOL_HEAD
    await controller.save(
        lambda: controller.visits.sign(controller.visit_id, head, "罗校长", stroke)
    )
    await phone.press("登记一个问题")
    assert offered(phone) == ["responsible-罗校长", "responsible-何永福"]


async def test_proposals_alone_are_no_problem(working, server):
    phone = await new_finding(working, server, "", findings=(a_finding(reply=REPLY),))
    await phone.back()
    assert visit_of(working).findings == {}
    assert "还没有登记问题" in phone.texts()


EARLIER = (
    a_finding(finding_id="near", text="三楼灭火器压力不足", place="三楼", raised_on="2026-03-01"),
    a_finding(finding_id="far", text="校门口停车混乱", raised_on="2026-04-01", end=End.CLOSED),
    a_finding(finding_id="other", text="灭火器", category=Category.HYGIENE),
)


async def test_earlier_problems_of_the_category_are_offered_the_most_alike_first(working, server):
    phone = await new_finding(working, server, findings=EARLIER)
    assert "以前发现过吗" not in phone.texts()
    await phone.type("问题是什么", "二楼灭火器压力不足")
    await tap_chip(phone, "category-safety")
    tiles = [each.key for each in phone.all(ft.ListTile)]
    assert tiles == ["earlier-near", "earlier-far"]
    assert "2026-04-01 · 已销号" in phone.texts()


async def test_chosen_earlier_problem_copies_its_words_where_there_are_none(working, server):
    phone = await new_finding(working, server, findings=EARLIER)
    await tap_chip(phone, "category-safety")
    await phone.tap(phone.one(ft.ListTile, key="earlier-near"))
    assert "第 2 次发现" in phone.texts()
    assert phone.one(ft.TextField, "问题是什么").value == "三楼灭火器压力不足"
    await phone.type("问题是什么", "三楼灭火器还是压力不足")
    await phone.back()
    finding = finding_of(working)
    assert (finding.recurs, finding.place) == ("near", "三楼")
    assert finding.text == "三楼灭火器还是压力不足"
    assert "第 2 次发现" in phone.texts()


async def test_words_already_typed_are_not_copied_over_and_the_choice_is_taken_back(
    working, server
):
    phone = await new_finding(working, server, findings=EARLIER)
    await phone.type("问题是什么", "灭火器过期")
    await tap_chip(phone, "category-safety")
    await phone.tap(phone.one(ft.ListTile, key="earlier-near"))
    assert phone.one(ft.TextField, "问题是什么").value == "灭火器过期"
    assert phone.one(ft.TextField, "在哪里").value == ""
    await phone.press("不是同一个")
    await phone.back()
    assert finding_of(working).recurs is None


async def test_third_time_is_counted_where_the_second_is_known(working, server):
    again = a_finding(finding_id="second", recurs="near", text="三楼灭火器压力不足")
    phone = await new_finding(working, server, findings=(*EARLIER, again))
    await tap_chip(phone, "category-safety")
    await phone.tap(phone.one(ft.ListTile, key="earlier-second"))
    assert "第 3 次发现" in phone.texts()


async def test_what_was_tapped_before_a_photo_is_there_after_it(working, server, font):
    phone = await new_finding(working, server)
    await phone.set(phone.one(ft.Switch, "安全隐患"), True)
    phone.answers["Camera.get_available_cameras"] = lambda _: []
    await phone.press("给这个问题拍照")
    await phone.wait_for("没有可用的相机")
    await phone.back()
    await phone.until(lambda: phone.one(ft.Switch, "安全隐患").value)
    await phone.type("问题是什么", "围墙开裂")
    await phone.back()
    assert finding_of(working).is_hazard


async def test_photos_of_the_problem_are_on_it_and_on_the_list(working, server, font):
    phone = await new_finding(working, server)
    await phone.type("问题是什么", "围墙开裂")
    finding_id = phone.page.route.split("/")[-1]
    controller = desk_of(working)
    belonging = Belonging("西墙", finding_id=finding_id)
    data = encoded(scene(400, 300))
    await controller.save(
        lambda: controller.visits.take_photo(
            controller.visit_id, data, PhotoSource.CAMERA, None, belonging
        )
    )
    await phone.settle()
    assert [each.label for each in phone.all(ft.Semantics, "照片：西墙")] == ["照片：西墙"]
    await phone.back()
    assert len(phone.all(ft.Semantics, "照片：西墙")) == 1


async def test_remark_to_the_item_is_how_its_problem_begins(installed):
    phone = await installed.begin_visit()
    controller = desk_of(installed)
    await controller.save(lambda: controller.visits.plan(controller.visit_id, theme_id="month-05"))
    await controller.save(
        lambda: controller.visits.record_answer(
            controller.visit_id, "m05-102", "no", "科学课由数学教师兼任"
        )
    )
    await phone.press("督导清单")
    await phone.press("登记为问题")
    assert phone.one(ft.TextField, "问题是什么").value == "科学课由数学教师兼任"
    await tap_chip(phone, "category-teachers")
    await phone.type("在哪里", "五年级")
    await phone.back()
    assert finding_of(installed).item_id == "m05-102"


async def test_problem_without_words_is_not_lost_but_not_recorded(installed):
    phone = await installed.begin_visit()
    await phone.press("发现的问题")
    await phone.press("登记一个问题")
    await phone.set(phone.one(ft.Switch, "安全隐患"), True)
    await phone.type("在哪里", "二楼")
    await phone.back()
    await phone.wait_for("请写明是什么问题")
    assert visit_of(installed).findings == {}
    await phone.press("没填完")
    await holds(phone, "二楼", "在哪里")
    assert phone.one(ft.Switch, "安全隐患").value


@pytest.mark.parametrize("answer", ["删除这个问题"])
async def test_problem_is_deleted_only_when_asked_twice(working, server, answer):
    phone = await new_finding(working, server)
    await phone.type("问题是什么", "围墙开裂")
    await phone.back()
    await phone.press("围墙开裂")
    await phone.press(answer)
    assert len(visit_of(working).findings) == 1
    await phone.press_in_dialog(answer)
    assert visit_of(working).findings == {}


async def fixed_on_the_spot(working: PlayedInstallation, server) -> PlayedPhone:
    """A new problem that was put right on the spot."""
    phone = await new_finding(working, server)
    await phone.type("问题是什么", "灭火器压力不足")
    await phone.set(phone.one(ft.Switch, "当场已整改"), True)
    return phone


async def test_fixed_on_the_spot_wants_a_photo_of_it_and_shows_it_beside_the_one_before(
    working, server, font
):
    phone = await fixed_on_the_spot(working, server)
    for words in ("整改前", "整改后", "销号要有整改后的照片"):
        assert words in phone.texts()
    finding_id, controller = phone.page.route.split("/")[-1], desk_of(working)
    for width, is_after in ((400, False), (410, True)):
        belonging = Belonging("灭火器", finding_id=finding_id, is_after=is_after)
        data = encoded(scene(width, 300))
        await controller.save(
            partial(take, controller, data, belonging),
        )
    await phone.settle()
    assert "销号要有整改后的照片" not in phone.texts()
    assert len(phone.all(ft.Semantics, "照片：灭火器")) == 2
    assert visit_of(working).is_pictured_after(finding_id)
    await phone.back()
    assert "整改前\n照片：灭火器\n整改后\n照片：灭火器" in phone.texts()


def take(controller, data: bytes, belonging: Belonging) -> object:
    """Take a photo of the camera into the visit."""
    source = PhotoSource.CAMERA
    return controller.visits.take_photo(controller.visit_id, data, source, None, belonging)


async def test_camera_of_what_was_put_right_keeps_it_and_leads_back(working, server):
    phone = await fixed_on_the_spot(working, server)
    phone.answers["Camera.get_available_cameras"] = lambda _: []
    form = phone.page.route
    await phone.press("拍整改后")
    await phone.wait_for("没有可用的相机")
    assert "整改后：灭火器压力不足" in phone.texts()
    assert finding_of(working).is_fixed_on_spot
    await phone.back()
    assert phone.page.route == form


async def test_whose_it_is_stays_folded_until_it_is_not_the_schools(working, server):
    phone = await new_finding(working, server)
    await phone.type("问题是什么", "校门外占道经营")
    assert not phone.all(ft.Chip, key="owner-township")
    await phone.press("不归学校整改")
    assert not phone.all(ft.TextField, "单位名称")
    await tap_chip(phone, "owner-township")
    await phone.type("单位名称", "和平街道办事处")
    await phone.back()
    found = finding_of(working)
    assert (found.owner, found.owner_name) == (OwnerUnit.TOWNSHIP, "和平街道办事处")
    assert found.source is Source.ROUTINE
    assert "由和平街道办事处整改" in phone.texts()
    await phone.press("校门外占道经营")
    await tap_chip(phone, "owner-school")
    await phone.back()
    assert (finding_of(working).owner, finding_of(working).owner_name) == (OwnerUnit.SCHOOL, "")
