"""Looking again at one finding: what was asked, what the school says, how it was and how it is."""

from typing import TYPE_CHECKING

import flet as ft

from app.ui.guard import page, part, safe
from app.ui.screens.visit.findings.finding import settle_or_keep
from app.ui.screens.visit.follow_ups.alone import arrival, hand_in
from app.ui.screens.visit.follow_ups.list import urgency_marks
from app.ui.screens.visit.photos.pair import PhotoPair
from app.ui.state.ui import Ui, use_ui
from app.ui.state.visit_controller import VisitController
from app.ui.texts import labels
from app.ui.texts.visit import finding as finding_words
from app.ui.texts.visit import follow_up as words
from app.ui.widgets import form as forms
from app.ui.widgets.confirm import confirm
from app.ui.widgets.form import Form
from app.ui.widgets.frame import screen
from app.ui.widgets.model_form import ModelForm, use_model_form
from app.ui.widgets.pieces import card, empty, notice, quiet, side_button, stack, title
from app.ui.widgets.use_visit import not_there, use_visit
from domain.findings.urgency import due_on
from domain.kinds.visit.builder import State
from domain.kinds.visit.follow_up import (
    Conclusion,
    FollowUp,
    FollowUpPrivate,
    FollowUpRecorded,
)
from domain.wire.workbook import WorkbookFinding
from domain.words.values import label

if TYPE_CHECKING:
    from app.visits.records import VisitView

FORM = ModelForm(
    models=(FollowUpRecorded, FollowUpPrivate),
    without=frozenset({"finding_id", "finding_visit"}),
)


@page
def FollowUpScreen() -> ft.View:
    """The finding that the route names; of a 回访 also the arrival, and handing in."""
    ui = use_ui()
    controller, view = use_visit()
    finding_id = ft.use_route_params().get("finding_id", "")
    if view is None:
        return not_there(controller)
    finding = next((each for each in view.earlier if each.finding_id == finding_id), None)
    seen = view.visit.follow_ups.get(finding_id)
    if finding is None and seen is None:
        nothing = empty(ft.Icons.CLOUD_DOWNLOAD_OUTLINED, words.GONE, words.GONE_HINT)
        return screen(words.TITLE, [nothing])
    is_alone = view.visit.is_follow_up and view.visit.state is State.IN_PROGRESS
    return screen(
        words.TITLE,
        [
            *(arrival(ui, controller, view) if is_alone else []),
            *(about(view, finding) if finding else [quiet(words.GONE)]),
            PhotoPair(controller, view, finding_id, key="pair"),
            FollowUpForm(controller, view, finding_id, key=finding_id),
        ],
        subtitle=finding_words.FORM_SAVED,
        bottom=hand_in(ui, controller, view) if is_alone else None,
    )


def about(view: "VisitView", finding: WorkbookFinding) -> list[ft.Control]:
    """The finding, the paper about it, and what was answered."""
    facts = [finding.place, words.raised(finding.raised_on), words.due(due_on(finding))]
    lines: list[ft.Control] = [
        ft.Row(urgency_marks(view, finding), wrap=True, spacing=6, run_spacing=6),
        title(finding.text),
        quiet(" · ".join(fact for fact in facts if fact), 14),
    ]
    if finding.suggestion:
        lines.append(ft.Text(f"{finding_words.SUGGESTION}：{finding.suggestion}"))
    said = stack([*notice_lines(finding), *reply_lines(finding), *look_lines(finding)], 6)
    return [card(stack(lines)), card(said)]


def notice_lines(finding: WorkbookFinding) -> list[ft.Control]:
    """The office's newest paper."""
    found = finding.notice
    if found is None:
        return [title(words.NOTICE), quiet(words.NO_NOTICE, 14)]
    lines: list[ft.Control] = [
        title(label(found.paper_kind)),
        quiet(words.notice_line(found.number, found.issued_on), 14),
    ]
    if found.requirement:
        lines.append(ft.Text(f"{words.REQUIREMENT}：{found.requirement}"))
    return lines


def reply_lines(finding: WorkbookFinding) -> list[ft.Control]:
    """The school's answer."""
    found = finding.reply
    if found is None:
        return [title(words.REPLY), quiet(words.NO_REPLY, 14)]
    parts = ((words.MEASURES, found.text), (words.RESPONSIBLE, found.responsible))
    return [
        title(words.REPLY),
        quiet(words.reply_line(found.is_done, found.replied_on), 14),
        *(ft.Text(f"{name}：{text}") for name, text in parts if text),
    ]


def look_lines(finding: WorkbookFinding) -> list[ft.Control]:
    """What was found the last time somebody looked."""
    found = finding.follow_up
    if found is None:
        return []
    line = words.look_line(labels.CONCLUSION[found.conclusion], found.by_name, found.followed_up_on)
    return [
        title(words.EARLIER_LOOK),
        quiet(line, 14),
        *([ft.Text(found.text)] if found.text else []),
    ]


@part
def FollowUpForm(controller: VisitController, view: "VisitView", finding_id: str) -> ft.Control:
    """The conclusion, and what was seen."""
    ui = use_ui()
    seen = view.visit.follow_ups.get(finding_id)

    def record(said: dict[str, object]) -> object:
        return controller.visits.record_follow_up(controller.visit_id, finding_id, said)

    form = use_model_form(controller, f"follow_up.{finding_id}", FORM, seen, record)

    async def photograph() -> None:
        await settle_or_keep(controller, f"follow_up.{finding_id}")
        await ui.page.push_route(f"/visit/{controller.visit_id}/camera/follow-up/{finding_id}")

    camera = side_button(words.SHOOT_AFTER, safe(photograph), icon=ft.Icons.PHOTO_CAMERA_OUTLINED)
    has_photo = bool(view.visit.photos_of_finding(finding_id))
    lines = [camera, card(stack(fields(form, has_photo), 12)), *removal(ui, controller, seen)]
    return stack(lines, 12)


def fields(form: Form, has_photo: bool) -> list[ft.Control]:
    """Conclusion, what was seen, what is still to be done."""
    text = forms.text_field
    is_right = form.values.get("conclusion") == Conclusion.RECTIFIED.value
    bare = [notice(words.NO_AFTER_PHOTO)] if is_right and not has_photo else []
    return [
        title(words.CONCLUSION_TITLE),
        forms.chips(form, "conclusion", labels.CONCLUSION, may_clear=True),
        *bare,
        text(form, "text", words.SEEN, hint=words.SEEN_HINT, lines=3),
        text(form, "advice", words.ADVICE, hint=words.ADVICE_HINT, lines=2),
    ]


def removal(ui: Ui, controller: VisitController, seen: FollowUp | None) -> list[ft.Control]:
    """Taking the follow-up out, where it was recorded."""
    if seen is None:
        return []

    async def remove() -> None:
        await controller.save_for(
            [f"follow_up.{seen.finding_id}"],
            lambda: controller.visits.withdraw_follow_up(controller.visit_id, seen.finding_id),
        )
        await ui.page.push_route(f"/visit/{controller.visit_id}/follow-ups")

    return [
        ft.TextButton(
            words.DELETE,
            icon=ft.Icons.DELETE_OUTLINE,
            on_click=safe(confirm(ui.page, words.DELETE, words.DELETE_HINT, remove)),
            style=ft.ButtonStyle(color=ft.Colors.ERROR),
        )
    ]
