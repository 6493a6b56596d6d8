"""What is on its way: photos that wait for Wi-Fi, each photo's state, and records turned down."""

from collections import Counter
from typing import TYPE_CHECKING, Any

import flet as ft

from app.ui.state.ui import Ui
from app.ui.texts import sync as words
from app.ui.widgets.pieces import (
    card,
    heading,
    mark,
    notice,
    progress_bar,
    quiet,
    side_button,
    silent,
    stack,
)

if TYPE_CHECKING:
    from app.sync.progress import PhotoProgress, RefusedRecord, SyncState

MOST_PHOTOS = 100
MOST_REFUSED = 50

SAID = {
    "waits_for_entry": words.WAITS_FOR_ENTRY,
    "waits_for_wifi": words.WAITS_FOR_WIFI,
    "waits_for_yes": words.WAITS_FOR_YES,
    "in_line": words.IN_LINE,
    "confirmed": words.PHOTO_CONFIRMED,
}


def held(state: "SyncState", use: Any, *, is_running: bool) -> list[ft.Control]:
    """Photos that wait because they would cost, how large they are, and the way to send them."""
    if state.held is None:
        return []
    text = ft.Text(words.held(state.held.photos, state.held.size_bytes), expand=True)
    icon = silent(ft.Icon(ft.Icons.SIGNAL_CELLULAR_ALT, color=ft.Colors.TERTIARY))
    button = side_button(words.USE_MOBILE, use, icon=ft.Icons.UPLOAD, disabled=is_running)
    row = ft.Row([icon, text], spacing=12, vertical_alignment=ft.CrossAxisAlignment.START)
    return [card(stack([row, button], 12), key="held")]


def photos(state: "SyncState") -> list[ft.Control]:
    """Each photo that waits, in the order they are sent."""
    if not state.unsent_photos:
        return []
    shown = [photo_row(each) for each in state.unsent_photos[:MOST_PHOTOS]]
    return [heading(words.PHOTOS_TITLE), card(stack(shown, 14))]


def photo_row(photo: "PhotoProgress") -> ft.Control:
    """One photo: where from, where it is, and what stands in its way."""
    marks = [mark(words.HAZARD, "bad")] if photo.is_hazard else []
    said, is_bad = stage_words(photo)
    lines: list[ft.Control] = [
        ft.Row([ft.Text(photo.school_name, expand=True), *marks]),
        ft.Row(
            [
                ft.Text(
                    said,
                    size=13,
                    expand=True,
                    color=ft.Colors.ERROR if is_bad else ft.Colors.ON_SURFACE_VARIANT,
                ),
                quiet(words.size(photo.size_bytes)),
            ],
            vertical_alignment=ft.CrossAxisAlignment.START,
        ),
    ]
    if photo.sent_bytes and photo.stage != "confirmed":
        share = photo.sent_bytes / max(1, photo.size_bytes)
        lines.append(progress_bar(share, words.PHOTOS_TITLE))
    return ft.Container(stack(lines, 4), key=f"photo-{photo.photo_id}")


def stage_words(photo: "PhotoProgress") -> tuple[str, bool]:
    """Where the photo is, and whether that is trouble."""
    if photo.stage == "sending":
        return words.sending(photo.sent_bytes, photo.size_bytes), False
    if photo.stage == "failed":
        return words.failed(photo.problem or ""), True
    return SAID[photo.stage], False


def refused(state: "SyncState") -> list[ft.Control]:
    """Records that the server did not take, each with why; not those that it never can."""
    found = [each for each in state.refused if not each.lost_before]
    if not found:
        return []
    shown = [refused_row(each) for each in found[:MOST_REFUSED]]
    hint = ft.Container(quiet(words.REFUSED_HINT), padding=ft.Padding(left=4, right=4))
    card_of = card(stack(shown, 14), key="refused")
    return [heading(words.REFUSED_TITLE), hint, card_of]


def stuck(ui: Ui, state: "SyncState") -> list[ft.Control]:
    """Records behind lost ones: that this is for good, what is lost and what is not.

    Each visit of which there are some leads to itself, where one reads what they say.
    """
    found = [each for each in state.refused if each.lost_before]
    if not found:
        return []
    lost = max(each.lost_before for each in found)
    said = [
        notice(words.stuck(lost, len(found)), "bad", ft.Icons.LINK_OFF),
        quiet(words.STUCK_SAFE, 14),
        quiet(words.STUCK_NEXT, 14),
    ]
    by_visit: dict[tuple[str | None, str], Counter[str]] = {}
    for each in found:
        by_visit.setdefault((each.visit_id, each.school_name), Counter())[each.kind] += 1
    rows: list[ft.Control] = [stuck_row(ui, *of, kinds) for of, kinds in by_visit.items()]
    listed = ft.Column(rows[:MOST_REFUSED], spacing=0, tight=True)
    return [heading(words.STUCK_TITLE), card(stack([*said, listed], 12), key="stuck")]


def stuck_row(ui: Ui, visit_id: str | None, school_name: str, kinds: Counter[str]) -> ft.Control:
    """What is stuck of one visit, and the way to it; of what is no visit's, its kind alone."""
    said = words.stuck_kinds(kinds)
    if visit_id is None:
        return ft.Text(said, size=14)
    return ft.ListTile(
        title=ft.Text(school_name, size=16),
        subtitle=quiet(said),
        trailing=silent(ft.Icon(ft.Icons.CHEVRON_RIGHT)),
        on_click=ui.go(f"/visit/{visit_id}"),
        content_padding=0,
        min_height=56,
        key=f"stuck-{visit_id}",
    )


def refused_row(record: "RefusedRecord") -> ft.Control:
    """One record, and the words for why it was not taken."""
    return stack(
        [ft.Text(name_of(record)), ft.Text(record.words, size=13, color=ft.Colors.ERROR)], 4
    )


def name_of(record: "RefusedRecord") -> str:
    """Where it was recorded, and what it is."""
    kind = words.kind_word(record.kind)
    return f"{record.school_name} · {kind}" if record.school_name else kind
