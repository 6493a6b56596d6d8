"""提出问责: a case is opened, from a finding, from a paper, or from the list."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, NamedTuple

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import Field

from domain.clock import local_date
from domain.kinds.accountability.content import (
    MOST_GROUNDS,
    AccountabilityOpened,
    OpenedPrivate,
)
from domain.kinds.accountability.course import Accountable
from domain.kinds.paper.paper_kind import PaperKind
from domain.kinds.piece import Code
from domain.register.in_use import is_in_use
from domain.words.values import label
from sync_server.console.accountability.columns import HOME, NEW, SECTION, case_path
from sync_server.console.form_fields import Options, Typed
from sync_server.console.forms import OfficeForm, SentForm, Shown, Ticks, carry_out
from sync_server.console.guard import CurrentUser, Services, SignedIn
from sync_server.console.kinds.filters import Choice, Filters
from sync_server.console.pages import Page
from sync_server.console.services import ConsoleServices
from sync_server.data.tables import FindingRow, PaperRow
from sync_server.review.accountability import Grounds

router = APIRouter()

LONGEST_LINE = 60
BASIS = "《教育督导问责办法》"
NOTHING = "（没有写明）"


class CaseNewFilters(Filters):
    """What the address says of a new case: the unit, and what it grows from."""

    home = NEW

    unit: Annotated[Choice, Field(title="单位", max_length=64)] = ""
    ground: Annotated[str, Field(max_length=64)] = ""


class CaseOpenForm(OfficeForm):
    """Who is to answer for what, and what the case rests on."""

    school_id: Code
    target: Annotated[Accountable, Field(title="问责对象")]
    person: Annotated[
        str, Field(max_length=60, title="姓名", description="问责个人的要填；问责单位的可填负责人")
    ] = ""
    post: Annotated[str, Field(max_length=60, title="职务")] = ""
    inspected_on: Annotated[
        date, Field(title="督导完成日期", description="从这天起 60 天内成立调查认定组")
    ]
    facts: Annotated[str, Field(min_length=1, max_length=8000, title="事实")]
    basis: Annotated[str, Field(min_length=1, max_length=8000, title="依据")]
    findings: Annotated[
        Ticks, Field(max_length=MOST_GROUNDS, title="根据的问题", description="可以不勾")
    ] = ()
    papers: Annotated[
        Ticks, Field(max_length=MOST_GROUNDS, title="根据的文书", description="可以不勾")
    ] = ()


class Begun(NamedTuple):
    """What a new case begins with: the unit, and what its form offers as grounds."""

    school_id: str
    grounds: Grounds


@router.get(NEW)
def blank(request: Request, services: Services, user: CurrentUser) -> Response:
    """The form; without a unit, which unit it is about."""
    user.viewer.require_review()
    wanted = CaseNewFilters.read(request)
    units = _units(services, user)
    if wanted.unit not in units:
        return Page("accountability/unit.html").response(
            request,
            user=user,
            section=SECTION,
            home=HOME,
            wanted=wanted,
            fields=wanted.fields({"unit": units}),
        )
    grounds = services.accountability_cases.offered(user.viewer, wanted.unit, _named(wanted))
    begun = Begun(wanted.unit, grounds)
    return _page(request, user, units[wanted.unit], _form(begun, _typed(services, wanted, begun)))


@router.post(NEW)
def open_case(request: Request, services: Services, sent: SentForm) -> Response:
    """Open the case; what cannot be is said beside its field, the words kept."""
    user = sent.user
    user.viewer.require_review()
    school_id = sent.typed.get("school_id", "")
    written: list[str] = []

    def act(form: CaseOpenForm) -> None:
        body = AccountabilityOpened(
            target=form.target,
            school_id=form.school_id,
            opened_on=local_date(services.server.clock()).isoformat(),
            inspected_on=form.inspected_on.isoformat(),
            findings=form.findings,
            papers=form.papers,
        )
        said = OpenedPrivate(person=form.person, post=form.post, facts=form.facts, basis=form.basis)
        commands = services.accountability_commands
        written.append(commands.open(user.viewer.account, body, said).id)

    ticked = [*_lines(sent.typed, "findings"), *_lines(sent.typed, "papers")]
    grounds = services.accountability_cases.offered(user.viewer, school_id, ticked)
    form = carry_out(_form(Begun(school_id, grounds), {}), sent.typed, act)
    if isinstance(form, Shown):
        return _page(request, user, _units(services, user).get(school_id, ""), form)
    return RedirectResponse(f"{case_path(written[0])}?done=opened", 303)


def _lines(typed: Typed, name: str) -> list[str]:
    return typed.get(name, "").splitlines()


def _named(wanted: CaseNewFilters) -> Sequence[str]:
    return [wanted.ground] if wanted.ground else []


def _units(services: ConsoleServices, user: SignedIn) -> dict[str, str]:
    """The units in use on this day."""
    today = local_date(services.server.clock()).isoformat()
    found = services.accountability_cases.units(user.viewer)
    return {each.school_id: each.name for each in found if is_in_use(each, today)}


def _form(begun: Begun, typed: Typed) -> Shown[CaseOpenForm]:
    """The form with what the unit has; what it has nothing of is left out."""
    grounds = begun.grounds
    options: Options = {
        "findings": {each.subject: _finding_words(each) for each in grounds.findings},
        "papers": {each.paper: _paper_words(each) for each in grounds.papers},
    }
    empty = [name for name, found in options.items() if not found]
    offered = {name: found for name, found in options.items() if found}
    return Shown(CaseOpenForm, "case-form", typed, offered, left_out=empty)


def _typed(services: ConsoleServices, wanted: CaseNewFilters, begun: Begun) -> Typed:
    """What stands in it at first: of what it grows from the facts, and when that was."""
    today = local_date(services.server.clock()).isoformat()
    typed = {
        "school_id": begun.school_id,
        "target": Accountable.UNIT.value,
        "inspected_on": today,
        "basis": BASIS,
    }
    for finding in begun.grounds.findings:
        if finding.subject == wanted.ground:
            facts = f"{finding.raised_on}：{finding.text or NOTHING}"
            grown = {"findings": finding.subject, "inspected_on": finding.raised_on}
            return {**typed, **grown, "facts": facts}
    for paper in begun.grounds.papers:
        if paper.paper == wanted.ground:
            facts = f"{_paper_words(paper)}：{paper.requirement or NOTHING}"
            grown = {"papers": paper.paper, "inspected_on": paper.issued_on or today}
            return {**typed, **grown, "facts": facts}
    return typed


def _finding_words(row: FindingRow) -> str:
    text = row.text or NOTHING
    short = text if len(text) <= LONGEST_LINE else f"{text[:LONGEST_LINE]}…"
    return f"{row.raised_on} {short}"


def _paper_words(row: PaperRow) -> str:
    kind = label(PaperKind(row.paper_kind))
    return " ".join(each for each in (row.issued_on or row.listed_on, kind, row.number) if each)


def _page(request: Request, user: SignedIn, unit: str, form: Shown[CaseOpenForm]) -> Response:
    return Page("accountability/open.html", status=form.status).response(
        request, user=user, section=SECTION, home=HOME, path=NEW, unit=unit, form=form
    )


def new_path(school_id: str, ground: str = "") -> str:
    """Where a case about a unit is opened that grows from a finding or a paper."""
    return CaseNewFilters(unit=school_id, ground=ground).address()
