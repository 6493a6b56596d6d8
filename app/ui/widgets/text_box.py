"""The one text field of the app: nothing that is drawn writes over what somebody types.

While one types, the field is not drawn anew, and what follows from the text is drawn by itself
(``Following``). Where it is drawn again for another reason, it says what the client said last.
Only the app's own act (``Typed.write``) sets another text.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import flet as ft

from app.ui.guard import part, safe
from app.ui.hooks import use_box
from app.ui.widgets.pieces import together


@ft.observable
class Beat:
    """Grows to tell that something has changed."""

    def __init__(self) -> None:
        self.number = 0

    def tell(self) -> None:
        """Have drawn what follows it."""
        self.number += 1


def kept_nowhere(_text: str) -> object:
    """What is typed ends with its field."""
    return None


class Typed:
    """What a field says, by whoever typed last or by the app.

    ``heard`` tells of typing, ``written`` of what the app wrote. ``keep`` is called with each
    text that was typed, ``left`` when the field is left. ``is_left`` is false while one types.
    """

    def __init__(self, text: str = "", keep: Callable[[str], Any] = kept_nowhere) -> None:
        self.text = text
        self.keep = keep
        self.left: Callable[[], Any] | None = None
        self.is_left = True
        self.writes = 0
        self.heard, self.written = Beat(), Beat()

    def hear(self, text: str) -> Any:
        """Somebody typed; answers what keeping it does."""
        self.text, self.is_left = text, False
        kept = self.keep(text)
        self.heard.tell()
        return kept

    def stand(self, text: str) -> None:
        """The app sets the text while it draws around the field."""
        if text != self.text:
            self.text, self.is_left = text, True
            self.writes += 1

    def write(self, text: str) -> None:
        """The app sets the text by an act."""
        self.stand(text)
        self.written.tell()
        self.heard.tell()

    def leave(self) -> Any:
        """The field was left."""
        self.is_left = True
        self.heard.tell()
        return self.left() if self.left is not None else None


@dataclass(frozen=True, slots=True)
class Look:
    """How a text field looks.

    It begins with so many ``lines`` and grows to ``most_lines`` where that is more than one, or
    where it is ``is_growing``. ``is_wide`` takes what room there is beside others.
    """

    label: str = ""
    hint: str = ""
    lines: int = 1
    most_lines: int = 12
    keyboard: ft.KeyboardType = ft.KeyboardType.TEXT
    suffix: str = ""
    icon: ft.IconData | None = None
    width: float | None = None
    is_centred: bool = False
    is_wide: bool = False
    is_growing: bool = False
    is_secret: bool = False
    is_first: bool = False
    key: str | None = None


@dataclass(slots=True)
class Shown:
    """The field as it was drawn last, of whose text, and how often the app had set that."""

    field: ft.TextField | None = None
    typed: Typed | None = None
    writes: int = 0


def text_box(
    typed: Typed, look: Look, *, on_submit: Callable[..., Any] | None = None
) -> ft.Control:
    """A text field that says what ``typed`` does."""
    # By name, so that it stays the same field when something comes or goes above it.
    name = look.key or look.label or None
    box = TextBox(typed, typed.written, look, on_submit, key=name)
    return together(box, expand=look.is_wide or None, key=name)


@part
def TextBox(
    typed: Typed, _written: Beat, look: Look, on_submit: Callable[..., Any] | None
) -> ft.Control:
    """The field, which is drawn anew when the app has written into it."""
    shown = use_box(Shown).current
    text = typed.text
    if shown.field is not None and shown.typed is typed and shown.writes == typed.writes:
        # Said on its way here, perhaps: older text must not go back to whoever types.
        text = shown.field.value
    field = drawn_box(typed, look, text, on_submit)
    shown.field, shown.typed, shown.writes = field, typed, typed.writes
    return field


def drawn_box(
    typed: Typed, look: Look, text: str = "", on_submit: Callable[..., Any] | None = None
) -> ft.TextField:
    """The field itself, for a dialog that nothing draws anew."""
    is_long = look.lines > 1 or look.is_growing

    async def change(e: Any) -> None:
        kept = typed.hear(e.control.value or "")
        if kept is not None:
            await kept

    async def leave() -> None:
        done = typed.leave()
        if done is not None:
            await done

    return ft.TextField(
        value=text,
        label=look.label or None,
        hint_text=look.hint or None,
        multiline=is_long,
        align_label_with_hint=is_long,
        min_lines=look.lines if is_long else None,
        max_lines=look.most_lines if is_long else 1,
        keyboard_type=look.keyboard,
        suffix=look.suffix or None,
        prefix_icon=look.icon,
        width=look.width,
        dense=look.width is not None and look.is_centred,
        text_align=ft.TextAlign.CENTER if look.is_centred else None,
        password=look.is_secret,
        can_reveal_password=look.is_secret,
        autofocus=look.is_first,
        on_change=safe(change),
        on_blur=safe(leave),
        on_submit=on_submit,
        key=look.key,
    )


def following(beat: Beat, draw: Callable[[], ft.Control]) -> ft.Control:
    """What follows from a text that is typed, drawn anew with every change of it."""
    return Following(beat, draw)


@part
def Following(_beat: Beat, draw: Callable[[], ft.Control]) -> ft.Control:
    """The drawing, which is asked for again."""
    return draw()
