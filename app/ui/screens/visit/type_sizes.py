"""How large a record is set: for one who holds the phone, or to be read at arm's length."""

from dataclasses import dataclass

import flet as ft

from app.ui.widgets.pieces import mark, quiet


@dataclass(frozen=True, slots=True)
class TypeSizes:
    """The sizes of a record's lines."""

    normal: float
    small: float
    head: float
    section: float
    word: float

    def text(self, words: str) -> ft.Text:
        """A line of the record."""
        return ft.Text(words, size=self.normal)

    def quiet(self, words: str) -> ft.Text:
        """A line that explains."""
        return quiet(words, self.small)

    def title(self, words: str) -> ft.Text:
        """The first line of a card."""
        return ft.Text(words, size=self.head, weight=ft.FontWeight.W_600)

    def heading(self, words: str) -> ft.Control:
        """The title of a group."""
        text = ft.Text(words, size=self.section, weight=ft.FontWeight.W_600)
        return ft.Container(text, padding=ft.Padding(left=4, top=8, right=4, bottom=0))

    def mark(self, words: str, tone: str = "plain") -> ft.Control:
        """A rounded word, such as an answer."""
        return mark(words, tone, self.word)


IN_HAND = TypeSizes(normal=14, small=13, head=16, section=15, word=12)
AT_ARMS_LENGTH = TypeSizes(normal=19, small=17, head=21, section=20, word=17)
