"""A text field that forgets nothing: a draft while one types, an entry when one leaves it."""

from collections.abc import Callable
from dataclasses import dataclass

import flet as ft

from app.ui.guard import part, safe
from app.ui.hooks import use_box
from app.ui.state.visit_controller import STAYS, Commit, VisitController
from app.ui.widgets.text_box import Look, Typed, text_box
from domain.plain_text import plain_text


@dataclass(frozen=True, slots=True)
class Field:
    """A field's draft key and looks."""

    key: str
    label: str
    hint: str = ""
    lines: int = 1


def says(text: str, saved: str) -> bool:
    """Whether the text becomes what is saved."""
    return plain_text(text.strip()) == saved


class Entries:
    """What makes entries of a field's text, and the last that became one, with what was saved."""

    def __init__(self, commit: Commit) -> None:
        self.commit = commit
        self._text: str | None = None
        self._saved: str | None = None

    def enter(self, text: str) -> object:
        """Make an entry of the text."""
        outcome = self.commit(text)
        self._text, self._saved = text, None
        return outcome

    def became(self, text: str, saved: str) -> bool:
        """Whether this is what was saved of the text: it stays as it was typed."""
        if text != self._text or self._saved not in (None, saved):
            return False
        self._saved = saved
        return True


def use_draft(
    controller: VisitController,
    key: str,
    saved: str,
    commit: Commit,
    is_saved: Callable[[str], bool] | None = None,
) -> Typed:
    """What the field under the draft key says; ``saved`` is the text as the visit has it.

    ``commit`` makes an entry of a text. ``is_saved`` answers whether a text says what is saved:
    then it stays as it was typed.
    """
    kept = controller.draft(key)
    typed = use_box(lambda: Typed(saved if kept is None else kept)).current
    entries = use_box(lambda: Entries(commit)).current
    entries.commit = commit

    async def leave() -> None:
        await controller.settle(key)

    typed.keep = lambda text: controller.hold(key, text, entries.enter)
    typed.left = leave
    if kept is None:
        is_there = is_saved(typed.text) if is_saved else says(typed.text, saved)
        if not entries.became(typed.text, saved) and not is_there:
            typed.stand(saved)
    ft.use_effect(
        safe(lambda: controller.take_up(key, entries.enter)),
        dependencies=[key],
        cleanup=safe(leave),
    )
    return typed


def use_note(controller: VisitController, key: str) -> Typed:
    """What a field says whose text is part of an act to come: it stays a draft until then."""
    return use_draft(controller, key, "", lambda _text: STAYS, is_saved=lambda text: not text)


@part
def DraftField(controller: VisitController, field: Field, saved: str, commit: Commit) -> ft.Control:
    """The field; ``saved`` is the text as the visit has it, ``commit`` makes an entry of a text."""
    typed = use_draft(controller, field.key, saved, commit)
    return text_box(typed, Look(field.label, field.hint, lines=field.lines))
