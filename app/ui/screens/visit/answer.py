"""One checklist item: its answer, its remark, and the way to a photo of it."""

from typing import Any

import flet as ft

from app.ui.desk import Desk
from app.ui.guard import part, safe
from app.ui.parts.draft_field import DraftField, Field
from app.ui.parts.pieces import card, mark, stack
from app.ui.state import use_ui
from app.ui.texts import content as words
from app.ui.texts import labels
from domain.checklist import NOT_APPLICABLE, Item, is_negative
from domain.errors import BadInput
from domain.ids import uuid7
from domain.visit import Answer

TEXT = "text"


@part
def AnswerCard(desk: Desk, item: Item, answer: Answer | None) -> ft.Control:
    """The item and how it stands answered."""
    wants_remark, set_wants = ft.use_state(False)
    value = None if answer is None else answer.value
    is_bad = answer is not None and is_negative(item, answer.value)
    needs_remark = is_bad and item.needs_remark_when_negative
    lines: list[ft.Control] = [question(item), answer_control(desk, item, answer)]
    if wants_remark or needs_remark or (answer is not None and answer.remark):
        lines.append(remark_field(desk, item, answer, needs_remark))
    lines.append(tools(desk, item, value, safe(lambda e: set_wants(True))))
    return ft.Semantics(
        identifier=f"item-{item.item_id}", content=card(stack(lines, 10)), container=True
    )


def question(item: Item) -> ft.Control:
    """What is asked."""
    text = ft.Text(item.text, size=15, expand=True)
    marks = [mark(words.KEY_ITEM, "look")] if item.is_key else []
    return ft.Row([text, *marks], vertical_alignment=ft.CrossAxisAlignment.START)


def answer_control(desk: Desk, item: Item, answer: Answer | None) -> ft.Control:
    """What the item is answered with."""
    if item.kind in ("yes_no", "choice"):
        return choices(desk, item, answer, options_of(item))
    if item.kind == "text":
        return text_field(desk, item, answer)
    na = [(NOT_APPLICABLE, labels.ANSWER[NOT_APPLICABLE])]
    return ft.Row(
        [
            ft.Container(number_field(desk, item, answer), expand=True),
            choices(desk, item, answer, na),
        ]
    )


def options_of(item: Item) -> list[tuple[str, str]]:
    """The answers to choose from, with their words."""
    if item.kind == "yes_no":
        return list(labels.ANSWER.items())
    own = [(option.key, option.label) for option in item.options]
    return [*own, (NOT_APPLICABLE, labels.ANSWER[NOT_APPLICABLE])]


def choices(
    desk: Desk, item: Item, answer: Answer | None, options: list[tuple[str, str]]
) -> ft.Control:
    """Chips; tapping the chosen one takes the answer back."""
    value = None if answer is None else answer.value

    def chosen(key: str) -> Any:
        async def choose() -> None:
            await set_answer(desk, item, None if key == value else key)

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


async def set_answer(desk: Desk, item: Item, value: str | float | None) -> None:
    """Answer the item; its remark stays."""
    await desk.settle(f"remark.{item.item_id}")
    view = desk.board.view
    before = view.visit.answers.get(item.item_id) if view else None
    remark = before.remark if before else ""
    await desk.save(lambda: desk.visits.record_answer(desk.visit_id, item.item_id, value, remark))


def number_field(desk: Desk, item: Item, answer: Answer | None) -> ft.Control:
    """A number with its unit."""

    def enter(text: str) -> None:
        remark = answer.remark if answer else ""
        desk.visits.record_answer(desk.visit_id, item.item_id, number_of(text), remark)

    is_number = answer is not None and not isinstance(answer.value, str)
    saved = f"{answer.value:g}" if answer is not None and is_number else ""
    hint = words.between(item.minimum, item.maximum, item.unit)
    field = Field(
        f"number.{item.item_id}", words.YOUR_ANSWER, hint, is_number=True, suffix=item.unit
    )
    return DraftField(desk, field, saved, enter, key=f"{item.item_id}-number")


def number_of(text: str) -> int | float | None:
    """The number typed, full-width digits too; None for nothing; BadInput for no number."""
    typed = text.strip().replace("．", ".").replace("，", "").replace(",", "")
    if not typed:
        return None
    try:
        number = float(typed)
    except ValueError as error:
        raise BadInput(words.NOT_A_NUMBER, code="not_a_number") from error
    return int(number) if number.is_integer() else number


def text_field(desk: Desk, item: Item, answer: Answer | None) -> ft.Control:
    """An answer in words."""

    def enter(text: str) -> None:
        value = TEXT if text.strip() else None
        remark = answer.remark if answer else ""
        desk.visits.record_answer(desk.visit_id, item.item_id, value, remark, text)

    saved = answer.text if answer is not None else ""
    field = Field(f"text.{item.item_id}", words.YOUR_ANSWER, lines=2)
    return DraftField(desk, field, saved, enter, key=f"{item.item_id}-text")


def remark_field(desk: Desk, item: Item, answer: Answer | None, is_needed: bool) -> ft.Control:
    """What there is to say about the answer; without an answer it stays a draft."""

    def enter(text: str) -> None:
        view = desk.board.view
        now = view.visit.answers.get(item.item_id) if view else None
        if now is None:
            desk.visits.save_draft_text(desk.visit_id, f"remark.{item.item_id}", text)
            return
        desk.visits.record_answer(desk.visit_id, item.item_id, now.value, text, now.text)

    has_none = answer is None or not answer.remark
    label = words.REMARK_NEEDED if is_needed and has_none else words.REMARK
    field = Field(f"remark.{item.item_id}", label, words.REMARK_HINT, lines=2)
    saved = answer.remark if answer is not None else ""
    return DraftField(desk, field, saved, enter, key=f"{item.item_id}-remark")


def tools(desk: Desk, item: Item, value: object, want_remark: Any) -> ft.Control:
    """Remark, photo, and raising it as a problem."""
    ui = use_ui()
    here = f"/visit/{desk.visit_id}"
    camera = ui.go(f"{here}/camera/item/{item.item_id}")
    photo_text = words.PHOTO_WANTED if item.needs_photo else words.PHOTO_OF_ITEM
    buttons: list[ft.Control] = [
        ft.TextButton(words.ADD_REMARK, icon=ft.Icons.NOTES, on_click=want_remark),
        ft.TextButton(photo_text, icon=ft.Icons.PHOTO_CAMERA_OUTLINED, on_click=camera),
    ]
    if value is not None and is_negative(item, value):  # type: ignore[arg-type]
        raise_it = ui.go(f"{here}/finding/{uuid7()}/{item.item_id}")
        buttons.append(
            ft.TextButton(
                words.RAISE_FROM_ITEM, icon=ft.Icons.REPORT_PROBLEM_OUTLINED, on_click=raise_it
            )
        )
    return ft.Row(buttons, spacing=4, wrap=True)
