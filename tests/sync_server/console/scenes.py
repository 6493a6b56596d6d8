"""For every form of the console: a district in which a page draws it, and that page's address."""

from collections.abc import Callable
from datetime import date

from domain.ids import uuid7
from domain.kinds.author import Role
from domain.kinds.office.token import TokenScope
from domain.kinds.paper.builder import PaperState
from domain.kinds.paper.paper_kind import PaperKind
from domain.kinds.register.avoidance import AvoidanceSet
from domain.kinds.register.calendar import CalendarSet, CalendarSort
from domain.kinds.register.grant import GrantPrivate, GrantSet
from domain.kinds.register.robot import RobotSet, RobotSort
from domain.kinds.visit.place import FixPrivate, PositionProposed
from sync_server.backup.creation import make_backup
from sync_server.office.commands import Office
from sync_server.office.tokens import TokenCommands, Wanted
from sync_server.robots.robot import Held
from sync_server.robots.sealed import Sealed
from sync_server.server import Server
from tests.builders.backup import source_of
from tests.builders.handset import a_school, write
from tests.builders.import_file import a_school_sheet, an_import_file
from tests.builders.issuing import draft_about, paper_brought_to
from tests.builders.office import Inspection, a_picture, a_rich_visit
from tests.builders.one_time import set_up_factor
from tests.builders.pages import Browser, upload
from tests.builders.queue import hand_in
from tests.builders.word_file import with_line
from tests.sync_server.console import burden_scenes, news_scenes
from tests.sync_server.console.campaign_scenes import CAMPAIGNS
from tests.sync_server.console.case_scenes import ACCOUNTABILITY
from tests.sync_server.console.checklists.checklist_scenes import (
    a_changed_draft,
    a_draft,
    a_form_file,
    an_overtaken_draft,
)
from tests.sync_server.console.counted_scenes import COUNTED
from tests.sync_server.console.door_scenes import (
    accepted_message,
    door_account,
    door_link,
    entry_pass,
    message,
    passed_message,
)
from tests.sync_server.console.finding_scenes import (
    SIMILAR,
    a_balance_rule,
    a_checked_finding,
    a_closing_rule,
    a_delegate,
    a_finding,
    a_finding_to_enter,
    a_service_notice,
    a_signing_rule,
    a_spare_checklist,
    a_turn,
    an_ended_finding,
    papers_that_wait,
    some_checked_findings,
    some_figures,
)
from tests.sync_server.console.month_scenes import a_sealed_month, an_opened_month
from tests.sync_server.console.task_scenes import TASKS

Scene = Callable[[Server, Inspection, Browser], str]


def _visit(_server: Server, inspection: Inspection, _browser: Browser) -> str:
    return f"/visits/{a_rich_visit(inspection, [])}"


def _twins(server: Server, inspection: Inspection, browser: Browser) -> str:
    page = _visit(server, inspection, browser)
    other = Inspection.of(server, "wang.fang")
    other.open_visit("school-1")
    other.submit(has_no_problem=True)
    other.push()
    return page


def _merged(server: Server, inspection: Inspection, browser: Browser) -> str:
    page = _twins(server, inspection, browser)
    browser.fill(page, f"{page}/merge", reason="记了两遍")
    return page


def _proposal(server: Server, inspection: Inspection, _browser: Browser) -> str:
    write(server, "wanshan", (a_school("school-3", position=None), None))
    visit = inspection.open_visit("school-3")
    body = PositionProposed(accuracy_m=8.0, age_s=1.0, source="gps")
    inspection.write(body, FixPrivate(lat=26.61234, lng=106.7, reason="校门口"))
    inspection.submit(has_no_problem=True)
    inspection.push()
    return f"/visits/{visit}"


def _paper(state: PaperState, paper_kind: PaperKind = PaperKind.RECTIFICATION) -> Scene:
    """The page of a paper that a clerk drafted and that is as far as this."""

    def scene(server: Server, inspection: Inspection, _browser: Browser) -> str:
        visit = a_rich_visit(inspection, [])
        draft = draft_about(server, visit, paper_kind=paper_kind)
        return f"/papers/{paper_brought_to(server, state, draft)}"

    return scene


def _paper_draft(server: Server, inspection: Inspection, browser: Browser) -> str:
    return f"{_paper(PaperState.DRAFT)(server, inspection, browser)}/edit"


def _series(_server: Server, _inspection: Inspection, browser: Browser) -> str:
    stated = {"paper_kind": "rectification", "year": "2026", "last": "3", "reason": "登记簿"}
    browser.fill("/papers", "/papers/series", **stated)
    return "/papers"


def _phone(_server: Server, inspection: Inspection, _browser: Browser) -> str:
    inspection.open_visit()
    inspection.push()
    return f"/devices/{inspection.handset.author.chain}"


def _queue(_server: Server, inspection: Inspection, _browser: Browser) -> str:
    a_rich_visit(inspection, [])
    return "/review"


