"""What somebody does on the pages of papers: drafts one over a unit's findings, and acts on it."""

import re

from sqlmodel import select

from domain.kinds.visit.finding import Category, FindingPrivate, FindingRaised
from sync_server.data.tables import PaperRow
from tests.builders.pages import Browser

FORM = "/schools/school-1/paper"
WORDS = "全部更换并登记造册。"


def another(inspection, finding_id: str, text: str, **fields) -> str:
    """One more submitted visit to school-1 that raised this finding."""
    found = inspection.open_visit("school-1")
    inspection.write(
        FindingRaised(finding_id=finding_id, category=Category.SAFETY, **fields),
        FindingPrivate(text=text),
    )
    inspection.submit()
    inspection.push()
    return str(found)


def ticks(page: str, *, checked: bool = False) -> list[str]:
    tail = " checked" if checked else ""
    return re.findall(rf'name="findings" value="([^"]+)"{tail}', page)


def draft(browser: Browser, to: str = FORM, **changed):
    """Send the unit's form as it stands on the page, with these fields changed."""
    fields = {
        "paper_kind": "rectification",
        "findings": ticks(browser.page(FORM)),
        "due_on": "2026-05-29",
        "requirement": WORDS,
    }
    return browser.post(to, on=FORM, **{**fields, **changed})


def drafted(browser: Browser, **changed) -> str:
    """The address of a paper that was drafted."""
    answer = draft(browser, **changed)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"].partition("?")[0])


def done(browser: Browser, page: str, act: str, **fields: str) -> None:
    """Do this with the paper on its page."""
    place = "signing" if act in {"issue", "return", "void"} else "acts"
    answer = browser.fill(page, f"{page}/{place}/{act}", **fields)
    assert answer.headers.get("location") == f"{page}?done={act}", answer.text


def signed(clerk: Browser, supervisor: Browser, **changed) -> str:
    """The address of a paper that a clerk drafted and a supervisor signed."""
    page = drafted(clerk, **changed)
    done(clerk, page, "submit")
    done(supervisor, page, "issue", issued_on="2026-05-14")
    return page


def papers(server) -> list[PaperRow]:
    with server.database.session() as session:
        return sorted(session.exec(select(PaperRow)), key=lambda row: row.serial)
