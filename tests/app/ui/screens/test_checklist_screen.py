"""The checklist on the screen: answered, filled at a tap, and never lost in it."""

import flet as ft
import pytest
from PIL import Image

from domain.kinds.visit.photo import PhotoSource
from domain.register.checklist import Checklist, Item, Section
from domain.register.school_kind import SchoolKind
from tests.app.visits.photos.test_stamp import encoded
from tests.builders.register import a_school, a_workbook
from tests.harness.installation import PlayedInstallation
from tests.harness.phone import PlayedPhone
from tests.harness.visiting import desk_of, holds, sync, visit_begun, visit_of

GATE = Item(item_id="gate", text="门卫在岗", kind="yes_no", needs_remark_when_negative=True)
DOOR = Item(item_id="door", text="通道畅通", kind="yes_no", needs_photo=True)
SCORE = Item(
    item_id="score", text="整洁程度", kind="score", unit="分", minimum=0, maximum=10, at_least=6
)
COUNT = Item(item_id="count", text="班额", kind="number", unit="人", minimum=1, maximum=90)
WORDS = Item(item_id="words", text="其他情况", kind="text")
LIST = Checklist(
    checklist_id="may",
    version=1,
    title="五月清单",
    sections=(
        Section(title="安全", items=(GATE, DOOR)),
        Section(title="环境", items=(SCORE, COUNT, WORDS)),
    ),
)
PHOTO = encoded(Image.new("RGB", (400, 300), (30, 90, 60)))


async def on_list(working: PlayedInstallation, server, checklist: Checklist = LIST) -> PlayedPhone:
    """A visit at its checklist."""
    server.workbook = a_workbook(checklists=(checklist,))
    phone = await visit_begun(working)
    await phone.press("督导清单")
    await phone.wait_for("门卫在岗")
    return phone


def answers(working: PlayedInstallation) -> dict[str, object]:
    """The answers as saved."""
    return {name: each.value for name, each in visit_of(working).answers.items()}


async def choose(phone: PlayedPhone, item: str, value: str) -> None:
    """Tap the chip of an answer."""
    found = phone.one(ft.Chip, key=f"{item}-{value}")
    await phone.set(found, not found.selected)


async def test_all_fine_answers_a_section_at_a_tap_and_is_undone_by_one(working, server):
    phone = await on_list(working, server)
    await phone.press("本节都正常")
    assert answers(working) == {"gate": "yes", "door": "yes"}
    assert "2 项已答“是”。" in phone.texts()
    assert not phone.all(key="fine-安全")
    await phone.event(phone.one(ft.SnackBar, None), "action")
    await phone.settle()
    assert answers(working) == {}


async def test_all_fine_never_overwrites(working, server):
    phone = await on_list(working, server)
    await choose(phone, "gate", "no")
    await phone.press("本节都正常")
    assert answers(working) == {"gate": "no", "door": "yes"}
    assert "1 项已答“是”。" in phone.texts()


async def test_section_without_yes_or_no_has_no_such_button(working, server):
    phone = await on_list(working, server)
    assert [each.key for each in phone.all(ft.TextButton, "本节都正常")] == ["fine-安全"]


async def test_jump_goes_from_gap_to_gap_and_names_what_is_missing(working, server):
    phone = await on_list(working, server)
    jumps: list[str] = []
    phone.answers["Column.scroll_to"] = lambda args: jumps.append(args["scroll_key"])
    await choose(phone, "gate", "no")
    await choose(phone, "door", "yes")
    assert "已答 2/5 项 · 还缺 5 处" in phone.texts()
    for said in ("缺备注：门卫在岗", "缺照片：通道畅通", "没有作答：整洁程度"):
        await phone.press("跳到没答的")
        assert said in phone.texts()
    assert jumps == ["item-gate", "item-door", "item-score"]


async def test_complete_list_says_so_instead_of_jumping(working, server):
    only = LIST.model_copy(update={"sections": (Section(title="安全", items=(GATE,)),)})
    phone = await on_list(working, server, only)
    await choose(phone, "gate", "yes")
    assert "都齐了" in phone.texts()
    assert not phone.all(text="跳到没答的")


