"""Checklists and their drafts, for the forms of both."""

from collections.abc import Callable

from domain.kinds.register.checklist import ChecklistSet
from domain.register.checklist import Checklist
from sync_server.data import register
from sync_server.server import Server
from tests.builders.foreign_form import a_foreign_form
from tests.builders.handset import write
from tests.builders.office import Inspection
from tests.builders.pages import Browser, matched, upload

Scene = Callable[[Server, Inspection, Browser], str]


def a_draft(page: str, at: str = "/checklists/month-05") -> Scene:
    """A page of the draft that the supervisor writes of a checklist."""

    def scene(_server: Server, _inspection: Inspection, browser: Browser) -> str:
        draft = browser.post(f"{at}/draft", on=at).headers["location"]
        return f"{draft}{page}"

    return scene


def a_changed_draft(server: Server, inspection: Inspection, browser: Browser) -> str:
    draft = a_draft("")(server, inspection, browser)
    first = matched(r'value="end:(m[^"]+)"', browser.page(draft))
    browser.fill(draft, f"{draft}/arrange", act=f"end:{first}")
    return f"{draft}/publish"


def an_overtaken_draft(server: Server, inspection: Inspection, browser: Browser) -> str:
    page = a_changed_draft(server, inspection, browser)
    with server.database.session() as session:
        row = register.checklists(session, "wanshan")["month-05"]
    stood = Checklist.model_validate_json(row.checklist)
    newer = {"version": stood.version + 1, "title": "课堂教学督导清单"}
    write(server, "wanshan", (ChecklistSet(checklist=stood.model_copy(update=newer)), None))
    return page


def a_form_file(_server: Server, _inspection: Inspection, browser: Browser) -> str:
    return upload(browser, a_foreign_form(), "食堂.xlsx", "/checklists/import")
