"""The checklist, section by section, with the way to what is still missing."""

from typing import TYPE_CHECKING, Any

import flet as ft

from app.ui.guard import page, safe, say
from app.ui.hooks import use_box, use_value
from app.ui.screens.visit.checklist.answer import AnswerCard, ItemState, remark_key
from app.ui.screens.visit.next_step import next_step, step_button
from app.ui.state.ui import Ui, use_ui
from app.ui.state.visit_controller import VisitController
from app.ui.texts.visit import checklist as words
from app.ui.texts.visit import visit as visit_words
from app.ui.theme import GAP, SMALL
from app.ui.widgets.coach import coach
from app.ui.widgets.frame import bar, bottom_bar, screen, side_padding, whole
from app.ui.widgets.pieces import empty, heading, main_button, mark, notice, progress_bar, stack
from app.ui.widgets.use_visit import not_there, use_visit
from domain.kinds.visit.photo import Photo
from domain.register.checklist import Checklist, Section
from domain.visit.gaps import Gap, Lack, next_gap

if TYPE_CHECKING:
    from app.visits.records import VisitView

JUMP_MS = 300


def a_ref() -> ft.Ref[ft.Column]:
    """Where the list will be."""
    return ft.Ref()


def nothing_sought() -> str | None:
    """Before the first jump."""
    return None


@page
def ChecklistScreen() -> ft.View:
    """All items of the visit's checklist."""
    ui = use_ui()
    controller, view = use_visit()
    listing = use_box(a_ref).current
    sought, set_sought = use_value(nothing_sought())

    async def come_back() -> None:
        if controller.left_at is not None and listing.current is not None:
            await listing.current.scroll_to(scroll_key=f"item-{controller.left_at}")
        controller.left_at = None

    ft.use_effect(safe(come_back), dependencies=[controller.visit_id])
    if view is None:
        return not_there(controller)
    checklist = view.checklist
    if checklist is None:
        to_plan = ui.go(f"/visit/{controller.visit_id}/plan")
        button = ft.Row([main_button(visit_words.PLAN, to_plan)])
        nothing = empty(ft.Icons.CHECKLIST, words.NO_CHECKLIST, words.NO_CHECKLIST_HINT, button)
        return screen(visit_words.CHECKLIST, [nothing])

    async def jump() -> None:
        now = controller.state.view or view
        gap = next_gap(now.gaps, checklist, sought)
        if gap is not None and listing.current is not None:
            set_sought(lambda _old: gap.item_id)
            key = f"item-{gap.item_id}"
            await listing.current.scroll_to(scroll_key=key, duration=JUMP_MS)

    gap = next((each for each in view.gaps if each.item_id == sought), None)
    coached = [padded(each) for each in coach(ft.use_view_path())]
    return whole(
        bar(visit_words.CHECKLIST, checklist.title),
        [
            # Not a lazy list: it could not jump to what it has not drawn yet.
            ft.Column(
                [
                    ft.Container(height=4),
                    *coached,
                    *version_notice(view, checklist),
                    *sections(controller, view, checklist, sought),
                ],
                ref=listing,
                scroll=ft.ScrollMode.AUTO,
                expand=True,
                spacing=GAP,
                horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
            ),
            bottom_bar(progress(ui, view, gap, safe(jump))),
        ],
    )


def version_notice(view: "VisitView", checklist: Checklist) -> list[ft.Control]:
    """Says where the version shown is not the one the visit began with."""
    ref = view.visit.checklist
    if ref is None or ref.version == checklist.version:
        return []
    return [padded(notice(words.other_version(ref.version, checklist.version)))]


def padded(control: ft.Control) -> ft.Control:
    """As wide as the rest of the screen's lines."""
    side = side_padding()
    return ft.Container(control, padding=ft.Padding(left=side, top=0, right=side, bottom=0))


