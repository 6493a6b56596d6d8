"""Choosing a further unit of the visit, found as when choosing where to go."""

import flet as ft

from app.ui.guard import Handler, page, safe
from app.ui.screens.school.choose import Chooser, Tap
from app.ui.screens.sync.first_fetch import FirstFetch
from app.ui.state.ui import Ui, use_ui
from app.ui.state.visit_controller import VisitController
from app.ui.texts.visit import units as words
from app.ui.widgets.frame import screen
from app.ui.widgets.pieces import quiet
from app.ui.widgets.use_visit import not_there, use_visit
from domain.wire.workbook import WorkbookSchool


@page
def ChooseUnitScreen() -> ft.View:
    """All units of the district but those that the visit is to already."""
    ui = use_ui()
    controller, view = use_visit()
    if view is None:
        return not_there(controller)
    workbook = ui.workbook
    if workbook is None:
        return screen(words.CHOOSE, [FirstFetch(key="first")])
    others = [each for each in workbook.schools if each.school_id not in view.visit.schools]
    chooser = Chooser(others, adding(ui, controller), None, key="unit")
    return screen(words.CHOOSE, [quiet(words.ADD_HINT), chooser])


def adding(ui: Ui, controller: VisitController) -> Tap:
    """A tap takes the unit in, and goes back to the visit."""

    def tapped(school: WorkbookSchool) -> Handler:
        async def add() -> None:
            change, school_id = controller.visits.add_unit, school.school_id
            await controller.save(lambda: change(controller.visit_id, school_id))
            await ui.page.push_route(f"/visit/{controller.visit_id}")

        return safe(add)

    return tapped
