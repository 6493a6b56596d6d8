"""The next thing to do on a visit, so that one is led on without going back to its page."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import flet as ft

from app.ui.state.ui import Ui
from app.ui.texts import labels
from app.ui.texts.visit import visit as words
from app.ui.widgets.pieces import main_button
from domain.findings.urgency import Urgency, urgency
from domain.kinds.visit.signature import Signer

if TYPE_CHECKING:
    from app.visits.records import VisitView
    from domain.wire.workbook import WorkbookFinding

WAITING = (Urgency.OVERDUE, Urgency.REPORTED)


@dataclass(frozen=True, slots=True)
class NextStep:
    """One thing to do: the visit's page on which it is done, and its name on a button."""

    page: str
    name: str


HAND_IN = NextStep("submit", words.REVIEW_AND_SUBMIT)


def next_step(view: "VisitView", but: str = "") -> NextStep:
    """The first thing that a whole visit has and this one lacks; the last look where none is left.

    ``but`` is the page one is on, which is not offered again. Nothing here is a duty: each page
    can be left undone, and the last look says what is thin. An amendment changes what it is for,
    and is handed in.
    """
    if view.visit.is_amending:
        return HAND_IN
    return next((each for each in _lacking(view) if each.page != but), HAND_IN)


def reading_of(signer: Signer) -> NextStep:
    """Reading the record, which comes before signing it."""
    return NextStep(f"read/{signer.value}", words.sign_as(labels.SIGNER[signer]))


def unsigned(view: "VisitView") -> list[Signer]:
    """Who neither signed nor refused yet, in the order of signing."""
    return [each for each in labels.SIGNER if each not in view.visit.signatures]


def missed_follow_ups(view: "VisitView") -> "list[WorkbookFinding]":
    """The earlier findings that are due or said to be put right, and were not looked at."""
    day, seen = view.assessment.visit_on, view.visit.follow_ups
    waiting = [each for each in view.to_follow if urgency(each, day) in WAITING]
    return [each for each in waiting if each.finding_id not in seen]


def step_button(ui: Ui, view: "VisitView", step: NextStep) -> ft.FilledButton:
    """The button that leads there."""
    name = step.name if step == HAND_IN else words.next_is(step.name)
    return main_button(name, ui.go(f"/visit/{view.visit.visit_id}/{step.page}"))


def _lacking(view: "VisitView") -> Iterator[NextStep]:
    if view.gaps:
        yield NextStep("checklist", words.CHECKLIST)
    if missed_follow_ups(view):
        yield NextStep("follow-ups", words.FOLLOW_UPS)
    if view.rule.wants_photos and not view.visit.shown_photos:
        yield NextStep("camera", words.TAKE_PHOTO)
    if view.rule.wants_signatures:
        yield from (reading_of(each) for each in unsigned(view))
