"""How large a record is set: for one who holds the phone, or to be read at arm's length."""

from dataclasses import dataclass

import flet as ft

from app.ui.parts.pieces import quiet


@dataclass(frozen=True, slots=True)
class Look:
    """The sizes of a record's lines."""

    normal: float
    small: float
    head: float

    def text(self, words: str) -> ft.Text:
        """A line of the record."""
        return ft.Text(words, size=self.normal)

    def quiet(self, words: str) -> ft.Text:
        """A line that explains."""
        return quiet(words, self.small)

    def title(self, words: str) -> ft.Text:
        """The first line of a card."""
        return ft.Text(words, size=self.head, weight=ft.FontWeight.W_600)


IN_HAND = Look(normal=14, small=13, head=16)
AT_ARMS_LENGTH = Look(normal=19, small=17, head=21)
