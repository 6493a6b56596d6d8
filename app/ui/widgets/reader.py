"""A long text to read: in pages, larger or smaller, and open again where one was."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import flet as ft

from app.ui.guard import part, safe
from app.ui.hooks import use_box, use_value
from app.ui.state.ui import use_ui
from app.ui.texts import library as words
from app.ui.texts import shell as shell_words
from app.ui.widgets.frame import bottom_bar, side_padding
from app.ui.widgets.pieces import named, quiet, waiting

if TYPE_CHECKING:
    from app.preferences import Preferences
    from domain.kinds.office.policy import PolicySection

TEXT_SIZE = 17.0
SIZES = (0.85, 1.0, 1.2, 1.45, 1.75)
COMMON_SIZE = 1
SIZE_NAME, PLACE_NAME = "reading_size", "reading"
SCROLL_EVERY_MS = 400


@dataclass(frozen=True, slots=True)
class ReadingPlace:
    """Where one is in a text: the page, how far down it, and the size of the text."""

    page: int = 0
    offset: float = 0.0
    size: int = COMMON_SIZE


@dataclass(frozen=True, slots=True)
class Document:
    """What is read: its key among the places, its head, its pages and what stands at its end."""

    key: str
    title: str
    about: str
    pages: "Sequence[tuple[PolicySection, ...]]"


def read_place(kept: str, size: str) -> ReadingPlace:
    """The place as it was kept; the beginning where it cannot be read."""
    page, _, offset = kept.partition(" ")
    try:
        return ReadingPlace(max(0, int(page)), max(0.0, float(offset)), index_of(size))
    except ValueError:
        return ReadingPlace(size=index_of(size))


def index_of(size: str) -> int:
    """Which of the sizes it is; the common one where it is none."""
    return int(size) if size.isdecimal() and int(size) < len(SIZES) else COMMON_SIZE


@part
def Reader(document: Document, end: ft.Control | None) -> ft.Control:
    """The text, and under it the way to the other pages and to larger letters."""
    preferences = use_ui().session.preferences
    nowhere: ReadingPlace | None = None
    place, set_place = use_value(nowhere)
    listed = use_box(ft.Ref[ft.ListView]).current
    at = use_box(float)

    async def restore() -> None:
        kept = await asyncio.to_thread(kept_place, preferences, document.key)
        at.current = kept.offset
        set_place(lambda _old: kept)

    async def follow() -> None:
        if place is not None and listed.current is not None:
            await scroll(listed.current, at.current)

    async def scrolled(e: Any) -> None:
        at.current = float(e.pixels or 0)
        if place is not None and e.event_type is ft.ScrollType.END:
            await keep(place)

    async def keep(now: ReadingPlace) -> None:
        await asyncio.to_thread(
            preferences.put, f"{PLACE_NAME}:{document.key}", f"{now.page} {at.current:.0f}"
        )

    async def move(now: ReadingPlace) -> None:
        if place is None or now.page != place.page:
            at.current = 0.0
        set_place(lambda _old: now)
        await keep(now)
        await asyncio.to_thread(preferences.put, SIZE_NAME, str(now.size))

    ft.use_effect(safe(restore), dependencies=[document.key])
    ft.use_effect(safe(follow), dependencies=[place.page if place else None])
    if place is None:
        return waiting(shell_words.LOADING)
    return ft.Column(
        [
            text_list(document, place, end, (listed, safe(scrolled))),
            bottom_bar(tools(document, place, move)),
        ],
        expand=True,
        spacing=0,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )


def kept_place(preferences: "Preferences", key: str) -> ReadingPlace:
    """Where one was in the text, on this phone."""
    return read_place(preferences.get(f"{PLACE_NAME}:{key}"), preferences.get(SIZE_NAME))


async def scroll(listed: ft.ListView, offset: float) -> None:
    """Go to the offset; where it cannot, the text stands at its beginning."""
    try:
        await listed.scroll_to(offset=offset)
    except RuntimeError:
        return


def text_list(
    document: Document, place: ReadingPlace, end: ft.Control | None, following: tuple[Any, Any]
) -> ft.Control:
    """One page of the text."""
    ref, scrolled = following
    last = len(document.pages) - 1
    page = min(place.page, last)
    size = TEXT_SIZE * SIZES[place.size]
    shown: list[ft.Control] = []
    if page == 0:
        shown = [head(document.title, size), quiet(document.about)] if document.about else []
        shown = shown or [head(document.title, size)]
    for section in document.pages[page]:
        shown += section_lines(section, size)
    if page == last:
        shown.append(end or ft.Container(quiet(words.END), alignment=ft.Alignment.CENTER))
    side = side_padding() + 4
    return ft.ListView(
        shown,
        ref=ref,
        expand=True,
        spacing=12,
        padding=ft.Padding(left=side, top=8, right=side, bottom=32),
        on_scroll=scrolled,
        scroll_interval=SCROLL_EVERY_MS,
        key=f"page-{page}",
    )


def head(title: str, size: float) -> ft.Control:
    """The text's title."""
    name = ft.Text(title, size=size * 1.25, weight=ft.FontWeight.W_600)
    return ft.Semantics(content=name, header=True)


