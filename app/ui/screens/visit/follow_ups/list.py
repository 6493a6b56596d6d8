"""The school's open findings, the most urgent first, and which were looked at on this visit."""

from typing import TYPE_CHECKING

import flet as ft

from app.ui.guard import page
from app.ui.screens.visit.record.parts import CONCLUSION_TONE
from app.ui.screens.visit.units.choice import unit_mark
from app.ui.state.ui import Ui, use_ui
from app.ui.texts import due_findings as follow_ups_words
from app.ui.texts import labels
from app.ui.texts.visit import finding as finding_words
from app.ui.texts.visit import follow_up as words
from app.ui.widgets.finding_story import state_marks
from app.ui.widgets.frame import screen
from app.ui.widgets.pieces import card, empty, mark, quiet, stack, title
from app.ui.widgets.use_visit import not_there, use_visit
from domain.findings.urgency import Urgency, due_on, urgency
from domain.wire.workbook import WorkbookFinding

if TYPE_CHECKING:
    from app.ui.state.visit_controller import VisitController
    from app.visits.records import VisitView

URGENCY_TONE = {
    Urgency.OVERDUE: "bad",
    Urgency.REPORTED: "look",
    Urgency.SOON: "look",
    Urgency.LATER: "plain",
    Urgency.DONE: "good",
}


@page
def VisitFollowUpsScreen() -> ft.View:
    """One card for each finding."""
    ui = use_ui()
    controller, view = use_visit()
    if view is None:
        return not_there(controller)
    if not view.to_follow:
        return screen(words.TITLE, [empty(ft.Icons.RULE_OUTLINED, words.EMPTY, words.EMPTY_HINT)])
    cards = [finding_card(ui, controller, view, each) for each in view.to_follow]
    return screen(words.TITLE, [quiet(words.HINT), *cards])


def finding_card(
    ui: Ui, controller: "VisitController", view: "VisitView", finding: WorkbookFinding
) -> ft.Control:
    """One finding; a tap opens where what is seen of it is written down."""
    return card(
        stack(lines(controller, view, finding)),
        on_click=ui.go(f"/visit/{controller.visit_id}/follow-up/{finding.finding_id}"),
        key=f"follow-{finding.finding_id}",
    )


def lines(
    controller: "VisitController", view: "VisitView", finding: WorkbookFinding
) -> list[ft.Control]:
    """How urgent it is, what it is, by when, and what was seen today."""
    facts = [finding.place, words.raised(finding.raised_on), words.due(due_on(finding))]
    marks = [*urgency_marks(view, finding), conclusion_mark(controller, view, finding.finding_id)]
    return [
        ft.Row(marks, wrap=True, spacing=6, run_spacing=6),
        title(finding.text),
        quiet(" · ".join(fact for fact in facts if fact)),
    ]


def urgency_marks(view: "VisitView", finding: WorkbookFinding) -> list[ft.Control]:
    """How urgent and of what kind it is."""
    today = view.assessment.visit_on
    how = urgency(finding, today)
    said = follow_ups_words.urgent(how, due_on(finding), today, view.school)
    # Where nobody has to look again its state says why.
    urgent = [] if how is Urgency.DONE else [mark(said, URGENCY_TONE[how])]
    hazard = [mark(finding_words.HAZARD, "bad")] if finding.is_hazard else []
    return [
        *unit_mark(view, finding.school_id),
        *urgent,
        *hazard,
        *state_marks(finding),
        mark(labels.CATEGORY[finding.category]),
    ]


def conclusion_mark(
    controller: "VisitController", view: "VisitView", finding_id: str
) -> ft.Control:
    """What was found today, or that nobody has looked yet."""
    seen = view.visit.follow_ups.get(finding_id)
    if seen is not None:
        return mark(labels.CONCLUSION[seen.conclusion], CONCLUSION_TONE[seen.conclusion])
    is_begun = f"follow_up.{finding_id}" in controller.state.drafts
    return mark(words.UNFINISHED if is_begun else words.NOT_YET, "look" if is_begun else "plain")
