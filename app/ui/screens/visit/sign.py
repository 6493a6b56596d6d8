"""Signing: a name and a drawn signature, or why somebody would not sign."""

from typing import Any

import flet as ft
import flet.canvas as cv

from app.ui.desk import Desk
from app.ui.guard import page, part, safe, say
from app.ui.hooks import use_box
from app.ui.parts.confirm import ask_reason
from app.ui.parts.desk_hook import not_there, use_desk
from app.ui.parts.frame import screen
from app.ui.parts.pieces import card, main_button, quiet, side_button, stack
from app.ui.parts.strokes import FULL, shapes
from app.ui.state import use_ui
from app.ui.texts import content as words
from app.ui.texts import labels
from domain.entries.visit import Signer

PAD_HEIGHT = 220.0
POINTS_APART_MS = 24


@page
def SignScreen() -> ft.View:
    """Signing as the one the route names."""
    ui = use_ui()
    desk, view = use_desk()
    name = ft.use_route_params().get("signer", "")
    if view is None:
        return not_there(desk)
    signer = Signer(name) if name in set(Signer) else Signer.INSPECTOR
    mine = ui.session.facts.name if signer is Signer.INSPECTOR else ""
    return screen(
        words.sign_title(labels.SIGNER[signer]),
        [quiet(words.SIGN_HINT), SignForm(desk, signer, mine, key=signer.value)],
    )


@part
def SignForm(desk: Desk, signer: Signer, known_name: str) -> ft.Control:
    """The name, the pad, and the two ways to end."""
    ui = use_ui()
    name, set_name = ft.use_state(known_name)
    strokes, set_strokes = ft.use_state(())
    width = pad_width()

    async def done(signed_name: str, drawn: Any, refusal: str) -> None:
        await desk.settle_all()
        await desk.save(
            lambda: desk.visits.sign(desk.visit_id, signer, signed_name, drawn, refusal)
        )
        await ui.page.push_route(f"/visit/{desk.visit_id}/signatures")

    async def sign() -> None:
        if not name.strip():
            say(words.NAME_NEEDED)
            return
        await done(name, strokes, "")

    async def refuse(reason: str) -> None:
        await done(name, (), reason)

    texts = (words.SIGN_REFUSE, words.SIGN_HINT, words.REFUSAL_REASON, words.SIGN_REFUSE)
    lines: list[ft.Control] = [
        ft.TextField(
            label=words.SIGN_NAME, value=name, on_change=safe(lambda e: set_name(e.control.value))
        ),
        quiet(words.SIGN_PAD),
        SignPad(strokes, set_strokes, width, key="pad"),
        ft.Row(
            [
                side_button(words.SIGN_CLEAR, safe(lambda: set_strokes(lambda _old: ()))),
                main_button(words.SIGN, safe(sign), icon=ft.Icons.CHECK),
            ],
            spacing=12,
        ),
    ]
    if signer is Signer.SCHOOL_HEAD:
        refusing = safe(ask_reason(ui.page, texts, refuse))
        lines.append(ft.TextButton(words.SIGN_REFUSE, on_click=refusing))
    return card(stack(lines, 14))


def pad_width() -> float:
    """As wide as the card allows."""
    return max(200.0, min(float(ft.context.page.width or 360), 680.0) - 64)


def no_points() -> list[int]:
    """Before the first stroke."""
    return []


@part
def SignPad(strokes: Any, set_strokes: Any, width: float) -> ft.Control:
    """Where one draws. The scrolling page must not move: the pad takes both directions."""
    drawing = use_box(no_points)

    def point(e: Any) -> tuple[int, int]:
        place = e.local_position
        return (
            round(min(max(place.x / width, 0), 1) * FULL),
            round(min(max(place.y / PAD_HEIGHT, 0), 1) * FULL),
        )

    def begin(e: Any) -> None:
        drawing.current = list(point(e))
        set_strokes(lambda old: (*old, tuple(drawing.current)))

    def draw(e: Any) -> None:
        drawing.current = [*drawing.current, *point(e)]
        set_strokes(lambda old: (*old[:-1], tuple(drawing.current)))

    return ft.Semantics(
        label=words.SIGN_PAD,
        content=ft.GestureDetector(
            on_pan_start=safe(begin),
            on_pan_update=safe(draw),
            drag_interval=POINTS_APART_MS,
            content=ft.Container(
                cv.Canvas(shapes(strokes, width, PAD_HEIGHT), width=width, height=PAD_HEIGHT),
                width=width,
                height=PAD_HEIGHT,
                bgcolor=ft.Colors.SURFACE_CONTAINER_HIGHEST,
                border=ft.Border.all(1, ft.Colors.OUTLINE),
                border_radius=12,
                clip_behavior=ft.ClipBehavior.ANTI_ALIAS,
            ),
        ),
    )
