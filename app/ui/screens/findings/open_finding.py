"""One open finding as a card: how urgent it is to look again, and what was said of it."""

from datetime import date

import flet as ft

from app.ui.texts import due_findings as words
from app.ui.texts import labels
from app.ui.widgets.pieces import Act, card, mark, quiet, stack, title
from app.visits.due_findings import OpenFinding
from domain.visit.follow_up import Urgency
from domain.wire.workbook import WorkbookSchool

TONE = {Urgency.OVERDUE: "bad", Urgency.REPORTED: "look", Urgency.SOON: "look"}


def open_finding_card(
    found: OpenFinding,
    today: date,
    school: WorkbookSchool | None,
    *,
    name: str = "",
    on_click: Act | None = None,
) -> ft.Control:
    """The finding; with its school's name where it is not plain."""
    finding = found.finding
    said = words.urgent(found.urgency, found.due_on, today, school)
    marks = [mark(said, TONE.get(found.urgency, "plain"))]
    marks += [mark(words.HAZARD, "bad")] if finding.is_hazard else []
    marks += [mark(labels.SEVERITY[finding.severity])]
    notice, reply = finding.notice, finding.reply
    lines = [words.raised(finding.raised_on, finding.place)]
    lines += [words.notice(notice.number)] if notice else []
    lines += [words.reply(reply.reported_on, reply.measures)] if reply else []
    return card(
        stack(
            [
                *([quiet(name, 14)] if name else []),
                title(finding.text or labels.CATEGORY[finding.category]),
                ft.Row(marks, wrap=True, spacing=8, run_spacing=4),
                *(quiet(line) for line in lines),
            ],
            6,
        ),
        on_click=on_click,
        key=f"open-{finding.finding_id}",
    )
