"""今日办理: what is due, overdue and waits of the findings today, and several closed at once."""

import re
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, ClassVar, NamedTuple
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import Field

from domain.clock import format_instant, local_date
from domain.errors import BadInput, Conflict, NotFound
from domain.findings.ladder import LADDER
from domain.kinds.paper.paper_kind import PaperKind
from domain.words.values import label
from sync_server.console.accountability.on_board import cases_waited_for
from sync_server.console.findings.findings import (
    COLUMNS,
    DELAY,
    EXTENSION,
    LACKING,
    LATE,
    NO_PAPER,
    OPEN,
    READY,
    UNSEEN,
    FindingFilters,
    found_by,
)
from sync_server.console.form_fields import Typed
from sync_server.console.forms import (
    Latest,
    Meanwhile,
    OfficeForm,
    SentForm,
    Shown,
    Ticks,
    carry_out,
)
from sync_server.console.guard import CurrentUser, Services, SignedIn
from sync_server.console.kinds.column import Chip, Column
from sync_server.console.kinds.list_page import DrawnRow, drawn_row
from sync_server.console.pages import Page
from sync_server.console.records.meanwhile import of_finding
from sync_server.console.services import ConsoleServices
from sync_server.console.similar.on_board import WaitedFor, waited_for
from sync_server.data.findings.waiting import Key
from sync_server.ledger.append import CHANGED
from sync_server.office.findings import MOST_AT_ONCE, SeenCourse
from sync_server.overview.findings_list import Due, ListedFinding
from sync_server.overview.pressing import NextPaper
from sync_server.review.paging import FIRST

router = APIRouter()

HOME = "/closing"
SECTION = "closing"
NAME = "close-several-form"
ALL = "all"
MOST_ROWS = 20
MOST_TICKS = 50
"""So many are shown of each part; all of it is in the list of findings."""
SEEN = re.compile(r"([0-9a-f]{64}):([0-9a-f]{64}):([A-Za-z0-9._:@-]{1,64})")


class CloseSeveralForm(OfficeForm):
    """That these findings are closed, each as it stood; ``seen`` has version, visit and id."""

    changed: ClassVar[str] = "勾选的里面有的现在不能销号，所以一条也没有销号；原因列在下面。"

    seen: Annotated[Ticks, Field(max_length=MOST_AT_ONCE)]
    findings: Annotated[Ticks, Field(min_length=1, max_length=MOST_AT_ONCE, title="要销号的问题")]


class Figure(NamedTuple):
    """How many of something there are, and where its rows are."""

    number: int
    word: str
    address: str
    look: str = ""


class Part(NamedTuple):
    """A part of the board: its first rows, how many there are, and where all of them are."""

    name: str
    title: str
    text: str
    total: int
    address: str
    columns: Sequence[Column[Any]]
    rows: Sequence[DrawnRow]
    nothing: str


@router.get(HOME)
def board(request: Request, services: Services, user: CurrentUser) -> Response:
    """The day's board."""
    return _page(request, services, user)


@router.post(HOME)
def close_several(request: Request, services: Services, sent: SentForm) -> Response:
    """Close what is ticked, all or none; what is refused is said beside its row."""
    user = sent.user
    user.viewer.require_review()
    refused: dict[Key, str] = {}
    ticked: list[SeenCourse] = []

    def act(form: CloseSeveralForm) -> None:
        ticked.extend(_ticked(form))
        try:
            services.finding_commands.close(user.viewer.account, ticked)
        except (BadInput, Conflict) as error:
            refused.update(services.closable.refusals(user.viewer.district, ticked))
            raise Conflict("Some of the findings cannot be closed.", code=CHANGED) from error

    def latest(_typed: Typed) -> Latest:
        since = [
            line
            for each in ticked
            for line in _since(services, user, each, refused.get(_key(each)))
        ]
        return Latest({"seen": "\n".join(_seen_now(services, user, ticked))}, since)

    form = carry_out(Shown(CloseSeveralForm, NAME), sent.typed, act, latest)
    if isinstance(form, Shown):
        return _page(request, services, user, form, refused)
    return RedirectResponse(f"{HOME}?done={len(form.findings)}", 303)


def _ticked(form: CloseSeveralForm) -> list[SeenCourse]:
    """What is ticked, each in the version that was seen; BadInput for what no page offered."""
    found = [SEEN.fullmatch(each) for each in form.seen]
    seen = {
        f"{match[2]}:{match[3]}": SeenCourse(match[2], match[3], match[1])
        for match in found
        if match
    }
    if not set(form.findings) <= seen.keys():
        raise BadInput("The form is none of ours.")
    return [seen[each] for each in form.findings]


def _key(seen: SeenCourse) -> Key:
    return seen.visit, seen.finding_id


def _since(
    services: ConsoleServices, user: SignedIn, seen: SeenCourse, refusal: str | None
) -> list[Meanwhile]:
    """Why a finding that was ticked cannot be closed, and what came of it since it was seen."""
    if refusal is None:
        return []
    now = format_instant(services.server.clock())
    try:
        pages = services.finding_pages
        page = pages.page(user.viewer, pages.subject_of(user.viewer, *_key(seen)))
    except NotFound:
        return [Meanwhile("", now, refusal)]
    name = f"{page.names.school(page.row.school_id)}：{page.row.text or '（没有写明）'}"
    return [Meanwhile("", now, f"{name}：{refusal}"), *of_finding(page, seen.version)]