@pytest.mark.parametrize("away", ["拍照", "登记为问题"])
async def test_one_comes_back_to_the_item_one_left(working, server, away):
    phone = await on_list(working, server)
    jumps: list[str] = []
    phone.answers["Column.scroll_to"] = lambda args: jumps.append(args["scroll_key"])
    phone.answers["Camera.get_available_cameras"] = lambda _: []
    await choose(phone, "door", "no")
    await phone.tap(phone.all(ft.TextButton, away)[-4 if away == "拍照" else 0])
    assert not phone.page.route.endswith("/checklist")
    await phone.back()
    await phone.until(lambda: jumps == ["item-door"])
    assert phone.page.route.endswith("/checklist")


async def test_item_wants_its_photo_until_it_has_one(working, server, font):
    phone = await on_list(working, server)
    assert "要拍照" in phone.texts()
    controller = desk_of(working)
    from app.visits.photos.acts import Belonging

    await controller.save(
        lambda: controller.visits.take_photo(
            controller.visit_id, PHOTO, PhotoSource.CAMERA, None, Belonging("门口", item_id="door")
        )
    )
    await phone.settle()
    assert "要拍照" not in phone.texts()
    photo_id = next(iter(visit_of(working).photos))
    assert phone.one(ft.Semantics, key=f"shot-{photo_id}").label == "照片：门口"
    await phone.tap(phone.one(ft.Semantics, key=f"shot-{photo_id}").content)
    assert phone.page.route.endswith(f"/photo/{photo_id}")


async def test_score_is_stepped_within_its_limits(working, server):
    phone = await on_list(working, server)
    assert "0—10 分 · 合格：不少于 6 分" in phone.texts()
    for _ in range(2):
        await phone.tap(phone.one(ft.IconButton, "整洁程度 减一"))
    assert answers(working)["score"] == 9
    for _ in range(3):
        await phone.tap(phone.one(ft.IconButton, "整洁程度 加一"))
    assert answers(working)["score"] == 10


@pytest.mark.parametrize(
    ("item", "typed", "refusal"),
    [
        ("score", "12", "只能填 0—10 分"),
        ("count", "0", "只能填 1—90 人"),
        ("count", "很多", "请填写数字"),
    ],
)
async def test_number_outside_its_limits_is_refused_in_words(working, server, item, typed, refusal):
    phone = await on_list(working, server)
    field = phone.one(ft.TextField, key=f"number.{item}-field")
    await phone.set(field, typed)
    await phone.event(phone.one(ft.TextField, key=f"number.{item}-field"), "blur")
    await phone.settle()
    assert refusal in phone.texts()
    assert answers(working) == {}
    assert phone.one(ft.TextField, key=f"number.{item}-field").value == typed


async def test_typed_number_comes_before_the_step(working, server):
    phone = await on_list(working, server)
    await phone.set(phone.one(ft.TextField, key="number.count-field"), "４５")
    await phone.tap(phone.one(ft.IconButton, "班额 加一"))
    assert answers(working)["count"] == 46
    assert phone.one(ft.TextField, key="number.count-field").value == "46"


async def test_not_applicable_takes_the_place_of_a_typed_number(working, server):
    phone = await on_list(working, server)
    await phone.set(phone.one(ft.TextField, key="number.count-field"), "45")
    await choose(phone, "count", "na")
    await phone.back()
    assert answers(working)["count"] == "na"


async def test_remark_typed_before_the_answer_is_kept_and_goes_along(working, server):
    phone = await on_list(working, server)
    await phone.tap(phone.all(ft.TextButton, "写备注")[0])
    await phone.type("备注", "换岗时无人")
    await phone.back()
    await phone.press("督导清单")
    await holds(phone, "换岗时无人", "备注")
    await choose(phone, "gate", "no")
    assert visit_of(working).answers["gate"].remark == "换岗时无人"


async def test_remark_is_asked_for_where_a_shortcoming_needs_one(working, server):
    phone = await on_list(working, server)
    await choose(phone, "gate", "no")
    assert "请备注说明" in phone.texts()
    assert "缺备注" in phone.texts()
    await phone.type("请备注说明", "换岗时无人")
    assert "缺备注" not in phone.texts()


