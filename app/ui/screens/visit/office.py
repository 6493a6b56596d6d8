"""What the office said of a visit."""

import flet as ft

from app.ui.texts import labels
from app.ui.texts.visit import visit as words
from app.ui.widgets.pieces import MARKS, card, heading, quiet, stack
from app.ui.widgets.when import when
from domain.kinds.visit.review import Verdict
from domain.wire.workbook import WorkbookReview, WorkbookVisit

TONE = {Verdict.APPROVED: "good", Verdict.RETURNED: "bad", Verdict.COMMENTED: "look"}


def office_words(office: WorkbookVisit | None) -> list[ft.Control]:
    """The office's comments, newest first; nothing before it said anything."""
    if office is None or not office.reviews:
        return []
    return [heading(words.OFFICE_SAID), *(review_card(each) for each in reversed(office.reviews))]


def review_card(review: WorkbookReview) -> ft.Control:
    """One word of the office."""
    background, ink = MARKS[TONE[review.verdict]]
    line = words.said(labels.VERDICT[review.verdict], review.by_name, when(review.at))
    text = [ft.Text(review.text, color=ink, size=15)] if review.text else []
    head = quiet(line)
    head.color = ink
    return card(stack([head, *text]), tone=background)
