"""The entry pass: who comes from which office to which unit today, and the code that proves it."""

import io
from datetime import date
from typing import TYPE_CHECKING

import flet as ft

from app.ui.guard import page
from app.ui.state.ui import Ui, use_loaded, use_ui
from app.ui.texts.visit import entry_pass as words
from app.ui.widgets.frame import screen
from app.ui.widgets.pieces import card, empty, quiet, side_button, stack, waiting
from app.ui.widgets.use_visit import not_there, use_visit
from app.ui.widgets.when import day_text, when
from app.visits.gate.entry_pass import EntryPasses, ShownPass, arrived_on
from domain.clock import local_date
from domain.errors import Conflict

if TYPE_CHECKING:
    from app.visits.records import VisitView

QR_DP = 264
_QR_SCALE = 6


def pass_button(ui: Ui, view: "VisitView") -> list[ft.Control]:
    """The way to the pass, on the day of an arrival; nothing before, and nothing to practise."""
    today = local_date(ui.device.clock.now()).isoformat()
    visit = view.visit
    if ui.session.facts.is_practice or arrived_on(visit, visit.unit_now) != today:
        return []
    open_page = ui.go(f"/visit/{visit.visit_id}/pass")
    return [side_button(words.SHOW, open_page, icon=ft.Icons.QR_CODE_2)]


@page
def EntryPassScreen() -> ft.View:
    """The pass of the unit one is at, or why there is none now."""
    ui = use_ui()
    controller, view = use_visit()
    passes, today = ui.session.entry_passes, local_date(ui.device.clock.now())
    loaded = use_loaded(lambda: _made(passes, controller.visit_id), controller.visit_id, today)
    if view is None:
        return not_there(controller)
    if loaded is None:
        return screen(words.TITLE, [waiting(words.TITLE)])
    if isinstance(loaded, str):
        return screen(words.TITLE, [empty(ft.Icons.QR_CODE_2, words.NOT_NOW, loaded)])
    shown, code = loaded
    return screen(
        words.TITLE, [pass_card(shown, code), quiet(words.HOW), quiet(words.ONLY_SCANNED)]
    )


def pass_card(shown: ShownPass, code: bytes) -> ft.Control:
    """What a gatekeeper reads, large, and below it what a phone reads."""
    facts = [
        (words.TO, shown.school),
        (words.OFFICE, f"{shown.office}{words.OFFICE_SUFFIX}"),
        (words.VALID, words.valid(day_text(date.fromisoformat(shown.valid_on)))),
        (words.ARRIVED, when(shown.arrived_at)),
    ]
    drawn = ft.Image(
        src=code, width=QR_DP, height=QR_DP, semantics_label=words.QR, gapless_playback=True
    )
    return card(
        stack(
            [
                quiet(words.STAMP, 14),
                ft.Text(shown.name, size=28, weight=ft.FontWeight.W_600),
                *(stack([quiet(name), ft.Text(text, size=17)], 0) for name, text in facts),
                ft.Row([drawn], alignment=ft.MainAxisAlignment.CENTER),
            ],
            10,
        ),
        key="entry-pass",
    )


def _made(passes: EntryPasses, visit_id: str) -> tuple[ShownPass, bytes] | str:
    """The pass with its code as a picture; in words why there is none."""
    try:
        shown = passes.entry_pass(visit_id)
    except Conflict as refusal:
        return refusal.message
    return shown, qr_picture(shown.address)


def qr_picture(address: str) -> bytes:
    """The address to be read by a camera, black on white in every theme."""
    import segno  # at its first use: nobody waits for it before a pass is shown

    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="png", scale=_QR_SCALE, border=4)
    return out.getvalue()