async def test_text_answer_is_kept_as_words(working, server):
    phone = await on_list(working, server)
    await phone.type("回答", "操场正在翻修")
    assert visit_of(working).answers["words"].text == "操场正在翻修"


async def test_other_version_is_said_honestly(working, server):
    phone = await on_list(working, server)
    server.workbook = a_workbook(checklists=(LIST.model_copy(update={"version": 3}),))
    store = working.ui.phone.accounts._store
    await sync(working)
    with store.database.write() as transaction:
        transaction.connection().exec_driver_sql("DELETE FROM checklist WHERE version = 1")
    await desk_of(working).load()
    await phone.wait_for("是第 1 版，本机没有；这里显示的是第 3 版")


async def test_list_of_the_day_it_began_stays_when_a_newer_one_comes(working, server):
    phone = await on_list(working, server)
    newer = LIST.model_copy(update={"version": 2, "sections": LIST.sections[:1]})
    server.workbook = a_workbook(checklists=(newer,))
    await sync(working)
    await phone.settle()
    assert "整洁程度" in phone.texts()
    assert "版，本机没有" not in phone.texts()


async def test_visit_without_a_checklist_leads_to_its_plan(installed):
    phone = await installed.begin_visit()
    controller = desk_of(installed)
    await controller.save(lambda: controller.visits.plan(controller.visit_id, theme_id=None))
    await phone.press("督导清单")
    await phone.wait_for("没有清单")
    await phone.press("主题与内容")
    assert phone.page.route.endswith("/plan")


async def test_only_what_fits_the_kind_of_school_is_asked_and_counted(working, server):
    kinds = (SchoolKind.KINDERGARTEN,)
    play = Item(item_id="play", text="以游戏为基本活动", kind="yes_no", school_kinds=kinds)
    sections = (Section(title="园", items=(play,)), Section(title="安全", items=(GATE,)))
    phone = await on_list(working, server, LIST.model_copy(update={"sections": sections}))
    assert "以游戏为基本活动" not in phone.texts()
    await phone.press("本节都正常")
    assert "已答 1/1 项 · 都齐了" in phone.texts()
    await phone.back()
    await phone.wait_for("已答 1/1 项")
    assert (ref := visit_of(working).checklist)
    assert ref.school_kind is SchoolKind.PRIMARY


async def test_kind_is_that_of_the_visit_also_when_the_register_changes(working, server):
    door = DOOR.model_copy(update={"school_kinds": (SchoolKind.KINDERGARTEN,)})
    section = Section(title="安全", items=(GATE, door))
    checklist = LIST.model_copy(update={"sections": (section,)})
    phone = await on_list(working, server, checklist)
    changed = a_school(school_kind=SchoolKind.KINDERGARTEN)
    server.workbook = a_workbook(checklists=(checklist,), schools=(changed,))
    await sync(working)
    assert "已答 0/1 项" in phone.texts()
    assert "通道畅通" not in phone.texts()


async def test_answers_of_one_act_are_marked_on_the_list(working, server):
    phone = await on_list(working, server)
    await phone.press("本节都正常")
    assert phone.texts().count("本节都正常") == 2
    await choose(phone, "gate", "no")
    assert phone.texts().count("本节都正常") == 1


async def test_complete_list_leads_on(working, server):
    gate = LIST.model_copy(update={"sections": (Section(title="安全", items=(GATE,)),)})
    phone = await on_list(working, server, gate)
    assert "下一步" not in phone.texts()
    await phone.press("本节都正常")
    await phone.press("下一步：拍照")
    assert phone.page.route.endswith("/camera")


async def test_words_beside_an_item_are_said_with_its_limits(working, server):
    hint = "小学不超过 60 分钟"
    told = {"item_id": "time", "text": "书面作业", "kind": "number", "unit": "分钟"}
    limited = Item.model_validate({**told, "at_most": 60.0, "hint": hint})
    section = Section(title="安全", items=(GATE, limited))
    phone = await on_list(working, server, LIST.model_copy(update={"sections": (section,)}))
    assert hint in phone.texts()
    assert "分钟 · 合格：不超过 60 分钟" in phone.texts()
