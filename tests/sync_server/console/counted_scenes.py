"""Districts in which pages draw the forms of the office's own work, and those pages' addresses."""

from sync_server.server import Server
from tests.builders.office import Inspection
from tests.builders.pages import Browser, matched

DAY = "2026-05-14"


def recorded(browser: Browser, home: str, **fields: str) -> str:
    """The page of what was recorded at the list's form."""
    new = f"{home}/new"
    answer = browser.fill(new, new, **fields)
    assert answer.status_code == 303, answer.text[:600]
    found: str = answer.headers["location"].partition("?")[0]
    return found


def put_beside(browser: Browser, page: str, name: str, raw: bytes, **more: str):
    """The answer to a file that is put beside the thing of a page; the redirect is not followed."""
    to = f"{page.rpartition('/')[0]}/file"
    return browser.client.post(
        to,
        data={**browser.hidden(page, to), **more},
        files={"file": (name, raw)},
        headers={"Origin": str(browser.client.base_url).rstrip("/")},
        follow_redirects=False,
    )


def a_training(browser: Browser) -> str:
    """The page of a training of the day with an inspector and a file."""
    fields = {"title": "岗前培训", "mode": "central", "hours": "6", "others": "30"}
    page = recorded(browser, "/trainings", held_on=DAY, inspectors="wang.fang", **fields)
    put_beside(browser, page, "课件.pdf", b"%PDF-1.7 a file")
    return page


def _training(_server: Server, _inspection: Inspection, browser: Browser) -> str:
    return f"{a_training(browser)}/edit"


def _attending(_server: Server, _inspection: Inspection, browser: Browser) -> str:
    return sign_in_address(browser, a_training(browser))


def sign_in_address(browser: Browser, page: str) -> str:
    """What stands behind the QR code of the training's page."""
    return matched(r'href="(/attend/[^"]+)"', browser.page(f"{page}/code"))


def _activity(_server: Server, _inspection: Inspection, browser: Browser) -> str:
    fields = {"title": "防溺水宣讲", "activity_type": "safety_education", "sessions": "2"}
    more = {"attendances": "1200", "topics": "防溺水", "schools": "school-1"}
    page = recorded(browser, "/activities", held_on=DAY, **fields, **more)
    put_beside(browser, page, "方案.pdf", b"%PDF-1.7 a plan")
    return f"{page}/edit"


COUNTED = {"TrainingForm": _training, "AttendForm": _attending, "ActivityForm": _activity}
