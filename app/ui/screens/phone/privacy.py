"""What is recorded of people, on what basis and for what, who runs the system, whom to complain."""

import flet as ft

from app.ui.guard import page
from app.ui.state.ui import Ui, use_ui
from app.ui.texts import privacy as words
from app.ui.widgets.frame import screen
from app.ui.widgets.pieces import card, heading, quiet, stack
from app.ui.widgets.use_visit import not_there, use_visit
from domain.clock import local_date
from domain.register.trail_rule import FULL_TRAIL, TrailRule, rule_on, rules_after
from domain.wire.workbook import ServiceNotice, Workbook
from domain.words.trail import rule_words


@page
def PrivacyScreen() -> ft.View:
    """What the district wants of a visit of today."""
    ui = use_ui()
    return privacy(ui, rule_on(trail_of(ui), local_date(ui.device.clock.now())))


@page
def VisitPrivacyScreen() -> ft.View:
    """What the district wants of this visit, which may be of an earlier day."""
    controller, view = use_visit()
    return privacy(use_ui(), view.rule) if view else not_there(controller)


def trail_of(ui: Ui) -> tuple[TrailRule, ...]:
    """The district's rules, as far as this phone knows."""
    return ui.workbook.trail if ui.workbook else (FULL_TRAIL,)


def privacy(ui: Ui, rule: TrailRule) -> ft.View:
    """The rule and what comes later, then the office and the site."""
    later = rules_after(trail_of(ui), local_date(ui.device.clock.now()))
    coming = [heading(words.LATER), *(rule_card(each) for each in later)] if later else []
    return screen(
        words.TITLE,
        [
            heading(words.RULE),
            rule_card(rule),
            *coming,
            heading(words.SERVICE),
            service_card(ui.workbook),
        ],
    )


def rule_card(rule: TrailRule) -> ft.Control:
    """One rule: what is recorded, when a position is taken, and the office's reasons."""
    when = words.WHEN if rule.wants_place else words.NEVER_PLACE
    reasons = stated([(words.BASIS, rule.basis), (words.PURPOSE, rule.purpose)])
    return card(stack([ft.Text(rule_words(rule), size=15), quiet(when), *reasons], 8))


def service_card(workbook: Workbook | None) -> ft.Control:
    """Who runs the system, its filing, how long things are kept, and where complaints go."""
    about = workbook.about if workbook else ServiceNotice()
    kept = about.retention
    if workbook:
        kept += words.originals(workbook.keep_originals_days)
    said = [
        (words.OPERATOR, about.operator),
        (words.FILING, about.filing_number),
        (words.RETENTION, kept),
        (words.COMPLAINTS, about.complaints),
    ]
    return card(stack(stated(said), 8))


def stated(facts: list[tuple[str, str]]) -> list[ft.Control]:
    """Each thing's name, and below it what the office says of it."""
    return [
        stack([quiet(name), ft.Text(text or words.NOT_STATED, size=15)], 2) for name, text in facts
    ]
