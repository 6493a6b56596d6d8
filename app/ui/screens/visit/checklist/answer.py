"""One checklist item: its answer, its remark, its photos, and what it still lacks."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import flet as ft

from app.ui.guard import safe, steady_part
from app.ui.screens.visit.checklist.number import number_answer
from app.ui.screens.visit.photos.strip import shot_row
from app.ui.state.ui import use_ui
from app.ui.state.visit_controller import STAYS, VisitController
from app.ui.texts import labels
from app.ui.texts.visit import checklist as words
from app.ui.widgets.draft_field import DraftField, Field
from app.ui.widgets.pieces import card, mark, quiet, stack
from domain.ids import uuid7
from domain.kinds.visit.answer import Answer
from domain.kinds.visit.photo import Photo
from domain.register.checklist import NOT_APPLICABLE, Item, is_negative
from domain.visit.gaps import Lack
from domain.words.checklist import limits

if TYPE_CHECKING:
    from app.visits.records import VisitView

TEXT = "text"


@dataclass(frozen=True, slots=True)
class ItemState:
    """An item as it stands: its answer, what it lacks, and whether one has just jumped to it.

    ``is_begun`` once its remark is half-typed; ``wants_photo`` where the district wants photos.
    """

    item: Item
    answer: Answer | None
    lack: Lack | None
    shots: tuple[Photo, ...] = ()
    is_sought: bool = False
    is_begun: bool = False
    wants_photo: bool = False

    @property
    def is_bad(self) -> bool:
        """Whether the answer shows a shortcoming."""
        return self.answer is not None and is_negative(self.item, self.answer.value)


@steady_part
def AnswerCard(
    controller: VisitController, asked: ItemState, view: "VisitView | None" = None
) -> ft.Control:
    """The item and how it stands answered; ``view`` where there are photos of it to show."""
    ui = use_ui()
    wants_remark, set_wants = ft.use_state(False)
    item, answer = asked.item, asked.answer
    needs_remark = asked.is_bad and item.needs_remark_when_negative
    lines: list[ft.Control] = [
        question(asked),
        answer_control(controller, item, answer),
    ]
    if wants_remark or asked.is_begun or needs_remark or (answer is not None and answer.remark):
        lines.append(remark_field(controller, item, answer, needs_remark))
    if view is not None:
        lines += shot_row(ui, view, asked.shots)
    lines.append(tools(controller, asked, safe(lambda e: set_wants(True))))
    edge = ft.Border.all(2, ft.Colors.TERTIARY) if asked.is_sought else None
    return ft.Container(
        ft.Semantics(
            identifier=f"item-{item.item_id}", content=card(stack(lines, 10)), container=True
        ),
        border=edge,
        border_radius=18 if asked.is_sought else None,
        key=ft.ScrollKey(f"item-{item.item_id}"),  # type: ignore[call-arg]
    )


def question(asked: ItemState) -> ft.Control:
    """What is asked, and what the answer still lacks."""
    item = asked.item
    text = ft.Text(item.text, size=15)
    marks = [mark(words.KEY_ITEM, "look")] if item.is_key else []
    if asked.answer is not None and asked.answer.is_with_section:
        marks.append(mark(words.ALL_FINE))
    if asked.wants_photo and not asked.shots:
        marks.append(mark(words.PHOTO_WANTED, "bad" if asked.lack is Lack.PHOTO else "plain"))
    if asked.lack is Lack.REMARK:
        marks.append(mark(words.LACKS[Lack.REMARK], "bad"))
    lines: list[ft.Control] = [text]
    if item.hint:
        lines.append(quiet(item.hint))
    if marks:
        lines.append(ft.Row(marks, wrap=True, spacing=6, run_spacing=6))
    return stack(lines, 6) if len(lines) > 1 else text


def answer_control(controller: VisitController, item: Item, answer: Answer | None) -> ft.Control:
    """What the item is answered with."""
    if item.kind in ("yes_no", "choice"):
        return choices(controller, item, answer, options_of(item))
    if item.kind == "text":
        return text_field(controller, item, answer)
    na = [(NOT_APPLICABLE, labels.ANSWER[NOT_APPLICABLE])]
    hint = limits(item)
    number = number_answer(controller, item, answer)
    row = ft.Row(
        [number, choices(controller, item, answer, na)], wrap=True, spacing=12, run_spacing=4
    )
    return stack([*([quiet(hint)] if hint else []), row], 6)


def options_of(item: Item) -> list[tuple[str, str]]:
    """The answers to choose from, with their words."""
    if item.kind == "yes_no":
        return list(labels.ANSWER.items())
    own = [(option.key, option.label) for option in item.options]
    return [*own, (NOT_APPLICABLE, labels.ANSWER[NOT_APPLICABLE])]


def choices(
    controller: VisitController, item: Item, answer: Answer | None, options: list[tuple[str, str]]
) -> ft.Control:
    """Chips; tapping the chosen one takes the answer back."""
    value = None if answer is None else answer.value

    def chosen(key: str) -> Any:
        async def choose() -> None:
            await set_answer(controller, item, None if key == value else key)

        return safe(choose)

    return ft.Row(
        [
            ft.Chip(
                label=ft.Text(label, size=15),
                selected=key == value,
                selected_color=tone_of(item, key),
                show_checkmark=key == value,
                on_select=chosen(key),
                padding=ft.Padding(left=10, top=10, right=10, bottom=10),
                key=f"{item.item_id}-{key}",
            )
            for key, label in options
        ],
        wrap=True,
        spacing=10,
        run_spacing=4,
    )


def tone_of(item: Item, key: str) -> ft.ColorValue:
    """The colour of a chosen answer: a shortcoming stands out."""
    return ft.Colors.ERROR_CONTAINER if is_negative(item, key) else ft.Colors.PRIMARY_CONTAINER


async def set_answer(controller: VisitController, item: Item, value: str | None) -> None:
    """Answer the item; its remark stays, also one that was typed before the answer."""
    typed = controller.draft(remark_key(item))
    view = controller.state.view
    before = view.visit.answers.get(item.item_id) if view else None
    remark = typed if typed is not None else before.remark if before else ""
    await controller.save_for(
        [f"number.{item.item_id}", remark_key(item)],
        lambda: controller.visits.record_answer(controller.visit_id, item.item_id, value, remark),
    )


def text_field(controller: VisitController, item: Item, answer: Answer | None) -> ft.Control:
    """An answer in words."""

    def enter(text: str) -> None:
        value = TEXT if text.strip() else None
        view = controller.state.view
        now = view.visit.answers.get(item.item_id) if view else None
        remark = now.remark if now else ""
        controller.visits.record_answer(controller.visit_id, item.item_id, value, remark, text)

    saved = answer.text if answer is not None else ""
    field = Field(f"text.{item.item_id}", words.YOUR_ANSWER, lines=2)
    return DraftField(controller, field, saved, enter, key=f"{item.item_id}-text")


def remark_key(item: Item) -> str:
    """The draft key of the item's remark."""
    return f"remark.{item.item_id}"


