"""One open finding as a card: how urgent it is to look again, and what was said of it."""

import asyncio
from collections.abc import Sequence
from datetime import date

import flet as ft

from app.ui.state.ui import Ui
from app.ui.texts import due_findings as words
from app.ui.texts import labels
from app.ui.texts.visit import follow_up_alone as alone_words
from app.ui.widgets.finding_story import state_marks, story_lines
from app.ui.widgets.pieces import card, mark, quiet, side_button, stack, title
from app.visits.due_findings import OpenFinding
from domain.findings.urgency import Urgency
from domain.wire.workbook import WorkbookSchool

TONE = {Urgency.OVERDUE: "bad", Urgency.REPORTED: "look", Urgency.SOON: "look"}


def open_finding_card(
    found: OpenFinding,
    today: date,
    school: WorkbookSchool | None,
    *,
    name: str = "",
    acts: Sequence[ft.Control] = (),
) -> ft.Control:
    """The finding, with its school's name where it is not plain; ``acts`` are its buttons."""
    finding = found.finding
    said = words.urgent(found.urgency, found.due_on, today, school)
    marks = [mark(said, TONE.get(found.urgency, "plain"))]
    marks += [mark(words.HAZARD, "bad")] if finding.is_hazard else []
    marks += [*state_marks(finding), mark(labels.SEVERITY[finding.severity])]
    return card(
        stack(
            [
                *([quiet(name, 14)] if name else []),
                title(finding.text or labels.CATEGORY[finding.category]),
                ft.Row(marks, wrap=True, spacing=8, run_spacing=4),
                *([quiet(words.by(found.due_on))] if found.due_on else []),
                *story_lines(finding, is_short=True),
                *([ft.Row([*acts], wrap=True, spacing=8, run_spacing=4)] if acts else []),
            ],
            6,
        ),
        key=f"open-{finding.finding_id}",
    )


def look_button(ui: Ui, found: OpenFinding, today: date) -> ft.Control:
    """Looking at this finding alone, without a whole visit."""
    session, finding = ui.session, found.finding

    async def look() -> None:
        begin = session.visits.begin_follow_up
        visit_id = await asyncio.to_thread(begin, finding.school_id, today)
        ui.saved()
        await ui.page.push_route(f"/visit/{visit_id}/follow-up/{finding.finding_id}")

    tap = ui.acts.tap(f"look {finding.finding_id}", look)
    return side_button(alone_words.START, tap, icon=ft.Icons.FACT_CHECK_OUTLINED)
