"""Districts in which pages draw the forms about units' doors, and those pages' addresses."""

import re

from domain.kinds.office.entry_pass import EntryPassSet
from sync_server.server import Server
from tests.builders.handset import write
from tests.builders.office import Inspection
from tests.builders.pages import Browser, matched


def door_link(_server: Server, _inspection: Inspection, browser: Browser) -> str:
    """A unit that has a link to its door."""
    door = "/schools/school-1/door"
    browser.fill(door, f"{door}/links", until_on="2026-06-13")
    return door


def door_account(_server: Server, _inspection: Inspection, browser: Browser) -> str:
    """A unit that has an account of its own."""
    door = "/schools/school-2/door"
    browser.fill(door, f"{door}/account")
    return door


def message(_server: Server, _inspection: Inspection, browser: Browser) -> str:
    """A message from the first unit's public card, just come in."""
    card = matched(r"(/card/[0-9A-Z]{10})", browser.page("/schools/school-1/card"))
    known = browser.get("/messages").text
    browser.fill(card, card, about="safety", text="校门口车多。", contact="13900000000")
    found = set(re.findall(r'href="(/messages/[0-9a-f]{64})"', browser.page("/messages")))
    return str(min(found - set(re.findall(r'href="(/messages/[0-9a-f]{64})"', known))))


def entry_pass(server: Server, _inspection: Inspection, _browser: Browser) -> str:
    """A pass of an inspector to a unit."""
    body = EntryPassSet(
        pass_id="pass-1",
        school_id="school-1",
        account="chen.jing",
        inspectors=("wang.fang",),
        valid_on="2026-05-14",
        basis="五月随访督导",
    )
    write(server, "wanshan", (body, None))
    return "/passes/pass-1/edit"


def accepted_message(server: Server, inspection: Inspection, browser: Browser) -> str:
    """A message that the office took in."""
    page = message(server, inspection, browser)
    browser.fill(page, f"{page}/accept", text="已受理。")
    return page


def passed_message(server: Server, inspection: Inspection, browser: Browser) -> str:
    """A message that was passed to a person."""
    page = accepted_message(server, inspection, browser)
    browser.fill(page, f"{page}/pass", account="li.zhuren")
    return page
