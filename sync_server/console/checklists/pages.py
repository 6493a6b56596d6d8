"""A 督导清单 in each of its versions, as the phone shows it, and as a file."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, Literal, NamedTuple
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel

from domain.errors import NotFound
from domain.kinds.register.checklist_use import ChecklistUseSet
from domain.register.checklist import Checklist, ItemFields
from domain.register.drafting.difference import Change, difference
from domain.register.school_kind import SchoolKind
from domain.words.checklist import CHANGE
from domain.words.values import words_of
from sync_server.access.viewer import Viewer
from sync_server.console.checklists.forms import BeginForm, UseForm
from sync_server.console.files import download
from sync_server.console.form_fields import Typed
from sync_server.console.forms import Shown, typed_of
from sync_server.console.guard import CurrentUser, Services, SignedIn
from sync_server.console.kinds.column import Column, counted
from sync_server.console.kinds.thing_form import body_of
from sync_server.console.kinds.thing_page import Fact, related
from sync_server.console.pages import Page, moment, thing_path
from sync_server.console.seen import shows
from sync_server.console.services import ConsoleServices
from sync_server.data.workbook.checklist_uses import VisitBy
from sync_server.ledger.append import NEW
from sync_server.register.checklists.versions import Uses, Version
from sync_server.register.checklists.xlsform.write import write_xlsform
from sync_server.register.names import Names, names

router = APIRouter()

HOME = "/checklists"
USED_BY = "/checklist-visits"
SECTION = "checklists"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_VISITS = 10


Sections = Sequence[tuple[str, Sequence[ItemFields]]]
"""Titles with their items, finished or not."""


class Pictured(NamedTuple):
    """What a phone shows, and the page that one came from."""

    title: str
    sections: Sections
    back: str


class PhoneQuery(BaseModel):
    """At which kind of school the phone is; everything is asked where it is not known."""

    school_kind: SchoolKind | Literal[""] = ""

    def of(self, sections: Sections) -> Sections:
        """What is asked there."""
        found = [(title, [one for one in items if self._asks(one)]) for title, items in sections]
        return [(title, items) for title, items in found if items]

    def _asks(self, item: ItemFields) -> bool:
        kind, kinds = self.school_kind, item.school_kinds
        return not kind or not kinds or kind in kinds


class Looked(NamedTuple):
    """A version that is looked at, with all of them, and the one before it."""

    version: Version
    versions: Sequence[Version]

    @property
    def before(self) -> Checklist | None:
        """The version before."""
        older = (each for each in self.versions if self._is_older(each))
        return next((each.checklist for each in older), None)

    @property
    def changes(self) -> list[Change]:
        """What this version changed of the one before; empty for the first."""
        return difference(self.before, self.version.checklist) if self.before else []

    def _is_older(self, other: Version) -> bool:
        return other.checklist.version < self.version.checklist.version


def place(checklist_id: str, version: int | None = None) -> str:
    """Where a checklist is, or one of its versions."""
    home = f"{HOME}/{quote(checklist_id)}"
    return f"{home}/{version}" if version else home


def using(checklist_id: str, version: int | None = None) -> str:
    """Where the visits are that went by a checklist, or by one of its versions."""
    asked = {"checklist": checklist_id, **({"version": str(version)} if version else {})}
    return f"{USED_BY}?{urlencode(asked)}"


def looked_at(
    services: Services, user: CurrentUser, checklist_id: str, version: int | None = None
) -> Looked:
    """A version of the checklist, the newest unless the address names one."""
    found = services.checklists.versions(user.viewer, checklist_id)
    wanted = version or found[0].checklist.version
    of_it = next((each for each in found if each.checklist.version == wanted), None)
    if of_it is None:
        raise NotFound("The checklist has no such version.", called=checklist_id)
    return Looked(of_it, found)


Found = Annotated[Looked, Depends(looked_at)]


@router.get("/checklists/{checklist_id}")
@router.get("/checklists/{checklist_id}/{version:int}")
def checklist(request: Request, services: Services, user: CurrentUser, found: Found) -> Response:
    """A checklist as it now stands, or one of its versions and what it changed."""
    return shown(request, services, user, found)


@router.get("/checklists/{checklist_id}/{version:int}/phone")
def phone(
    request: Request, user: CurrentUser, found: Found, asked: Annotated[PhoneQuery, Query()]
) -> Response:
    """A version as the phone shows it."""
    of_it = found.version.checklist
    back = place(of_it.checklist_id, of_it.version)
    sections = [(each.title, each.items) for each in of_it.sections]
    return phone_page(request, user, asked, Pictured(of_it.title, sections, back))


@router.get("/checklists/{checklist_id}/{version:int}/xlsform.xlsx")
def as_file(found: Found) -> Response:
    """A version as a workbook in the XLSForm convention."""
    of_it = found.version.checklist
    name = f"{of_it.title}-第{of_it.version}版.xlsx"
    return download(write_xlsform(of_it), XLSX, name, f"duji-checklist-v{of_it.version}.xlsx")


def phone_page(request: Request, user: SignedIn, asked: PhoneQuery, pictured: Pictured) -> Response:
    """A checklist in a frame of a phone's width, as asked at a kind of school."""
    return Page("checklists/phone.html").response(
        request,
        user=user,
        section=SECTION,
        pictured=pictured,
        sections=asked.of(pictured.sections),
        asked=asked,
        school_kinds=words_of(SchoolKind),
    )