def remark_field(
    controller: VisitController, item: Item, answer: Answer | None, is_needed: bool
) -> ft.Control:
    """What there is to say about the answer; without an answer it stays a draft."""

    def enter(text: str) -> object:
        view = controller.state.view
        now = view.visit.answers.get(item.item_id) if view else None
        if now is None:
            return STAYS
        return controller.visits.record_answer(
            controller.visit_id, item.item_id, now.value, text, now.text
        )

    has_none = answer is None or not answer.remark
    label = words.REMARK_NEEDED if is_needed and has_none else words.REMARK
    field = Field(remark_key(item), label, words.REMARK_HINT, lines=2)
    saved = answer.remark if answer is not None else ""
    return DraftField(controller, field, saved, enter, key=f"{item.item_id}-remark")


def tools(controller: VisitController, asked: ItemState, want_remark: Any) -> ft.Control:
    """Remark, photo, and raising it as a problem."""
    ui, item = use_ui(), asked.item
    here = f"/visit/{controller.visit_id}"

    def away(route: str) -> Any:
        async def go() -> None:
            controller.left_at = item.item_id
            await ui.page.push_route(f"{here}/{route}")

        return safe(go)

    camera = away(f"camera/item/{item.item_id}")
    buttons: list[ft.Control] = [
        ft.TextButton(words.ADD_REMARK, icon=ft.Icons.NOTES, on_click=want_remark),
        ft.TextButton(words.PHOTO_OF_ITEM, icon=ft.Icons.PHOTO_CAMERA_OUTLINED, on_click=camera),
    ]
    if asked.is_bad:
        raise_it = away(f"finding/{uuid7()}/{item.item_id}")
        buttons.append(
            ft.TextButton(
                words.RAISE_FROM_ITEM, icon=ft.Icons.REPORT_PROBLEM_OUTLINED, on_click=raise_it
            )
        )
    return ft.Row(buttons, spacing=4, wrap=True)