def _seen_now(services: ConsoleServices, user: SignedIn, ticked: Sequence[SeenCourse]) -> list[str]:
    """All that may be ticked as it now stands: what the page shows, and what was ticked."""
    rows = _read(services, user, FindingFilters(waits=READY), MOST_TICKS)[1]
    keys = dict.fromkeys([*map(_row_key, rows), *map(_key, ticked)])
    versions = services.closable.versions({visit for visit, _ in keys})
    seen = {_key(each): each.version for each in ticked} | versions
    return [f"{seen[each]}:{each[0]}:{each[1]}" for each in keys]


def _row_key(finding: ListedFinding) -> Key:
    return finding.row.visit, finding.row.finding_id


def _read(
    services: ConsoleServices, user: SignedIn, wanted: FindingFilters, limit: int = MOST_ROWS
) -> tuple[int, list[ListedFinding]]:
    """How many findings the list has at an address, and the first of them."""
    found = found_by(services, user.viewer, wanted)
    return found.total, found.read(FIRST, limit) if found.total else []


SHOWN = ("单位", "问题", "程度", "督学")
_BRIEF = [each for each in COLUMNS if each.is_shown and each.title in SHOWN]
_DUE = next(each for each in COLUMNS if each.is_shown and each.title == "整改期限")


def _next_column(user: SignedIn, due: Mapping[Key, NextPaper]) -> Column[ListedFinding]:
    """What is due next about an overdue finding; for who drafts papers a link to the form."""
    drafts = user.viewer.may_draft_papers

    def word(finding: ListedFinding) -> str:
        kind, last = due[_row_key(finding)]
        if kind is None:
            is_whole = last is not None and last.paper_kind == LADDER[-1]
            return "各步都已发文" if is_whole else "暂时不用发文"
        return f"起草{label(kind)}" if drafts else label(kind)

    def address(finding: ListedFinding) -> str:
        found = due[_row_key(finding)]
        return draft_address(finding, found) if drafts and found.paper_kind else ""

    def issued(finding: ListedFinding) -> str:
        last = due[_row_key(finding)].last
        return f"已发{label(PaperKind(last.paper_kind))} {last.issued_on}" if last else ""

    return Column("下一步", word, address, note=issued, leads_aside=True)


def draft_address(finding: ListedFinding, paper: NextPaper) -> str:
    """Where that paper is drafted about this finding."""
    row = finding.row
    asked = {
        "kind": paper.paper_kind or "",
        "follows": paper.last.paper if paper.last else "",
        "finding": f"{row.visit}:{row.finding_id}",
    }
    return f"/schools/{row.school_id}/paper?{urlencode({k: v for k, v in asked.items() if v})}"


class Wanted(NamedTuple):
    """A part as it is asked for: what it is, its rows, and one more column."""

    name: str
    title: str
    text: str
    filters: FindingFilters
    column: Column[ListedFinding]
    nothing: str


WAITING = (
    Wanted(
        "asked",
        "申请延期",
        "单位申请延期，还没有决定；打开问题决定。",
        FindingFilters(waits=EXTENSION),
        _DUE,
        "没有等决定的延期申请。",
    ),
    Wanted(
        "delayed",
        "回复后久未回访",
        "单位已经回复，超过规定天数还没有回访：这是督导室的耽搁，不算单位逾期。",
        FindingFilters(waits=DELAY),
        Column("回复日期", lambda each: each.row.replied_on or ""),
        "没有拖久了的回访。",
    ),
    Wanted(
        "soon",
        "快到期",
        "几天内到期算快到期，由整改规则定；安全隐患在前，然后今天到期的。",
        FindingFilters(due=Due.SOON.value),
        _DUE,
        "没有快到期的问题。",
    ),
)


def _unseen_column(user: SignedIn) -> Column[ListedFinding]:
    """Where a hazard is marked as seen; for who does not see visits, where it is told."""

    def address(finding: ListedFinding) -> str:
        visit, finding_id = _row_key(finding)
        is_theirs = user.viewer.may_see_visits
        at_the_visit = f"/visits/{visit}#finding-{finding_id}"
        return at_the_visit if is_theirs else f"/findings/{visit}/{finding_id}"

    return Column("操作", lambda _: "去看", address, leads_aside=True)


HAZARDS = ("hazards", "还没有看到的隐患", "先看这些：打开督导，点“已看到这条隐患”。")
"""The first part of all, where there are any."""
_UNSEEN_HAZARDS = FindingFilters(hazard=UNSEEN)


