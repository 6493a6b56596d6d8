"""Districts in which pages draw the forms about findings, and those pages' addresses."""

from domain.indicators.figure import Stage, Standard
from domain.kinds.paper.builder import PaperState
from domain.kinds.register.balance_rule import BalanceRuleSet
from domain.kinds.register.checklist import ChecklistSet
from domain.kinds.register.checklist_use import ChecklistUseSet
from domain.kinds.register.closing_rule import ClosingRuleSet
from domain.kinds.register.hazard_duty import HazardDutySet
from domain.kinds.register.indicator import IndicatorSet
from domain.kinds.register.service_notice import ServiceNoticeSet
from domain.kinds.register.signing import DelegateSet, SigningSet
from domain.kinds.visit.follow_up import Conclusion, FollowUpRecorded
from sync_server.data.rectification import finding_called
from sync_server.server import Server
from tests.builders.courses import finding_address
from tests.builders.followed import Followed
from tests.builders.handset import write
from tests.builders.issuing import draft_about, paper_brought_to
from tests.builders.office import Inspection, a_rich_visit
from tests.builders.pages import Browser
from tests.builders.register import a_checklist


def a_finding(server: Server, inspection: Inspection, browser: Browser) -> str:
    """A finding of a visit that was handed in, whose unit has said what it will do."""
    page = finding_address(server.database, a_rich_visit(inspection, []), "f1")
    said = {"text": "更换", "responsible": "何校长", "due_on": "2026-06-01"}
    browser.fill(page, f"{page}/measure", **said)
    return page


def a_checked_finding(server: Server, inspection: Inspection, browser: Browser) -> str:
    """One that a later visit found put right."""
    page = a_finding(server, inspection, browser)
    with server.database.session() as session:
        row = finding_called(session, page.split("/")[2], "wanshan")
    assert row is not None
    inspection.open_visit("school-1")
    seen = FollowUpRecorded(
        finding_id="f1", finding_visit=row.visit, conclusion=Conclusion.RECTIFIED
    )
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


def a_finding_to_enter(_server: Server, _inspection: Inspection, _browser: Browser) -> str:
    """Where the office enters a finding that no visit raised."""
    return "/findings/new"


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


def papers_that_wait(server: Server, inspection: Inspection, _browser: Browser) -> str:
    """Where papers are signed together, with one that waits."""
    draft = draft_about(server, a_rich_visit(inspection, []))
    paper_brought_to(server, PaperState.PENDING, draft)
    return "/papers/signing/several"


def a_spare_checklist(server: Server, _inspection: Inspection, _browser: Browser) -> str:
    """A checklist that no theme goes by, and that is to go out of use."""
    use = ChecklistUseSet(checklist_id="may", closed_on="2026-06-01")
    write(server, "wanshan", (ChecklistSet(checklist=a_checklist()), None), (use, None))
    return "/checklists/may"


def a_closing_rule(server: Server, _inspection: Inspection, _browser: Browser) -> str:
    """The district\'s own rule of closing."""
    write(server, "wanshan", (ClosingRuleSet(district="wanshan"), None))
    return "/rules/closing"


def a_balance_rule(server: Server, _inspection: Inspection, _browser: Browser) -> str:
    """What the district itself holds its coefficients against."""
    rule = BalanceRuleSet(
        rule_id="b1",
        standard=Standard.HIGH,
        stage=Stage.PRIMARY,
        from_year=2026,
        limit=0.45,
        source="省里的办法",
    )
    write(server, "wanshan", (rule, None))
    return "/balance-rules/b1/edit"


def a_form_of_a_similar_check(server: Server, inspection: Inspection, browser: Browser) -> str:
    """The form by which other units are asked to look for what a finding tells."""
    return f"{a_finding(server, inspection, browser)}/similar"


def a_unit_that_is_asked(server: Server, inspection: Inspection, browser: Browser) -> str:
    """A unit that a check was sent to and that has not answered."""
    form = a_form_of_a_similar_check(server, inspection, browser)
    said = {"title": "灭火器过期", "text": "逐具查有效期。", "due_on": "2026-05-20"}
    sent = browser.fill(form, "/similar/send", **said, schools="school-2")
    return f"{sent.headers['location'].partition('?')[0]}/school-2"


SIMILAR = {
    "SimilarSendForm": a_form_of_a_similar_check,
    "SimilarEnterForm": a_unit_that_is_asked,
    "SimilarWithdrawForm": a_unit_that_is_asked,
}


def a_service_notice(server: Server, _inspection: Inspection, _browser: Browser) -> str:
    """Who runs the site, as the district says it."""
    write(server, "wanshan", (ServiceNoticeSet(district="wanshan", operator="某区教育局"), None))
    return "/service-notice/wanshan/edit"


def a_signing_rule(server: Server, _inspection: Inspection, _browser: Browser) -> str:
    """The district's rule of who signs."""
    write(server, "wanshan", (SigningSet(district="wanshan", drafter_may_sign=True), None))
    return "/signing/wanshan/edit"


def a_delegate(server: Server, _inspection: Inspection, _browser: Browser) -> str:
    """Who signs for somebody who is away."""
    body = DelegateSet(
        delegate_id="d1",
        approver="li.zhuren",
        deputy="li.zhuren",
        from_on="2026-05-01",
        to_on="2026-05-07",
    )
    write(server, "wanshan", (body, None))
    return "/delegates/d1/edit"
