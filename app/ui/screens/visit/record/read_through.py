"""The whole record, set large, for whoever is about to sign it."""

import json
from typing import TYPE_CHECKING

import flet as ft

from app.ui.guard import Handler, page, safe
from app.ui.screens.visit.record.evidence import everything
from app.ui.screens.visit.signing.sign import name_key, use_heads
from app.ui.screens.visit.type_sizes import AT_ARMS_LENGTH
from app.ui.state.ui import Ui, use_ui
from app.ui.state.visit_controller import STAYS, VisitController
from app.ui.texts import labels
from app.ui.texts.visit import signing as words
from app.ui.texts.visit import visit as visit_words
from app.ui.widgets.frame import screen
from app.ui.widgets.pieces import main_button, side_button
from app.ui.widgets.use_visit import not_there, use_visit
from app.ui.widgets.when import day_text
from domain.kinds.visit.signature import Signer

if TYPE_CHECKING:
    from app.visits.records import VisitView


@page
def ReadThroughScreen() -> ft.View:
    """What the one the route names is to read before signing."""
    ui = use_ui()
    controller, view = use_visit()
    signer = ft.use_route_params().get("signer", "")
    heads = use_heads(controller, view)
    if view is None:
        return not_there(controller)
    sizes = AT_ARMS_LENGTH
    name = view.school.name if view.school else visit_words.UNKNOWN_SCHOOL
    return screen(
        words.READ_TITLE,
        [
            sizes.quiet(words.READ_HINT),
            sizes.title(name),
            sizes.quiet(about(view)),
            sizes.heading(visit_words.RECORDED),
            *everything(ui, controller, view, sizes),
        ],
        subtitle=words.signing(labels.SIGNER[Signer(signer)]) if signer in set(Signer) else "",
        bottom=to_pad(ui, controller, signer, heads if signer == Signer.SCHOOL_HEAD else ()),
    )


def to_pad(ui: Ui, controller: VisitController, signer: str, heads: tuple[str, ...]) -> ft.Control:
    """On to the pad: as the head who signed here before, where one did, or as somebody else."""
    pad = f"/visit/{controller.visit_id}/sign/{signer}"
    has_name = controller.draft(name_key(Signer.SCHOOL_HEAD)) is not None
    icon = ft.Icons.DRAW_OUTLINED
    if not heads or has_name:
        return ft.Row([main_button(words.READ_DONE, ui.go(pad), icon=icon)])
    name = heads[0]
    signs = main_button(words.read_by(name), signing_as(ui, controller, name, pad), icon=icon)
    return ft.Row([side_button(words.SOMEBODY_ELSE, ui.go(pad)), signs], spacing=12)


def signing_as(ui: Ui, controller: VisitController, name: str, pad: str) -> Handler:
    """On to the pad with the name that was tapped; it can be changed there."""

    async def go() -> None:
        typed = json.dumps({"name": name}, ensure_ascii=False)
        await controller.hold(name_key(Signer.SCHOOL_HEAD), typed, lambda _text: STAYS)
        await ui.page.push_route(pad)

    return safe(go)


def about(view: "VisitView") -> str:
    """When it was and what kind of visit."""
    kind = labels.VISIT_TYPE[view.visit.visit_type]
    return f"{day_text(view.assessment.visit_on)} · {kind}"
