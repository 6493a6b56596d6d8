"""Whether a problem was found here before: earlier ones of its category, to choose from."""

import flet as ft

from app.ui.guard import safe
from app.ui.screens.visit.findings.form import offered
from app.ui.texts import labels
from app.ui.texts.visit import finding as words
from app.ui.widgets.form import Form
from app.ui.widgets.pieces import card, mark, quiet, stack, title
from domain.visit.recurrence import times_found
from domain.wire.workbook import WorkbookFinding

COPIED = ("text", "place", "suggestion")
Earlier = tuple[WorkbookFinding, ...]


def recurrence(form: Form, earlier: Earlier) -> ft.Control:
    """The earlier problem that this one repeats, or those it might; nothing where none is known."""
    recurs = form.values.get("recurs")
    if recurs:
        return chosen_card(form, str(recurs), earlier)
    found = offered(form.values, earlier)
    if not found:
        return ft.Container()
    head = [title(words.RECURS), quiet(words.RECURS_HINT)]
    return card(stack([*head, *(offer(form, each) for each in found)], 8))


def times(recurs: str | None, earlier: Earlier) -> int:
    """Which finding of the same problem it is."""
    return times_found(recurs, {each.finding_id: each.recurs for each in earlier})


def chosen_card(form: Form, recurs: str, earlier: Earlier) -> ft.Control:
    """The earlier problem, and taking it back."""
    known = next((each for each in earlier if each.finding_id == recurs), None)
    lines: list[ft.Control] = [
        ft.Row(
            [mark(words.times(times(recurs, earlier)), "look"), quiet(words.CHOSEN_EARLIER)],
            wrap=True,
        )
    ]
    if known is not None:
        lines += [
            ft.Text(known.text),
            quiet(words.earlier_line(known.raised_on, labels.FINDING_STATE[known.state])),
        ]
    lines.append(
        ft.Row([ft.TextButton(words.NOT_RECURRING, on_click=form.choosing("recurs", None))])
    )
    return card(stack(lines, 8))


def offer(form: Form, earlier: WorkbookFinding) -> ft.Control:
    """One earlier problem to tap; its words are copied where none were written yet."""

    async def choose() -> None:
        await form.change("recurs", earlier.finding_id)
        if form.text("text").strip():
            return
        for name in COPIED:
            old = getattr(earlier, name)
            await form.change(name, lambda now, old=old: now or old)

    return ft.ListTile(
        key=f"earlier-{earlier.finding_id}",
        title=ft.Text(earlier.text, size=15),
        subtitle=quiet(words.earlier_line(earlier.raised_on, labels.FINDING_STATE[earlier.state])),
        leading=ft.Icon(ft.Icons.HISTORY),
        on_click=safe(choose),
        content_padding=0,
        min_height=48,
    )