def section_lines(section: "PolicySection", size: float) -> list[ft.Control]:
    """One section: its heading, and its text to read and to copy."""
    name = ft.Text(section.heading, size=size * 1.05, weight=ft.FontWeight.W_600)
    text = ft.Text(section.text, size=size, style=ft.TextStyle(height=1.65))
    headed = [ft.Semantics(content=name, header=True)] if section.heading else []
    return [*headed, *([text] if section.text else [])]


def tools(
    document: Document, place: ReadingPlace, move: Callable[[ReadingPlace], Any]
) -> ft.Control:
    """Smaller, larger; and with several pages: back, contents, on."""
    last = len(document.pages) - 1
    page = min(place.page, last)

    def button(icon: ft.IconData, name: str, there: ReadingPlace, *, is_off: bool) -> ft.Control:
        going = safe(lambda: move(there))
        return named(ft.IconButton(icon, tooltip=name, on_click=going, disabled=is_off))

    sizes = [
        button(icon, name, ReadingPlace(page, 0.0, size), is_off=not 0 <= size < len(SIZES))
        for icon, name, size in (
            (ft.Icons.TEXT_DECREASE, words.SMALLER, place.size - 1),
            (ft.Icons.TEXT_INCREASE, words.LARGER, place.size + 1),
        )
    ]
    if last <= 0:
        return ft.Row(sizes, alignment=ft.MainAxisAlignment.END)
    earlier, later = (
        ReadingPlace(page - 1, 0.0, place.size),
        ReadingPlace(page + 1, 0.0, place.size),
    )
    return ft.Row(
        [
            *sizes,
            ft.Container(expand=True),
            button(ft.Icons.CHEVRON_LEFT, words.EARLIER, earlier, is_off=page == 0),
            ft.TextButton(
                words.page_of(page + 1, last + 1),
                tooltip=words.CONTENTS,
                on_click=safe(contents(document, place, move)),
            ),
            button(ft.Icons.CHEVRON_RIGHT, words.LATER, later, is_off=page == last),
        ],
        spacing=0,
    )


def contents(
    document: Document, place: ReadingPlace, move: Callable[[ReadingPlace], Any]
) -> Callable[[], None]:
    """A handler that shows the headings and goes to the one that is tapped."""
    shown = ft.context.page

    def entry(page: int, name: str) -> ft.Control:
        async def go() -> None:
            shown.pop_dialog()
            await move(ReadingPlace(page, 0.0, place.size))

        return ft.TextButton(name, on_click=safe(go))

    def ask() -> None:
        headings = [
            entry(page, section.heading)
            for page, sections in enumerate(document.pages)
            for section in sections
            if section.heading
        ]
        shown.show_dialog(
            ft.AlertDialog(
                title=ft.Text(words.CONTENTS),
                scrollable=True,
                content=ft.Column(headings, tight=True, spacing=0),
                actions=[
                    ft.TextButton(shell_words.CLOSE, on_click=safe(lambda e: shown.pop_dialog()))
                ],
            )
        )

    return ask
