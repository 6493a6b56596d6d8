"""A small line that says whether all of a visit is on the server."""

import flet as ft

from app.ui.texts import records as records_words
from app.ui.texts.visit import ownership as words
from app.ui.widgets.pieces import silent


def safe_mark(is_unsent: bool, photos_unsent: int) -> ft.Control:
    """What of the visit is only on this phone, or that nothing is."""
    waits = [records_words.UNSENT_MARK] if is_unsent else []
    waits += [records_words.photos_unsent(photos_unsent)] if photos_unsent else []
    colour = ft.Colors.TERTIARY if waits else ft.Colors.ON_SURFACE_VARIANT
    icon = ft.Icons.CLOUD_UPLOAD_OUTLINED if waits else ft.Icons.CLOUD_DONE_OUTLINED
    text = ft.Text("，".join(waits) or words.ALL_SAFE, size=13, color=colour, expand=True)
    return ft.Row([silent(ft.Icon(icon, size=16, color=colour)), text], spacing=6)