def sections(
    controller: VisitController, view: "VisitView", checklist: Checklist, sought: str | None
) -> list[ft.Control]:
    """Every section with its items."""
    lacks = {gap.item_id: gap.lack for gap in view.gaps}
    shots: dict[str | None, list[Photo]] = {}
    for photo in view.visit.shown_photos:
        shots.setdefault(photo.item_id, []).append(photo)
    shown: list[ft.Control] = []
    for section in checklist.sections:
        shown.append(padded(section_head(controller, view, section)))
        for item in section.items:
            name = item.item_id
            asked = ItemState(
                item,
                view.visit.answers.get(name),
                lacks.get(name),
                tuple(shots.get(name, ())),
                is_sought=name == sought and name in lacks,
                is_begun=remark_key(item) in controller.state.drafts,
                wants_photo=item.needs_photo and view.rule.wants_photos,
            )
            to_show = view if asked.shots else None
            shown.append(padded(AnswerCard(controller, asked, to_show, key=name)))
    return [*shown, ft.Container(height=GAP)]


def section_head(controller: VisitController, view: "VisitView", section: Section) -> ft.Control:
    """The section's title, how far it is, and answering what is fine at one tap."""
    done = sum(item.item_id in view.visit.answers for item in section.items)
    count = mark(f"{done}/{len(section.items)}", "good" if done == len(section.items) else "plain")
    head = heading(section.title, count)
    if not any(is_open_yes_no(view, each.item_id, each.kind) for each in section.items):
        return head
    button = ft.TextButton(
        words.ALL_FINE,
        icon=ft.Icons.DONE_ALL,
        on_click=safe(lambda: all_fine(controller, section)),
        key=f"fine-{section.title}",
    )
    return stack([head, ft.Row([button])], 0)


def is_open_yes_no(view: "VisitView", item_id: str, kind: str) -> bool:
    """Whether a tap for the whole section would answer the item."""
    return kind == "yes_no" and item_id not in view.visit.answers


async def all_fine(controller: VisitController, section: Section) -> None:
    """Answer the section's open yes-or-no items with yes, and say how that is undone."""
    await controller.settle_all()
    ids = [item.item_id for item in section.items]
    done = await controller.save(lambda: controller.visits.answer_all_yes(controller.visit_id, ids))
    view = controller.state.view
    left = sum(each not in (view.visit.answers if view else {}) for each in ids)

    async def undo() -> None:
        await controller.save(lambda: controller.visits.take_back_yes(controller.visit_id, done))

    if done:
        say(words.all_fine_done(len(done), left), words.UNDO, safe(undo))
    else:
        say(words.all_fine_nothing(left))


def progress(ui: Ui, view: "VisitView", gap: Gap | None, jump: Any) -> ft.Control:
    """How far the list is, what is missing where one jumped to, and the next jump, or step."""
    items = view.checklist.all_items if view.checklist else ()
    done = view.answered
    said = [words.progress(done, len(items))]
    said.append(words.lacking(len(view.gaps)) if view.gaps else words.COMPLETE)
    lines: list[ft.Control] = [ft.Text(" · ".join(said), size=SMALL)]
    if gap is not None:
        text = next(item.text for item in items if item.item_id == gap.item_id)
        lines.append(sought_line(gap.lack, text))
    lines.append(progress_bar(done / len(items), visit_words.CHECKLIST))
    end = (
        ft.FilledButton(words.JUMP, icon=ft.Icons.ARROW_DOWNWARD, on_click=jump)
        if view.gaps
        else step_button(ui, view, next_step(view, "checklist"))
    )
    return ft.Row([ft.Container(stack(lines, 4), expand=True), end], spacing=12)


def sought_line(lack: Lack, item: str) -> ft.Control:
    """What is missing at the item one jumped to, in one line."""
    return ft.Text(
        words.sought(lack, item),
        size=SMALL,
        color=ft.Colors.TERTIARY,
        max_lines=1,
        overflow=ft.TextOverflow.ELLIPSIS,
    )