def shown(
    request: Request,
    services: ConsoleServices,
    user: SignedIn,
    found: Looked,
    again: Mapping[str, Shown[Any]] | None = None,
) -> Response:
    """The page of a version; ``again`` is the form that was refused on it, by its name."""
    viewer, of_it = user.viewer, found.version.checklist
    uses = services.checklists.uses(viewer, of_it.checklist_id)
    known = names(services.server.database, viewer.district)
    begun = services.drafts.begun(viewer.district)
    writing = [each for each in begun if each.checklist_id == of_it.checklist_id]
    others = [(each.account, each.changed_at) for each in writing]
    is_newest = of_it.version == found.versions[0].checklist.version
    visits = uses.visits[:MOST_VISITS] if viewer.may_see_visits else []
    if visits:  # they tell who went where
        shows(request, "checklist", f"{of_it.checklist_id}/{of_it.version}")
    use = Shown(UseForm, "use", use_of(services, viewer, of_it.checklist_id))
    forms: dict[str, Shown[Any]] = {"begin": Shown(BeginForm, "begin"), "use": use, **(again or {})}
    status = max(each.status for each in forms.values())
    return Page("checklists/checklist.html", status=status).response(
        request,
        user=user,
        section=SECTION,
        looked=found,
        checklist=of_it,
        is_newest=is_newest,
        home=place(of_it.checklist_id),
        here=place(of_it.checklist_id, of_it.version),
        facts=list(_facts(found, uses, viewer)),
        versions=related("各个版次", VERSIONS, _version_rows(found, uses, viewer), ""),
        visits=related("最近的督导", VISITS, [(each, known) for each in visits], UNUSED),
        own=next((each for each in writing if each.account == viewer.account), None),
        others=[(known.person(account), at) for account, at in others if account != viewer.account],
        forms=forms,
        notice=DONE.get(request.query_params.get("done", ""), ""),
    )


def use_of(services: ConsoleServices, viewer: Viewer, checklist_id: str) -> Typed:
    """What the form of a checklist's use begins with: how it stands, and in which version."""
    try:
        history = services.histories.history(viewer, "checklist_use", checklist_id)
    except NotFound:
        return {"version": NEW}
    return typed_of(UseForm, body_of(history, ChecklistUseSet), version=history.version)


UNUSED = "还没有督导用到它。"
DONE = {
    "use": "已保存。做过的督导和各个版次都照旧。",
    "published": "已发布。手机下次同步后，新开始的督导用这一版；已经开始的还按原来那一版。",
}


class VersionRow(NamedTuple):
    """A version, what it changed in a few words, how many visits go by it, and where they are."""

    version: Version
    changed: str
    visits: int
    address: str


VERSIONS: tuple[Column[VersionRow], ...] = (
    Column(
        "版次",
        lambda row: f"第 {row.version.checklist.version} 版",
        lambda row: place(row.version.checklist.checklist_id, row.version.checklist.version),
    ),
    Column("发布时间", lambda row: moment(row.version.at)),
    Column("发布人", lambda row: row.version.by_name),
    counted("检查项", lambda row: len(row.version.checklist.all_items)),
    Column("改了什么", lambda row: row.changed),
    counted("用它的督导", lambda row: row.visits, lambda row: row.address),
)

VISITS: tuple[Column[tuple[VisitBy, Names]], ...] = (
    Column("日期", lambda row: row[0].visit_on, lambda row: f"/visits/{row[0].visit}"),
    Column("学校", lambda row: row[1].school(row[0].school_id)),
    Column("督学", lambda row: row[1].person(row[0].account)),
    Column("版次", lambda row: f"第 {row[0].version} 版"),
)


def _version_rows(found: Looked, uses: Uses, viewer: Viewer) -> list[VersionRow]:
    rows = []
    for each in found.versions:
        of_it, visits = each.checklist, uses.by_version[each.checklist.version]
        address = using(of_it.checklist_id, of_it.version)
        leads = visits and viewer.may_see_all
        changed = said_shortly(Looked(each, found.versions))
        rows.append(VersionRow(each, changed, visits, address if leads else ""))
    return rows


def said_shortly(looked: Looked) -> str:
    """What a version changed, counted: `新增 2 项，修改 1 项`."""
    if looked.before is None:
        return "第一次发布"
    acts = Counter(CHANGE[each.act] for each in looked.changes)
    return "，".join(f"{word} {count} 处" for word, count in acts.items()) or "没有变化"


def _facts(found: Looked, uses: Uses, viewer: Viewer) -> Iterator[Fact]:
    version, of_it = found.version, found.version.checklist
    yield Fact("版次", f"第 {of_it.version} 版，{version.by_name} {moment(version.at)} 发布")
    yield Fact("内容", f"{len(of_it.sections)} 组，{len(of_it.all_items)} 项")
    for theme in uses.themes:
        when = f"{theme.year}年{theme.month}月" if theme.year else f"每年{theme.month}月"
        yield Fact("用于主题", f"{when} {theme.title}", thing_path("theme", theme.theme_id))
    for campaign in uses.campaigns:
        yield Fact("用于专项", campaign.title, thing_path("campaign", campaign.campaign_id))
    if not uses.themes and not uses.campaigns:
        yield Fact("用于", "还没有主题或专项用它：到“主题计划”里选它，手机上才会出现。", "/themes")
    address = using(of_it.checklist_id) if uses.visits and viewer.may_see_all else ""
    yield Fact("用它的督导", f"{len(uses.visits)} 次", address)
