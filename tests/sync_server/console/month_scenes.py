"""Months under seal, for the forms that are about them."""

from sync_server.server import Server
from tests.builders.office import Inspection
from tests.builders.pages import Browser


def a_sealed_month(_server: Server, _inspection: Inspection, browser: Browser) -> str:
    """The page of a month that is under seal."""
    page = "/month/2026-04/changes"
    browser.fill(page, "/month/2026-04/lock")
    return page


def an_opened_month(_server: Server, _inspection: Inspection, browser: Browser) -> str:
    """The page of a month that was under seal."""
    page = "/month/2026-03/changes"
    browser.fill(page, "/month/2026-03/lock")
    browser.fill(page, "/month/2026-03/unlock", reason="漏了一次")
    return page
