"""A district whose units are seen once, with findings at each, and what its people do about them.

What is many is done by the office's verbs; what the story tells singly, on the console's pages.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, NamedTuple

from domain.clock import local_date
from domain.kinds.paper.paper_kind import PaperKind
from domain.kinds.register.school import Ownership, SchoolKind
from domain.kinds.visit.course import VisitSubmitted
from domain.kinds.visit.finding import Category, FindingPrivate, FindingRaised, Severity
from domain.kinds.visit.record import Method, VisitCounted
from sync_server.office.commands import Office
from sync_server.office.findings import FindingCommands, GivenReply
from sync_server.office.papers import PaperCommands, PaperDraft, SeenFinding, Signature
from sync_server.server import Server
from tests.builders.courses import finding_address, look_at, seen_course
from tests.builders.drawn_forms import form_on
from tests.builders.handset import a_school, an_assignment, write
from tests.builders.issuing import seen_now
from tests.builders.office import Inspection
from tests.builders.pages import Browser
from tests.builders.server import SetClock, version_of

CLERK, SUPERVISOR, INSPECTOR, COLLEAGUE = "zhao.tong", "li.zhuren", "chen.jing", "wang.fang"
DUE = date(2026, 5, 29)
TALKS = 10


class Size(NamedTuple):
    """How many units there are of each sort, and how many findings over them."""

    schools: int
    institutions: int
    findings: int


Finding = tuple[str, str]
"""The visit that raised it, and its id there."""


@dataclass
class Unit:
    """A school or an institution, and what was found there."""

    school_id: str
    visit: str = ""
    notice: str = ""
    findings: list[str] = field(default_factory=list)
    fixed: set[str] = field(default_factory=set)

    @property
    def all(self) -> list[Finding]:
        """Its findings."""
        return [(self.visit, each) for each in self.findings]

    @property
    def to_mend(self) -> list[Finding]:
        """Those that were not put right while the inspector stood there."""
        return [(self.visit, each) for each in self.findings if each not in self.fixed]


@dataclass
class ClosedLoop:
    """The district, its units, and whoever works in it.

    The first unit's head did not sign the record: nobody told the unit yet. The units of ``fixed``
    put one finding right on the spot, those of ``hazards`` have a hazard.
    """

    server: Server
    clock: SetClock
    open_browser: Callable[[str], Browser]
    size: Size
    fixed: range
    hazards: range
    units: list[Unit] = field(init=False)

    def __post_init__(self) -> None:
        self.units = [Unit(each) for each in self._register()]
        self.phone = Inspection.of(self.server, INSPECTOR)
        self.other_phone = Inspection.of(self.server, COLLEAGUE)
        office = Office(self.server.database, self.server.committer)
        self.findings, self.papers = FindingCommands(office), PaperCommands(office)
        self.clerk, self.supervisor = map(self.open_browser, (CLERK, SUPERVISOR))

    def _register(self) -> list[str]:
        schools = [f"school-{number}" for number in range(1, self.size.schools + 1)]
        institutions = [f"centre-{number}" for number in range(1, self.size.institutions + 1)]
        private = {"school_kind": SchoolKind.TRAINING, "ownership": Ownership.PRIVATE}
        # The first three are the usual district's.
        bodies: list[Any] = [a_school(each) for each in schools[3:]]
        bodies += [
            a_school(each, name=f"启航第{each[7:]}培训中心", **private) for each in institutions
        ]
        bodies += [an_assignment(each, COLLEAGUE) for each in [*schools[3:], *institutions]]
        write(self.server, "wanshan", *((each, None) for each in bodies))
        return [*schools, *institutions]

    @property
    def total(self) -> int:
        """How many findings there are."""
        return self.size.findings

    @property
    def today(self) -> date:
        """The local day."""
        return local_date(self.clock())

    def go_to(self, day: date) -> None:
        """Let time pass until that day, and sign in anew; what phones write then is of then."""
        self.clock.move(days=(day - self.today).days)
        for phone in (self.phone, self.other_phone):
            phone.handset.pen.at = self.clock() - timedelta(hours=3)
        for browser, account in ((self.clerk, CLERK), (self.supervisor, SUPERVISOR)):
            browser.keep_session(self.server.accounts.open_session(account))

    def inspect(self) -> None:
        """Every unit is visited; the findings are spread over them, at ten there is a talk."""
        each, more = divmod(self.size.findings, len(self.units))
        for place, unit in enumerate(self.units):
            self._visit(place, unit, each + (place < more))

    def _visit(self, place: int, unit: Unit, findings: int) -> None:
        unit.visit = self.phone.open_visit(unit.school_id)
        if place < TALKS:
            self.phone.write(VisitCounted(method=Method.TALKS, quantity=1))
        for number in range(1, findings + 1):
            self._raise(place, unit, f"f{number}")
        if place == 0:
            self.phone.write(VisitSubmitted(head=self.phone.handset.pen.lines[-1].id))
        else:
            self.phone.submit()
        self.phone.push()

    def _raise(self, place: int, unit: Unit, finding_id: str) -> None:
        is_first = finding_id == "f1"
        is_fixed, is_hazard = place in self.fixed and is_first, place in self.hazards and is_first
        body = FindingRaised(
            finding_id=finding_id,
            category=Category.SAFETY,
            severity=Severity.SERIOUS if is_hazard else Severity.GENERAL,
            is_hazard=is_hazard,
            is_fixed_on_spot=is_fixed,
            # Later than all else: only that they are hazards brings them to the top.
            due_on="2026-06-17" if is_hazard else DUE.isoformat(),
        )
        self.phone.write(body, FindingPrivate(text=f"{unit.school_id}的{finding_id}"))
        unit.findings.append(finding_id)
        if is_fixed:
            unit.fixed.add(finding_id)
            self.phone.take_photo("after", b"after", finding_id=finding_id, is_after=True)

    def page_of(self, finding: Finding) -> str:
        """Where the finding's page is."""
        return finding_address(self.server.database, *finding)

    def say(self, browser: Browser, finding: Finding, form: str, **fields: str) -> None:
        """Fill a form on the finding's page."""
        page = self.page_of(finding)
        answer = browser.fill(page, f"{page}/{form}", **fields)
        assert answer.headers.get("location") == f"{page}?done={form}", answer.text

    def close_early(self, finding: Finding) -> str:
        """What is said to a supervisor who closes the finding before it may be."""
        page = self.page_of(finding)
        seen = self.supervisor.hidden(page, f"{page}/feedback")
        assert "销号</button>" not in self.supervisor.page(page)
        answer = self.supervisor.send(f"{page}/close", **seen)
        assert answer.status_code == 400
        (words,) = re.findall(r"还不能销号：[^<]+", answer.text)
        return str(words)

    def notify(self, unit: Unit) -> str:
        """The notice to the unit, drafted and signed by the office's verbs; its page."""
        seen = tuple(
            SeenFinding(visit, each, version_of(self.server.database, visit))
            for visit, each in unit.to_mend
        )
        draft = PaperDraft(
            PaperKind.RECTIFICATION, unit.school_id, seen, DUE.isoformat(), requirement="限期整改"
        )
        paper = self.papers.draft(CLERK, draft).id
        self.papers.submit(CLERK, seen_now(self.server.database, paper))
        signed = Signature(self.today.isoformat(), "李主任")
        self.papers.issue(SUPERVISOR, seen_now(self.server.database, paper), signed)
        return f"/papers/{paper}"

    def write_paper(self, unit: Unit, link: str = "", **said: str) -> str:
        """A paper that the clerk drafts on its form as it comes, and hands in; its page."""
        home = f"/schools/{unit.school_id}/paper"
        form = form_on(self.clerk.page(link or home), "PaperForm")
        answer = self.clerk.send(home, **{**form.fields, **{k: [v] for k, v in said.items()}})
        assert answer.status_code == 303, answer.text
        page = str(answer.headers["location"].partition("?")[0])
        self.act(self.clerk, page, "SubmitForm")
        return page

    def sign(self, page: str) -> str:
        """The number that a paper gets when the supervisor signs it on its page."""
        self.act(self.supervisor, page, "IssueForm")
        (number,) = re.findall(r"<h1>([^<]+)</h1>", self.supervisor.page(page))
        return str(number)

    def act(self, browser: Browser, page: str, name: str, **said: str) -> None:
        """Fill the form of this name on a paper's page."""
        form = form_on(browser.page(page), name)
        answer = browser.send(form.action, **{**form.fields, **{k: [v] for k, v in said.items()}})
        assert answer.status_code == 303, answer.text

    def measure(self, findings: Iterable[Finding]) -> None:
        """The office enters what units that are silent will do."""
        for each in findings:
            seen = seen_course(self.server.database, *each)
            self.findings.set_measure(CLERK, seen, "逐项更换", "何校长", DUE)

    def reply(self, findings: Iterable[Finding]) -> None:
        """The office enters what units wrote."""
        for each in findings:
            seen = seen_course(self.server.database, *each)
            given = GivenReply(self.today, True, "已全部更换", "何校长")
            self.findings.reply(CLERK, seen, given)

    def look(self, unit: Unit, findings: Iterable[Finding], **said: Any) -> None:
        """Another inspector goes there and looks at these."""
        look_at(self.other_phone, *findings, school_id=unit.school_id, **said)
