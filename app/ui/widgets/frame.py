"""The frame of a screen: its bar, one scrolling column of readable width, and its bottom."""

from collections.abc import Sequence

import flet as ft

from app.ui.guard import Handler
from app.ui.state.ui import use_ui
from app.ui.theme import BODY, EDGE, GAP, tall
from app.ui.widgets.coach import coach

READABLE_DP = 680
# Two lines of title fit, also as large as a bar's text becomes.
BAR_DP = 68
# As near to the end of a list as most screens are tall: what follows is there when one arrives.
NEAR_DP = 900
SCROLL_EVERY_MS = 200


def side_padding() -> float:
    """The space left and right, so that lines stay readable on a wide screen."""
    width = ft.context.page.width or 0
    return max(float(EDGE), (float(width) - READABLE_DP) / 2)


def column(
    controls: Sequence[ft.Control],
    bottom: float = 32,
    key: str | None = None,
    more: Handler | None = None,
) -> ft.ListView:
    """The scrolling column of a screen; ``more`` is called when its end comes near."""
    side = side_padding()

    async def scrolled(e: ft.OnScrollEvent) -> None:
        if more is not None and e.max_scroll_extent - e.pixels < NEAR_DP:
            await more()

    return ft.ListView(
        controls=list(controls),
        key=key,
        expand=True,
        spacing=GAP,
        padding=ft.Padding(left=side, top=8, right=side, bottom=bottom),
        on_scroll=scrolled if more else None,
        scroll_interval=SCROLL_EVERY_MS,
    )


def screen(
    title: str,
    controls: Sequence[ft.Control],
    *,
    subtitle: str = "",
    actions: Sequence[ft.Control] = (),
    bottom: ft.Control | None = None,
) -> ft.View:
    """A screen one goes into and comes back from."""
    coached = coach(ft.use_view_path())
    # Of its own for each title: what takes a screen's place must not begin scrolled down.
    body: list[ft.Control] = [column([*coached, *controls], key=f"{title} {subtitle}")]
    if bottom is not None:
        body.append(bottom_bar(bottom))
    return whole(bar(title, subtitle, actions), body)


def whole(bar: ft.AppBar, body: Sequence[ft.Control]) -> ft.View:
    """A screen's view: its bar, and under it what fills the rest from top to bottom."""
    route, ui = ft.use_view_path(), use_ui()
    if route:
        ui.remember(ui.page.route or "/")
    return ft.View(
        route=route,
        appbar=bar,
        padding=0,
        spacing=0,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
        controls=[
            ft.SafeArea(
                expand=True,
                content=ft.Column(
                    list(body),
                    expand=True,
                    spacing=0,
                    horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
                ),
            )
        ],
    )


def bar(title: str, subtitle: str = "", actions: Sequence[ft.Control] = ()) -> ft.AppBar:
    """A screen's bar, tall enough for its title as large as a bar lets it become."""
    return ft.AppBar(title=titled(title, subtitle), actions=list(actions), toolbar_height=BAR_DP)


def titled(title: str, subtitle: str = "") -> ft.Control:
    """A bar's title, with a small line under it where there is one."""
    name = ft.Text(title, size=20, weight=ft.FontWeight.W_600, max_lines=1, overflow=ELLIPSIS)
    if not subtitle:
        return name
    line = ft.Text(
        subtitle, size=13, color=ft.Colors.ON_SURFACE_VARIANT, max_lines=1, overflow=ELLIPSIS
    )
    return ft.Column([name, line], spacing=0, tight=True)


def bar_button(text: str, on_click: Handler, *, icon: ft.IconData, tooltip: str = "") -> ft.Control:
    """A button with words in a bar, whose height is fixed: little padding, one line."""
    name = ft.Text(text, size=BODY, max_lines=1, overflow=ELLIPSIS)
    return ft.TextButton(
        content=name, icon=icon, tooltip=tooltip or None, on_click=on_click, style=tall(4, 12)
    )


def bottom_bar(content: ft.Control) -> ft.Control:
    """What stays at the bottom, in reach of a thumb."""
    return ft.Container(
        content=content,
        bgcolor=ft.Colors.SURFACE,
        padding=ft.Padding(left=side_padding(), top=10, right=side_padding(), bottom=10),
        border=ft.Border(top=ft.BorderSide(1, ft.Colors.OUTLINE_VARIANT)),
    )


ELLIPSIS = ft.TextOverflow.ELLIPSIS
