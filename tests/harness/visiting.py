"""A visit on a played phone: looked at as saved, and begun where a district knows something."""

import flet as ft

from app.ui.desk import Desk
from domain.visit import Visit
from tests.harness.installation import PlayedInstallation
from tests.harness.phone import PlayedPhone


def desk_of(installed: PlayedInstallation) -> Desk:
    """The desk of the visit on the screen."""
    desk = installed.ui.open_desk
    assert desk is not None, "no visit is open"
    return desk


def visit_of(installed: PlayedInstallation) -> Visit:
    """The visit on the screen, as the phone has saved it."""
    desk = desk_of(installed)
    return desk.visits.visit(desk.visit_id).visit


async def holds(phone: PlayedPhone, value: str, text: str | None = None, key: str | None = None):
    """Wait until the one field shows the value: what is half-typed is read a moment later."""
    await phone.until(lambda: phone.one(ft.TextField, text, key).value == value)


async def sync(installed: PlayedInstallation) -> None:
    """One sync, from its beginning to its end."""
    assert installed.ui.auto_sync is not None, "the records are not open yet"
    await installed.ui.auto_sync.run()


async def enrolled(installed: PlayedInstallation) -> PlayedPhone:
    """Chen Jing's phone, enrolled at its server, with the workbook fetched."""
    phone = await installed.open("登录督迹")
    await phone.type("服务器地址", "duji.example.cn", leave=False)
    await phone.type("账号", "chen.jing", leave=False)
    await phone.type("登录码", "123456", leave=False)
    await phone.press("登录")
    await phone.wait_for("第1小学")
    return phone


async def visit_begun(installed: PlayedInstallation, **plan: object) -> PlayedPhone:
    """A visit of the enrolled phone at the first school, at its hub."""
    phone = await enrolled(installed)
    visits = installed.ui.session.visits
    visit_id = visits.open_visit("school-1", theme_id="may")
    if plan:
        visits.plan(visit_id, **plan)
    await phone.navigate(f"/visit/{visit_id}")
    await phone.wait_for("检查并提交")
    return phone
