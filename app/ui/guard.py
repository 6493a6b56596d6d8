"""The outermost edge of the screens: what no component and no handler may let out.

An exception in a component's re-render would freeze the session for good, and one in a
handler would cover the whole app. Both end here: logged, and said in words. Here too a page
beneath another is put to rest.
"""

import inspect
import logging
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any, ParamSpec, cast

import flet as ft

from app.ui.resting import Around, resting, show_page, show_part
from app.ui.texts import shell as words
from domain.errors import DujiError

logger = logging.getLogger("duji.ui")

P = ParamSpec("P")
Handler = Callable[..., Awaitable[None]]


def part(draw: Callable[P, ft.Control]) -> Callable[..., ft.Control]:
    """A component (it also takes a ``key``) whose failure shows one card instead of freezing."""
    return ft.component(_guarded(draw))


def steady_part(draw: Callable[P, ft.Control]) -> Callable[..., ft.Control]:
    """A part that what is around it draws anew only where an argument became another one.

    For the rows of a long list; whatever else such a part shows, it has to observe itself.
    """
    guarded = _guarded(draw)

    @wraps(draw)
    def drawn(_around: Around, /, *args: P.args, **kwargs: P.kwargs) -> ft.Control:
        return guarded(*args, **kwargs)

    component = cast(Any, ft.memo)(ft.component(drawn))

    def placed(*args: Any, **kwargs: Any) -> ft.Control:
        return cast(ft.Control, component(Around.this(), *args, **kwargs))

    return placed


def _guarded(draw: Callable[P, ft.Control]) -> Callable[P, ft.Control]:
    @wraps(draw)
    def drawn(*args: P.args, **kwargs: P.kwargs) -> ft.Control:
        try:
            return draw(*args, **kwargs)
        except Exception:
            logger.exception("drawing %s failed", draw.__name__)
            return broken_piece()

    return wraps(draw)(resting(drawn, show_part))


def page(draw: Callable[[], ft.View]) -> Callable[[], ft.View]:
    """The same for a whole screen; the way back stays open."""

    @wraps(draw)
    def drawn() -> ft.View:
        try:
            return draw()
        except Exception:
            logger.exception("drawing the screen %s failed", draw.__name__)
            return ft.View(
                route=ft.use_view_path() or "/broken",
                appbar=ft.AppBar(title=ft.Text(words.APP_NAME)),
                controls=[broken_piece()],
            )

    return ft.component(wraps(draw)(resting(drawn, show_page)))


def broken_piece() -> ft.Control:
    """What stands in place of a part that could not be drawn."""
    return ft.Card(
        content=ft.Container(
            padding=16,
            content=ft.Row(
                [
                    ft.Icon(ft.Icons.ERROR_OUTLINE, color=ft.Colors.ERROR),
                    ft.Text(words.BROKEN_PIECE, expand=True),
                ]
            ),
        )
    )


def safe(act: Callable[..., Any]) -> Handler:
    """An event handler that may fail: a refusal is shown in its words, a defect is logged too.

    The handler may take the event or nothing, and may be a coroutine function or not.
    """
    kinds = [each.kind for each in inspect.signature(act).parameters.values()]
    takes_event = any(kind is not inspect.Parameter.KEYWORD_ONLY for kind in kinds)

    # No functools.wraps: flet calls by the shown signature, which must stay this one.
    async def handle(e: Any = None) -> None:
        try:
            outcome = act(e) if takes_event else act()
            if inspect.isawaitable(outcome):
                await outcome
        except DujiError as refusal:
            say(refusal.message)
        except Exception:
            logger.exception("the handler %s failed", getattr(act, "__name__", act))
            say(words.HANDLER_FAILED)

    return handle


# Of the longest, what to set on a phone, nothing may go before it is read.
READ_A_SECOND = 10


def say(text: str, action: str | None = None, on_action: Handler | None = None) -> None:
    """Show a line at the bottom of the screen for a few seconds."""
    bar = ft.SnackBar(
        content=ft.Text(text),
        behavior=ft.SnackBarBehavior.FLOATING,
        show_close_icon=True,
        # Above the buttons at the bottom, which stay in reach.
        margin=ft.Margin(left=16, top=0, right=16, bottom=88),
        # One with an action would stay until it is tapped; it stays long enough to be reached.
        persist=False,
        duration=ft.Duration(seconds=max(8 if action else 4, len(text) // READ_A_SECOND)),
        action=action,
        on_action=on_action,
    )
    ft.context.page.show_dialog(bar)
