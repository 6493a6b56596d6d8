"""The office's papers and the handbook: this theme's first, found by title and text."""

from typing import TYPE_CHECKING

import flet as ft

from app.ui.guard import page
from app.ui.state.ui import Ui, use_loaded, use_ui
from app.ui.texts import library as words
from app.ui.texts import shell as shell_words
from app.ui.widgets.frame import screen
from app.ui.widgets.pieces import card, empty, heading, mark, notice, quiet, stack, title, waiting
from app.ui.widgets.search_field import search_field
from domain.words.values import label

if TYPE_CHECKING:
    from app.library.library import Chapter, Hit, Paper


@page
def LibraryScreen() -> ft.View:
    """All there is to read, or what was found."""
    ui = use_ui()
    library = ui.session.library
    theme_id = ft.use_route_params().get("theme_id")
    wanted, set_wanted = ft.use_state("")
    papers = use_loaded(lambda: library.papers(theme_id), library, theme_id)
    chapters = use_loaded(lambda: library.chapters, library)
    hits = use_loaded(lambda: library.find(wanted), library, wanted)
    if papers is None or chapters is None or hits is None:
        return screen(words.TITLE, [waiting(shell_words.LOADING)])
    search = search_field(words.SEARCH, words.SEARCH_HINT, set_wanted)
    body = found(ui, hits) if wanted.strip() else shelf(ui, papers, chapters, theme_id)
    return screen(words.TITLE, [search, *body])


def shelf(
    ui: Ui, papers: "list[Paper]", chapters: "tuple[Chapter, ...]", theme_id: str | None
) -> list[ft.Control]:
    """The papers, then the handbook."""
    waiting_for = sum(each.must_be_read and not each.is_read for each in papers)
    shown: list[ft.Control] = [notice(words.must_read(waiting_for))] if waiting_for else []
    shown.append(heading(words.PAPERS))
    shown += [paper_card(ui, each, theme_id) for each in papers]
    if not papers:
        shown.append(empty(ft.Icons.MENU_BOOK_OUTLINED, words.EMPTY, words.EMPTY_HINT))
    rows: list[ft.Control] = [chapter_row(ui, each) for each in chapters]
    shown += [
        heading(words.HANDBOOK),
        card(stack([quiet(words.HANDBOOK_HINT), *rows], 0)),
    ]
    return shown


def paper_card(ui: Ui, paper: "Paper", theme_id: str | None = None, around: str = "") -> ft.Control:
    """One paper: what it is, and whether it still has to be read."""
    marks: list[ft.Control] = [mark(label(paper.category))]
    if theme_id is not None and theme_id in paper.theme_ids:
        marks.append(mark(words.THIS_THEME, "good"))
    if paper.is_read:
        marks.append(mark(words.IS_READ, "good"))
    elif paper.must_be_read:
        marks.append(mark(words.MUST_READ, "look"))
    if not paper.is_here:
        marks.append(mark(words.NOT_HERE))
    about = words.where(paper.number, paper.organ, paper.issued_on)
    lines: list[ft.Control] = [title(paper.title), *([quiet(about)] if about else [])]
    lines += [ft.Text(around)] if around else []
    return card(
        stack([*lines, ft.Row(marks, wrap=True, spacing=6, run_spacing=6)], 6),
        on_click=ui.go(f"/paper/{paper.policy_id}"),
        key=f"paper-{paper.policy_id}",
    )


def chapter_row(ui: Ui, chapter: "Chapter") -> ft.Control:
    """One chapter of the handbook."""
    return ft.ListTile(
        key=f"chapter-{chapter.key}",
        title=ft.Text(chapter.title, size=16),
        subtitle=quiet(chapter.summary),
        trailing=ft.Icon(ft.Icons.CHEVRON_RIGHT),
        on_click=ui.go(f"/handbook/{chapter.key}"),
        content_padding=0,
    )


def found(ui: Ui, hits: "list[Hit]") -> list[ft.Control]:
    """What has the words."""
    from app.library.library import Chapter

    if not hits:
        return [empty(ft.Icons.SEARCH_OFF, words.NONE_FOUND, words.NONE_FOUND_HINT)]
    shown: list[ft.Control] = []
    for hit in hits:
        if isinstance(hit.found, Chapter):
            lines = [title(hit.found.title), ft.Text(hit.around or hit.found.summary)]
            kind = ft.Row([mark(words.HANDBOOK)])
            opened = ui.go(f"/handbook/{hit.found.key}")
            shown.append(card(stack([*lines, kind], 6), on_click=opened))
        else:
            shown.append(paper_card(ui, hit.found, around=hit.around))
    return shown
