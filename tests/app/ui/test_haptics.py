"""A save is felt where the phone vibrates, and nothing breaks where it does not."""

import flet as ft

from tests.harness.installation import PlayedInstallation
from tests.harness.phone import PlayedPhone

FELT = "HapticFeedback.light_impact"


def felt(phone: PlayedPhone) -> int:
    """How often the phone was asked to vibrate."""
    return [name for name, _ in phone.calls].count(FELT)


def counted(installed: PlayedInstallation) -> list[int]:
    """The visit's counts, as saved."""
    controller = installed.ui.current_controller
    assert controller is not None
    return list(installed.ui.session.visits.visit(controller.visit_id).visit.quantities.values())


async def test_each_save_is_felt_once_and_reading_is_not(installed):
    phone = await installed.begin_visit()
    await phone.press("督导方式")
    before = felt(phone)
    for _ in range(2):
        await phone.tap(phone.one(ft.IconButton, "检查教案 加一"))
    assert felt(phone) - before == 2
    await phone.back()
    await phone.press("照片")
    assert felt(phone) - before == 2


async def test_phone_that_cannot_vibrate_is_asked_once_and_saves_all_the_same(installed):
    phone = await installed.begin_visit()
    del phone.answers[FELT]
    await phone.press("督导方式")
    before = felt(phone)
    for _ in range(3):
        await phone.tap(phone.one(ft.IconButton, "检查教案 加一"))
    assert counted(installed) == [3]
    assert felt(phone) - before == 1
    assert "没有做成" not in phone.texts()
