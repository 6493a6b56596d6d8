"""Reading one paper of the office, or one chapter of the handbook."""

import asyncio
from typing import TYPE_CHECKING

import flet as ft

from app.ui.guard import page, part, safe, say
from app.ui.state.ui import Ui, use_loaded, use_ui
from app.ui.texts import library as words
from app.ui.texts import shell as shell_words
from app.ui.widgets.frame import bar, screen, whole
from app.ui.widgets.pieces import card, empty, main_button, mark, notice, quiet, stack, waiting
from app.ui.widgets.reader import Document, Reader

if TYPE_CHECKING:
    from app.library.library import Library, Paper, Sections


@page
def PaperScreen() -> ft.View:
    """The paper that the route names."""
    ui = use_ui()
    library = ui.session.library
    policy_id = ft.use_route_params().get("policy_id", "")
    opened = use_loaded(lambda: open_paper(library, policy_id), library, policy_id)
    if opened is None:
        return screen(words.PAPER, [waiting(shell_words.LOADING)])
    paper, sections = opened
    if paper is None:
        return screen(
            words.PAPER, [empty(ft.Icons.SEARCH_OFF, words.GONE, words.GONE_HINT, to_list(ui))]
        )
    if not sections:
        to_sync = ft.Row([main_button(words.TO_SYNC, ui.go("/sync"), icon=ft.Icons.SYNC)])
        nothing = empty(
            ft.Icons.CLOUD_DOWNLOAD_OUTLINED, words.NO_TEXT, words.NO_TEXT_HINT, to_sync
        )
        return screen(words.PAPER, [nothing])
    about = words.where(paper.number, paper.organ, paper.issued_on)
    document = Document(paper.policy_id, paper.title, about, paged(sections))
    end = PaperEnd(paper, key="end")
    return whole(bar(words.PAPER), [Reader(document, end, key=paper.policy_id)])


def open_paper(library: "Library", policy_id: str) -> "tuple[Paper | None, Sections]":
    """The paper and as much of its text as is here."""
    paper = library.paper(policy_id)
    return paper, library.sections(paper) if paper else ()


def paged(sections: "Sections") -> "list[Sections]":
    """The text in pages."""
    from app.library.library import pages_of

    return pages_of(sections)


def to_list(ui: Ui) -> ft.Control:
    """The way back to the papers."""
    return ft.Row([main_button(words.TITLE, ui.go("/library"))])


@part
def PaperEnd(paper: "Paper") -> ft.Control:
    """What stands at a paper's end: that it is not whole, or that it was read."""
    ui = use_ui()

    async def confirm() -> None:
        await asyncio.to_thread(ui.session.library.mark_read, paper.policy_id)
        ui.saved()
        say(words.CONFIRMED)

    if not paper.is_here:
        return notice(words.SOME_MISSING)
    if paper.is_read:
        return ft.Row([mark(words.CONFIRMED, "good")], alignment=ft.MainAxisAlignment.CENTER)
    if not paper.must_be_read:
        return ft.Row([quiet(words.END)], alignment=ft.MainAxisAlignment.CENTER)
    button = main_button(words.CONFIRM, safe(confirm), icon=ft.Icons.CHECK)
    return card(stack([quiet(words.CONFIRM_HINT), ft.Row([button])], 12))


@page
def ChapterScreen() -> ft.View:
    """The chapter that the route names."""
    ui = use_ui()
    library = ui.session.library
    key = ft.use_route_params().get("chapter", "")
    chapters = use_loaded(lambda: library.chapters, library)
    if chapters is None:
        return screen(words.CHAPTER, [waiting(shell_words.LOADING)])
    chapter = library.chapter(key)
    if chapter is None:
        return screen(
            words.CHAPTER, [empty(ft.Icons.SEARCH_OFF, words.GONE, words.GONE_HINT, to_list(ui))]
        )
    pages = paged(chapter.sections)
    document = Document(f"handbook.{key}", chapter.title, chapter.summary, pages)
    return whole(bar(words.HANDBOOK), [Reader(document, None, key=key)])