def _unflagged(_server: Server, inspection: Inspection, _browser: Browser) -> str:
    hand_in(inspection, "school-2")
    return "/review/several"


def _import(_server: Server, _inspection: Inspection, browser: Browser) -> str:
    return upload(browser, an_import_file({"学校": a_school_sheet()}))


def _edited(_server: Server, _inspection: Inspection, _browser: Browser) -> str:
    return "/people/wang.fang/edit"


def _person(_server: Server, _inspection: Inspection, _browser: Browser) -> str:
    return "/people/wang.fang"


def _stopped(_server: Server, _inspection: Inspection, browser: Browser) -> str:
    new, page = "/people/new", "/people/he.ping"
    browser.fill(new, new, name="何平", role="inspector")
    browser.fill(page, f"{page}/stop", from_on="2026-05-14")
    return page


def _with_code(_server: Server, _inspection: Inspection, browser: Browser) -> str:
    page = "/people/zhao.tong"
    browser.fill(page, f"{page}/code")
    return page


def _with_factor(server: Server, _inspection: Inspection, _browser: Browser) -> str:
    set_up_factor(server, "zhao.tong")
    return "/people/zhao.tong"


def _codes(server: Server, _inspection: Inspection, _browser: Browser) -> str:
    server.accounts.drop_code("wang.fang")
    return "/codes"


def _there(page: str) -> Scene:
    """A page of what the district has anyway."""

    def scene(_server: Server, _inspection: Inspection, _browser: Browser) -> str:
        return page

    return scene


def _calendar(server: Server, _inspection: Inspection, _browser: Browser) -> str:
    write(server, "wanshan", (a_line(), None))
    return "/calendar/day-1/edit"


def _last_year(server: Server, _inspection: Inspection, _browser: Browser) -> str:
    days = {"from_on": "2025-09-01", "to_on": "2026-01-23", "sort": CalendarSort.TERM}
    write(server, "wanshan", (a_line(calendar_id="term-1", name="上学期", **days), None))
    return "/calendar"


def _avoidance(server: Server, _inspection: Inspection, _browser: Browser) -> str:
    write(server, "wanshan", (AvoidanceSet(account="chen.jing", school_id="school-3"), None))
    return "/avoidances/chen.jing/school-3/edit"


def _robot(server: Server, _inspection: Inspection, _browser: Browser) -> str:
    """A robot that is switched off."""
    held = Held(address="https://oapi.dingtalk.com/robot/send?access_token=t0ken")
    robot = RobotSet(
        district="wanshan",
        sort=RobotSort.DINGTALK,
        is_on=False,
        digest_hour=8,
        on_since="2026-05-14T00:00:00.000Z",
        held=Sealed.of(server).keep("wanshan", held),
    )
    write(server, "wanshan", (robot, None))
    return "/robots"


def _grant(server: Server, _inspection: Inspection, _browser: Browser) -> str:
    seat = GrantSet(account="chen.jing.other", role=Role.AUDITOR, from_on="2026-05-01")
    write(server, "wanshan", (seat, GrantPrivate(name="陈静")))
    return "/grants/chen.jing.other/edit"


def _token(server: Server, _inspection: Inspection, _browser: Browser) -> str:
    commands = TokenCommands(Office(server.database, server.committer), server.clock)
    wanted = Wanted(uuid7(), "市督导平台", [TokenScope.VISITS], date(2027, 5, 1))
    commands.give("li.zhuren", wanted)
    return f"/tokens/{wanted.token}"


def _backup(server: Server, _inspection: Inspection, _browser: Browser) -> str:
    data = server.photo_store.path("0" * 64).parents[3]
    folder = data.parent / "backups"
    return f"/backups/{make_backup(source_of(server, data), folder, 14).folder.name}"


def _policy(_server: Server, _inspection: Inspection, browser: Browser) -> str:
    new = "/policies/new"
    answer = browser.fill(new, new, title="守则", category="rule", text="# 一、到校\n先记录到校。")
    found: str = answer.headers["location"].partition("?")[0]
    browser.client.post(
        "/policies/file",
        data=browser.hidden(found, "/policies/file"),
        files={"file": ("守则.pdf", b"%PDF-1.7 a file")},
        headers={"Origin": str(browser.client.base_url).rstrip("/")},
        follow_redirects=False,
    )
    return f"{found}/edit"


def _own_template(_server: Server, _inspection: Inspection, browser: Browser) -> str:
    page, to = "/templates/tip", "/templates/file"
    browser.client.post(
        to,
        data=browser.hidden(page, to),
        files={"file": ("提示.docx", with_line("联系人：陈静"))},
        headers={"Origin": str(browser.client.base_url).rstrip("/")},
        follow_redirects=False,
    )
    return page


def _portrait(_server: Server, _inspection: Inspection, browser: Browser) -> str:
    page, to = "/portraits/chen.jing", "/portraits/file"
    browser.client.post(
        to,
        data=browser.hidden(page, to),
        files={"file": ("陈静.jpg", a_picture())},
        headers={"Origin": str(browser.client.base_url).rstrip("/")},
        follow_redirects=False,
    )
    return page


