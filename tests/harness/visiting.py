"""A visit on a played phone: looked at as saved, and begun where a district knows something."""

import asyncio

import flet as ft

from app.ui.state.visit_controller import VisitController
from domain.visit.visit import Visit
from tests.builders.fake_server import FakeServer
from tests.harness.installation import PlayedInstallation
from tests.harness.phone import PlayedPhone
from tests.harness.working import signed_in_before


def desk_of(installed: PlayedInstallation) -> VisitController:
    """The controller of the visit on the screen."""
    controller = installed.ui.current_controller
    assert controller is not None, "no visit is open"
    return controller


def visit_of(installed: PlayedInstallation) -> Visit:
    """The visit on the screen, as the phone has saved it."""
    controller = desk_of(installed)
    return controller.visits.visit(controller.visit_id).visit


async def holds(phone: PlayedPhone, value: str, text: str | None = None, key: str | None = None):
    """Wait until the one field shows the value: what is half-typed is read a moment later."""
    await phone.until(lambda: phone.one(ft.TextField, text, key).value == value)


async def sync(installed: PlayedInstallation) -> None:
    """One sync, from its beginning to its end."""
    await asyncio.to_thread(installed.ui.session.sync.run)
    await installed.ui.read_workbook()
    await desk_of(installed).load()
    installed.ui.changes.number += 1


async def visit_begun(installed: PlayedInstallation, **plan: object) -> PlayedPhone:
    """A visit of the enrolled phone at the first school, at its hub."""
    assert isinstance(installed.transport, FakeServer), "nobody to sign in at"
    with signed_in_before(installed.folder, installed.transport) as session:
        visit_id = session.visits.open_visit("school-1", theme_id="may")
        if plan:
            session.visits.plan(visit_id, **plan)
    phone = await installed.open("检查并提交", f"/visit/{visit_id}")
    if installed.ui.auto_sync is not None:
        installed.ui.auto_sync.stop()
    await phone.settle()
    return phone
