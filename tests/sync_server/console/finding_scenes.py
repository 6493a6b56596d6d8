"""Districts in which pages draw the forms about findings, and those pages' addresses."""

from domain.kinds.register.closing_rule import ClosingRuleSet
from domain.kinds.register.hazard_duty import HazardDutySet
from domain.kinds.register.indicator import IndicatorSet
from domain.kinds.visit.follow_up import Conclusion, FollowUpRecorded
from sync_server.server import Server
from tests.builders.followed import Followed
from tests.builders.handset import write
from tests.builders.office import Inspection, a_rich_visit
from tests.builders.pages import Browser


def a_finding(_server: Server, inspection: Inspection, browser: Browser) -> str:
    """A finding of a visit that was handed in, whose unit has said what it will do."""
    page = f"/findings/{a_rich_visit(inspection, [])}/f1"
    said = {"text": "更换", "responsible": "何校长", "due_on": "2026-06-01"}
    browser.fill(page, f"{page}/measure", **said)
    return page


def a_checked_finding(server: Server, inspection: Inspection, browser: Browser) -> str:
    """One that a later visit found put right."""
    page = a_finding(server, inspection, browser)
    visit = page.split("/")[2]
    inspection.open_visit("school-1")
    seen = FollowUpRecorded(finding_id="f1", finding_visit=visit, conclusion=Conclusion.RECTIFIED)
    inspection.write(seen)
    inspection.submit(has_no_problem=True)
    inspection.push()
    return page


def an_ended_finding(server: Server, inspection: Inspection, browser: Browser) -> str:
    """One that the office took back."""
    page = a_finding(server, inspection, browser)
    browser.fill(page, f"{page}/end", end="withdrawn", reason="提错了")
    return page


def some_checked_findings(server: Server, _inspection: Inspection, _browser: Browser) -> str:
    """The day's board, with two that wait for nothing but their closing."""
    Followed(server).bring_to_check("f1", "f2")
    return "/closing"


def a_turn(server: Server, _inspection: Inspection, _browser: Browser) -> str:
    """A week of duty for hazards."""
    turn = HazardDutySet(
        duty_id="h1", account="li.zhuren", from_on="2026-05-11", to_on="2026-05-17"
    )
    write(server, "wanshan", (turn, None))
    return "/hazard-duties/h1/edit"


def some_figures(server: Server, _inspection: Inspection, _browser: Browser) -> str:
    """What a school has in a year."""
    stated = IndicatorSet(school_id="school-1", year=2026, primary_pupils=45, books=279)
    write(server, "wanshan", (stated, None))
    return "/indicators/school-1/2026/edit"


def a_closing_rule(server: Server, _inspection: Inspection, _browser: Browser) -> str:
    """The district\'s own rule of closing."""
    write(server, "wanshan", (ClosingRuleSet(district="wanshan"), None))
    return "/rules/closing"
