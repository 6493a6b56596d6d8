"""Looking again at one finding: what was asked, what the school says, how it was and how it is."""

from typing import TYPE_CHECKING

import flet as ft

from app.ui.guard import page, part, safe
from app.ui.screens.visit.findings.due import DayNames, day_lines
from app.ui.screens.visit.findings.form import Proposals
from app.ui.screens.visit.findings.photos import settle_or_keep
from app.ui.screens.visit.follow_ups.alone import arrival, hand_in
from app.ui.screens.visit.follow_ups.form import form_of, is_short, new_days, new_due
from app.ui.screens.visit.follow_ups.list import urgency_marks
from app.ui.screens.visit.photos.pair import PhotoPair
from app.ui.state.ui import Ui, use_ui
from app.ui.state.visit_controller import VisitController
from app.ui.texts import finding_story as story_words
from app.ui.texts import labels
from app.ui.texts.visit import finding as finding_words
from app.ui.texts.visit import follow_up as words
from app.ui.widgets import form as forms
from app.ui.widgets.confirm import confirm
from app.ui.widgets.finding_story import story_lines
from app.ui.widgets.form import Form
from app.ui.widgets.frame import screen
from app.ui.widgets.model_form import use_model_form
from app.ui.widgets.pieces import card, empty, notice, quiet, side_button, stack, title
from app.ui.widgets.use_visit import not_there, use_visit
from domain.findings.urgency import due_on
from domain.kinds.register.district import RectifyDays
from domain.kinds.visit.builder import State
from domain.kinds.visit.follow_up import Conclusion, FollowUp
from domain.wire.workbook import WorkbookFinding

if TYPE_CHECKING:
    from app.visits.records import VisitView


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
    """The finding, and its story."""
    facts = [finding.place, words.raised(finding.raised_on), words.due(due_on(finding))]
    lines: list[ft.Control] = [
        ft.Row(urgency_marks(view, finding), wrap=True, spacing=6, run_spacing=6),
        title(finding.text),
        quiet(" · ".join(fact for fact in facts if fact), 14),
    ]
    if finding.suggestion:
        lines.append(ft.Text(f"{finding_words.SUGGESTION}：{finding.suggestion}"))
    missing = story_words.still_missing(finding)
    told = [title(story_words.STORY), *story_lines(finding)]
    return [card(stack(lines)), card(stack([*told, *([quiet(missing)] if missing else [])], 6))]


@part
def FollowUpForm(controller: VisitController, view: "VisitView", finding_id: str) -> ft.Control:
    """The conclusion, and what was seen."""
    ui = use_ui()
    seen = view.visit.follow_ups.get(finding_id)

    def record(said: dict[str, object]) -> object:
        return controller.visits.record_follow_up(controller.visit_id, finding_id, said)

    finding = next((each for each in view.earlier if each.finding_id == finding_id), None)
    rule = ui.workbook.rectify_days if ui.workbook else RectifyDays()
    proposals = new_days(view, finding, rule)
    model = form_of(proposals)
    form = use_model_form(controller, f"follow_up.{finding_id}", model, seen, record)

    async def photograph() -> None:
        await settle_or_keep(controller, f"follow_up.{finding_id}")
        await ui.page.push_route(f"/visit/{controller.visit_id}/camera/follow-up/{finding_id}")

    camera = side_button(words.SHOOT_AFTER, safe(photograph), icon=ft.Icons.PHOTO_CAMERA_OUTLINED)
    has_photo = bool(view.visit.photos_of_finding(finding_id))
    then = [*fields(form, has_photo), *new_day_lines(ui, form, proposals), *words_fields(form)]
    return stack([camera, card(stack(then, 12)), *removal(ui, controller, seen)], 12)


def fields(form: Form, has_photo: bool) -> list[ft.Control]:
    """The conclusion, and what follows from it."""
    is_right = form.values.get("conclusion") == Conclusion.RECTIFIED.value
    bare = [notice(words.NO_AFTER_PHOTO)] if is_right and not has_photo else []
    closing = [notice(words.PROPOSES_CLOSING, "good", ft.Icons.TASK_ALT)] if is_right else []
    return [
        title(words.CONCLUSION_TITLE),
        forms.chips(form, "conclusion", labels.CONCLUSION, may_clear=True),
        *closing,
        *bare,
    ]


def new_day_lines(ui: Ui, form: Form, proposals: Proposals) -> list[ft.Control]:
    """By when what is not put right has to be."""
    if not is_short(form.values):
        return []
    names = DayNames(words.NEW_DUE, words.SAME_DUE)
    return day_lines(ui, form, proposals, (new_due(form.values, proposals), names))


def words_fields(form: Form) -> list[ft.Control]:
    """What was seen, and what is still to be done; by name, for lines above come and go."""
    text = forms.text_field
    seen = text(form, "text", words.SEEN, hint=words.SEEN_HINT, lines=3)
    advice = text(form, "advice", words.ADVICE, hint=words.ADVICE_HINT, lines=2)
    return [stack([each], 0) for each in (seen, advice)]


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