def _parts(services: ConsoleServices, user: SignedIn) -> list[Part]:
    """The lists of the board, in the order in which they are to be done."""
    unseen = _read(services, user, _UNSEEN_HAZARDS)
    hazards = (*unseen, _UNSEEN_HAZARDS)
    columns = [*_BRIEF, _unseen_column(user)]
    found = [_part(HAZARDS, hazards, columns, "")] if unseen[0] else []
    wanted = FindingFilters(due=Due.OVERDUE.value)
    late = _read(services, user, wanted, MOST_TICKS)
    due = services.pressing.next_papers(user.viewer.district, [each.row for each in late[1]])
    said = (
        "overdue",
        "已逾期",
        "安全隐患在前，然后逾期最久的；下一步按整改规则提议，由人起草、签发。",
    )
    columns = [*_BRIEF, _DUE, _next_column(user, due)]
    found.append(_part(said, (*late, wanted), columns, "没有逾期的问题。"))
    for each in WAITING:
        read = (*_read(services, user, each.filters), each.filters)
        found.append(_part(each[:3], read, [*_BRIEF, each.column], each.nothing))
    return found


def _part(
    said: tuple[str, str, str],
    read: tuple[int, Sequence[ListedFinding], FindingFilters],
    columns: Sequence[Column[ListedFinding]],
    nothing: str,
) -> Part:
    total, rows, wanted = read
    drawn = [drawn_row(columns, each) for each in rows]
    return Part(*said, total, wanted.address(), columns, drawn, nothing)


def _waited(waited: WaitedFor) -> Part:
    """A part with what is waited for elsewhere."""
    rows = [drawn_row(waited.columns, each) for each in waited.rows[:MOST_ROWS]]
    total, address = len(waited.rows), waited.filters.address()
    return Part(*waited[:3], total, address, waited.columns, rows, "")


def _figures(
    services: ConsoleServices, user: SignedIn, parts: Sequence[Part], ready: int
) -> list[Figure]:
    """What is to be done today in numbers, each with where its rows are."""
    totals = {each.name: each.total for each in parts}

    def of(word: str, wanted: FindingFilters, look: str = "") -> Figure:
        number = found_by(services, user.viewer, wanted).total
        return Figure(number, word, wanted.address(), look)

    pending = services.paper_pages.pending(user.viewer)
    return [
        of("条隐患还没有人看到", FindingFilters(hazard=UNSEEN), "grave"),
        of("条隐患超时没有人看到", FindingFilters(hazard=LATE), "grave"),
        of("条今天到期", FindingFilters(due=Due.TODAY.value), "notice"),
        Figure(totals["soon"], "条快到期", "#soon", "notice"),
        Figure(totals["overdue"], "条已逾期", "#overdue", "grave"),
        Figure(totals["asked"], "条申请延期", "#asked", "notice"),
        Figure(totals["delayed"], "条回复后久未回访", "#delayed", "notice"),
        Figure(ready, "条可以销号", "#ready"),
        of("条已整改、还缺反馈或措施", FindingFilters(waits=LACKING), "notice"),
        Figure(pending, "份文书待签发", "/papers?state=pending", "notice"),
        of("条等下达文书", FindingFilters(state=OPEN, noticed=NO_PAPER)),
    ]


def _ready_part(refused: Mapping[Key, str], ready: tuple[int, Sequence[ListedFinding]]) -> Part:
    """What can be closed, with what was refused beside its row."""

    def refusal(finding: ListedFinding) -> Sequence[Chip]:
        words = refused.get(_row_key(finding))
        return [Chip(words, "chip-grave")] if words else ()

    wanted = FindingFilters(waits=READY)
    columns = [*_BRIEF, Column("销不了的原因", chips=refusal)] if refused else _BRIEF
    text = "反馈、整改措施、回访确认都有了，只差销号；即改的要有整改后照片。"
    said = ("ready", "待销号", text)
    return _part(said, (*ready, wanted), columns, "没有可以销号的问题。")


def _page(
    request: Request,
    services: ConsoleServices,
    user: SignedIn,
    again: Shown[CloseSeveralForm] | None = None,
    refused: Mapping[Key, str] | None = None,
) -> Response:
    user.viewer.require_papers()
    parts = _parts(services, user)
    waited = [*waited_for(services, user), *cases_waited_for(services, user)]
    ready = _read(services, user, FindingFilters(waits=READY), MOST_TICKS)
    seen = "\n".join(_seen_now(services, user, ()))
    # Whoever has looked through them need not tick each by hand.
    shown = map(_row_key, ready[1]) if ALL in request.query_params else ()
    begun = {"seen": seen, "findings": "\n".join(map(":".join, shown))}
    form = again or Shown(CloseSeveralForm, NAME, begun)
    done = request.query_params.get("done", "")
    return Page("findings/board.html", status=form.status).response(
        request,
        user=user,
        section=SECTION,
        today=local_date(services.server.clock()),
        figures=[
            *_figures(services, user, parts, ready[0]),
            *(Figure(len(each.rows), each.word, f"#{each.name}", each.look) for each in waited),
        ],
        parts=[*parts, *(_waited(each) for each in waited if each.rows)],
        ready=_ready_part(refused or {}, ready),
        form=form,
        ticked=form.typed.get("findings", "").splitlines(),
        done=int(done) if done.isdecimal() else 0,
    )
