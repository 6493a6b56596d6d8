"""Districts in which pages draw the forms of the office's own work, and those pages' addresses."""

from collections.abc import Callable

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


def an_organ(browser: Browser, name: str = "区教育督导委员会") -> str:
    """The page of the committee."""
    return recorded(browser, "/organs", name=name, organ_kind="committee")


def a_member(browser: Browser, of: str = "市教育督导委员会") -> str:
    """The page of a seat on it, a department's."""
    organ = an_organ(browser, of).rpartition("/")[2]
    fields = {"organ": organ, "seat": "member", "unit": "公安局", "name": "何平"}
    return recorded(browser, "/members", from_on="2026-01-01", **fields)


def a_meeting(browser: Browser) -> str:
    """The page of a meeting of the committee, where that was, with minutes and a file."""
    member = a_member(browser, "督导委员会")
    organ = matched(r'href="/organs/([^"]+)"', browser.page(member))
    fields = {"title": "全体会议", "meeting_type": "plenary", "organ": organ}
    texts = {"agenda": "一、审议年度计划", "minutes": "会议同意年度计划。"}
    there = {"members": member.rpartition("/")[2], "others": "2"}
    page = recorded(browser, "/meetings", held_on=DAY, **fields, **texts, **there)
    put_beside(browser, page, "纪要.pdf", b"%PDF-1.7 minutes")
    return page


def _edited(page: Callable[[Browser], str]) -> Callable[[Server, Inspection, Browser], str]:
    """The form of what is made so."""
    return lambda _server, _inspection, browser: f"{page(browser)}/edit"


COUNTED = {
    "MeetingForm": _edited(a_meeting),
    "MemberForm": _edited(a_member),
    "OrganForm": _edited(an_organ),
    "TrainingForm": _edited(a_training),
    "AttendForm": _attending,
    "ActivityForm": _activity,
}
