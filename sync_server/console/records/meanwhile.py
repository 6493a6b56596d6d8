"""What came while a form was open, of each sort of thing that a form may be about."""

from domain.words.values import KIND
from sync_server.console.form_fields import Typed
from sync_server.console.forms import Latest, Meanwhile
from sync_server.console.words import words
from sync_server.register.history import History
from sync_server.register.step import since
from sync_server.review.finding_page import FindingPage
from sync_server.review.paper_pages import PaperPage
from sync_server.review.visit_page import VisitPage


def of_thing(history: History, typed: Typed) -> Latest:
    """What came on a thing of the register."""
    steps = [
        Meanwhile(
            history.names.person(step.account),
            step.claimed_at,
            KIND.get(step.kind, step.kind),
            changes=step.changes,
        )
        for step in history.since(typed.get("version", ""))
    ]
    return Latest({"version": history.version}, steps)


def of_visit(page: VisitPage, version: str) -> list[Meanwhile]:
    """What came on a visit after it stood in this version."""
    return [
        Meanwhile(
            page.names.person(step.account),
            step.claimed_at,
            KIND.get(step.kind, step.kind),
            words(page, step.reading),
        )
        for step in since(page.steps, version)
    ]


def of_paper(page: PaperPage, typed: Typed) -> Latest:
    """What came on a paper."""
    steps = [
        Meanwhile(page.names.person(step.account), step.at, step.word, step.text)
        for step in since(page.steps, typed.get("version", ""))
    ]
    return Latest({"version": page.paper.version}, steps)


def of_finding(page: FindingPage, version: str) -> list[Meanwhile]:
    """What came on a finding after it stood in this version."""
    return [
        Meanwhile(page.names.person(step.account), step.claimed_at, KIND.get(step.kind, step.kind))
        for step in since(page.steps, version)
    ]
