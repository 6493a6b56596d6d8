"""A finding's state, whether the office saw it, and its story, as cards and screens show them."""

import flet as ft

from app.ui.texts import finding_story as words
from app.ui.texts import labels
from app.ui.widgets.pieces import mark, quiet
from domain.findings.state import FindingState
from domain.wire.workbook import WorkbookFinding

SHORT_LINES = 2
TONE = {
    FindingState.RECTIFYING: "look",
    FindingState.REPLIED: "look",
    FindingState.CHECKED: "good",
    FindingState.CLOSED: "good",
}


def state_marks(finding: WorkbookFinding) -> list[ft.Control]:
    """Where it stands; of a hazard also whether the office has seen it."""
    state = finding.state
    marks = [mark(labels.FINDING_STATE[state], TONE.get(state, "plain"))]
    if finding.is_hazard:
        marks.append(mark(words.seen(finding.is_seen), "good" if finding.is_seen else "look"))
    return marks


def story_lines(finding: WorkbookFinding, *, is_short: bool = False) -> list[ft.Control]:
    """What happened, line by line; a short one lets long words end in dots."""
    return [_line(each, is_short) for each in words.story(finding)]


def _line(each: words.StoryLine, is_short: bool) -> ft.Control:
    said = ft.Text(each.said, size=14, expand=True)
    if is_short:
        said.max_lines, said.overflow = SHORT_LINES, ft.TextOverflow.ELLIPSIS
    return ft.Row(
        [*([quiet(each.day)] if each.day else []), said],
        spacing=10,
        vertical_alignment=ft.CrossAxisAlignment.START,
    )
