"""My schools this month: how often each was visited, and what is open there."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import flet as ft

from app.ui.screens.month.tasks import most_urgent
from app.ui.state.ui import Ui
from app.ui.texts import choose as choose_words
from app.ui.texts import labels
from app.ui.texts import month as words
from app.ui.widgets.pieces import card, empty, heading, mark, quiet, silent, title
from app.visits.nearby import NearSchool
from app.visits.search import Unit, unit_of
from domain.findings.urgency import Urgency
from domain.wire.workbook import WorkbookSchool

if TYPE_CHECKING:
    from app.visits.month import MonthView, SchoolDuty

SCHOOLS = (Unit.SCHOOL, Unit.KINDERGARTEN)


def my_schools(ui: Ui, month: "MonthView", today: date) -> list[ft.Control]:
    """My schools, those with something due first; the heading names townships for what they are."""
    if not month.schools:
        nothing = empty(ft.Icons.SCHOOL_OUTLINED, words.NO_SCHOOLS, words.NO_SCHOOLS_HINT)
        return [heading(words.MY_UNITS), nothing]
    kinds = {unit_of(each.school.school_kind) for each in month.schools}
    name = words.MY_SCHOOLS if kinds <= set(SCHOOLS) else words.MY_UNITS
    ordered = sorted(month.schools, key=lambda duty: duty.done >= duty.due)
    return [heading(name), *(school_card(ui, duty, today) for duty in ordered)]


def school_card(ui: Ui, duty: "SchoolDuty", today: date) -> ft.Control:
    """One school: how often it was visited, what is open there, what is to be looked at again."""
    school = duty.school
    is_met = duty.done >= duty.due
    facts = [labels.SCHOOL_KIND[school.school_kind], words.last_visit(duty.last_visit_on)]
    lines: list[ft.Control] = [title(school.name), quiet(" · ".join(facts))]
    if duty.by_others:
        lines.append(quiet(words.by_others(duty.by_others)))
    if duty.open_findings:
        lines.append(ft.Text(words.findings(duty.open_findings), size=13, color=ft.Colors.TERTIARY))
    if duty.follow_ups:
        is_late = duty.follow_ups[0].urgency is Urgency.OVERDUE
        ink = ft.Colors.ERROR if is_late else ft.Colors.TERTIARY
        lines.append(ft.Text(most_urgent(duty.follow_ups, today), size=13, color=ink))
    return card(
        ft.Row(
            [
                duty_ring(duty.done, duty.due),
                ft.Column(lines, spacing=3, expand=True),
                mark(words.school_duty(duty.done, duty.due), "good" if is_met else "plain"),
            ],
            spacing=14,
        ),
        on_click=ui.go(f"/school/{school.school_id}"),
        key=f"school-{school.school_id}",
    )


def near_schools(ui: Ui, found: Sequence[NearSchool]) -> list[ft.Control]:
    """Schools near the last fix, offered first; nothing without a fix at hand."""
    if not found:
        return []
    return [heading(words.NEAR_YOU), *(near_card(ui, each.school, each) for each in found)]


def near_card(ui: Ui, school: WorkbookSchool, found: NearSchool) -> ft.Control:
    """One near school and how far it is."""
    facts = [labels.SCHOOL_KIND[school.school_kind], choose_words.away(found.distance_m)]
    return card(
        ft.Row(
            [
                silent(ft.Icon(ft.Icons.NEAR_ME_OUTLINED, color=ft.Colors.PRIMARY)),
                ft.Column([title(school.name), quiet(" · ".join(facts))], spacing=3, expand=True),
                silent(ft.Icon(ft.Icons.CHEVRON_RIGHT, color=ft.Colors.ON_SURFACE_VARIANT)),
            ],
            spacing=14,
        ),
        on_click=ui.go(f"/school/{school.school_id}"),
        key=f"near-{school.school_id}",
    )


def duty_ring(done: int, due: int) -> ft.Control:
    """A small ring that closes as the duty is met."""
    share = min(1.0, done / due) if due else 1.0
    inside = ft.Icon(ft.Icons.CHECK, size=18, color=ft.Colors.PRIMARY)
    ring = ft.Stack(
        [
            ft.ProgressRing(
                value=share,
                width=34,
                height=34,
                stroke_width=4,
                bgcolor=ft.Colors.SURFACE_CONTAINER_HIGHEST,
            ),
            ft.Container(
                inside if share >= 1 else ft.Text(str(done), size=13),
                width=34,
                height=34,
                alignment=ft.Alignment.CENTER,
            ),
        ]
    )
    return silent(ring)