def a_line(**facts: object) -> CalendarSet:
    """A line of the calendar: 劳动节 of 2026 unless it says."""
    usual = {
        "calendar_id": "day-1",
        "name": "劳动节",
        "sort": CalendarSort.PUBLIC_HOLIDAY,
        "from_on": "2026-05-01",
        "to_on": "2026-05-05",
    }
    return CalendarSet.model_validate({**usual, **facts})


SCENES: dict[str, Scene] = {
    "TokenForm": _there("/tokens/new"),
    "TokenRevokeForm": _token,
    "BackUpForm": _there("/backups"),
    "BackupTestForm": _backup,
    "PolicyForm": _policy,
    "BackForm": _own_template,
    "TakeOffForm": _portrait,
    "ReviewForm": _visit,
    "QueueForm": _queue,
    "ExplainForm": _visit,
    "ExplainInQueueForm": _queue,
    "SeveralForm": _unflagged,
    "CloseSeveralForm": some_checked_findings,
    "SignSeveralForm": papers_that_wait,
    "HazardForm": _visit,
    "EnterForm": a_finding_to_enter,
    "FeedbackForm": a_finding,
    "MeasureForm": a_finding,
    "ReplyForm": a_finding,
    "ExtensionForm": a_finding,
    "EndForm": a_finding,
    "CloseForm": a_checked_finding,
    "ReopenForm": an_ended_finding,
    **SIMILAR,
    **ACCOUNTABILITY,
    **TASKS,
    **CAMPAIGNS,
    "MergeForm": _twins,
    "UnmergeForm": _merged,
    "CancelForm": _visit,
    "RedateForm": _visit,
    "PositionForm": _proposal,
    "PaperForm": _paper_draft,
    "SubmitForm": _paper(PaperState.DRAFT),
    "IssueForm": _paper(PaperState.PENDING),
    "ReturnForm": _paper(PaperState.PENDING),
    "ServeForm": _paper(PaperState.ISSUED),
    "AnswerForm": _paper(PaperState.SERVED),
    "TalkForm": _paper(PaperState.SERVED, PaperKind.TALK),
    "FinishForm": _paper(PaperState.ANSWERED),
    "VoidForm": _paper(PaperState.ISSUED),
    "SigningForm": a_signing_rule,
    "DelegateForm": a_delegate,
    "SeriesForm": _series,
    "RevokeForm": _phone,
    "ConfirmForm": _import,
    "PersonForm": _edited,
    "StopForm": _person,
    "CodeForm": _person,
    "ResumeForm": _stopped,
    "CodeRevokeForm": _with_code,
    "CodesForm": _codes,
    "DoorLinkForm": _there("/schools/school-1/door"),
    "DoorRevokeForm": door_link,
    "DoorAccountForm": _there("/schools/school-1/door"),
    "DoorCloseForm": door_account,
    "EntryPassForm": entry_pass,
    "AcceptMessageForm": message,
    "PassMessageForm": accepted_message,
    "CloseMessageForm": accepted_message,
    "ReportMessageForm": passed_message,
    "FactorOffForm": _with_factor,
    **COUNTED,
    "SchoolForm": _there("/schools/school-1/edit"),
    "ThemeForm": _there("/themes/month-05/edit"),
    "CopyForm": _there("/themes"),
    "BeginForm": _there("/checklists/month-05"),
    "UseForm": a_spare_checklist,
    "NewChecklistForm": _there("/checklists/new"),
    "ArrangeForm": a_draft(""),
    "TitleForm": a_draft("/title"),
    "SectionForm": a_draft("/sections/s1"),
    "ItemForm": a_draft("/items/new"),
    "DropForm": a_draft(""),
    "PublishForm": a_changed_draft,
    "CatchUpForm": an_overtaken_draft,
    "TakeForm": a_form_file,
    "AssignmentForm": _there("/assignments/school-1/chen.jing/2026-01-01/edit"),
    "AvoidanceForm": _avoidance,
    "GrantForm": _grant,
    "LockForm": an_opened_month,
    "UnlockForm": a_sealed_month,
    "RobotForm": _robot,
    "RobotTryForm": _robot,
    "HazardDutyForm": a_turn,
    **burden_scenes.SCENES,
    **news_scenes.SCENES,
    "IndicatorForm": some_figures,
    "ClosingRuleForm": a_closing_rule,
    "ServiceNoticeForm": a_service_notice,
    "BalanceRuleForm": a_balance_rule,
    "CalendarForm": _calendar,
    "CopyCalendarForm": _last_year,
    "DutyRuleForm": _there("/rules/duty"),
    "DutyCountingForm": _there("/rules/counting"),
    "TrailRuleForm": _there("/rules/trail"),
    "LimitsForm": _there("/rules/limits"),
    "TrainingHoursForm": _there("/rules/hours"),
    "DistrictForm": _there("/settings/district"),
    "ZoneForm": _there("/zones/z2/edit"),
}
