"""操作记录: who did, saw and took out what, and who signed in (issue 11)."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import BeforeValidator, Field

from domain.audit.act import DEVICE, TABLE, ActSort
from domain.audit.use import UseKind
from domain.kinds.kind import (
    ACCOUNTABILITY,
    CAMPAIGN,
    FINDING,
    MESSAGE,
    PAPER,
    SIMILAR_CHECK,
    TASK,
    VISIT,
)
from domain.kinds.office.template import DocumentKind
from domain.words.values import KIND, NOUN, label, words_of
from sync_server.audit.audit import AuditRow, FoundAudit
from sync_server.console.kinds.column import Chip, Column
from sync_server.console.kinds.filters import Choice, Filters
from sync_server.console.kinds.list_page import Asking, Empty, Link, Listed, ListPage, add_list
from sync_server.console.navigation import NAVIGATION
from sync_server.console.pages import moment, thing_path
from sync_server.console.seen import LIST as SEEN_LIST
from sync_server.console.seen import PAGE as SEEN_PAGE
from sync_server.console.seen import PHOTO
from sync_server.data.audit.listing import AuditFilter

router = APIRouter()

SYSTEM = "system"
OWN_NOUNS = {
    VISIT: "督导记录",
    FINDING: "问题",
    PAPER: "文书",
    MESSAGE: "群众来信",
    SIMILAR_CHECK: "举一反三",
    ACCOUNTABILITY: "问责",
    TASK: "交办任务",
    CAMPAIGN: "专项督导",
    DEVICE: "手机",
    PHOTO: "督导照片",
    TABLE: "表格",
    SEEN_LIST: "列表",
    SEEN_PAGE: "页面",
    "": "",
}
LOOKS = {
    ActSort.REFUSED: "chip-grave",
    ActSort.EXPORTED: "chip-notice",
    ActSort.SEEN: "chip-info",
}
Day = Annotated[date | None, BeforeValidator(lambda typed: typed or None)]
"""A local day, or none."""


class AuditFilters(Filters):
    """Which acts the list shows; ``code`` goes with ``noun`` and is carried unseen."""

    home = "/audit"
    key = (int, int, int)

    account: Annotated[Choice, Field(title="谁做的")] = ""
    sort: Annotated[Choice, Field(title="类别")] = ""
    noun: Annotated[Choice, Field(title="涉及")] = ""
    since: Annotated[Day, Field(title="从哪天")] = None
    until: Annotated[Day, Field(title="到哪天")] = None
    code: Annotated[str, Field(max_length=200)] = ""

    @property
    def narrowed(self) -> AuditFilter:
        """What of it the list is read by; the district is the reader's."""
        code = self.code if self.noun else ""
        return AuditFilter("", self.account, self.sort, self.noun, code)


def noun_word(noun: str) -> str:
    """What the office calls things of this noun."""
    return OWN_NOUNS.get(noun) or NOUN.get(noun) or ""


def act_word(act: str) -> str:
    """What was done."""
    return label(UseKind(act)) if act in set(UseKind) else KIND.get(act, "其他")


def thing_words(row: AuditRow) -> str:
    """What it was done to, by name."""
    noun, code = row.line.noun, row.line.code
    if noun in (TABLE, SEEN_LIST, SEEN_PAGE):
        return _section_word(code)
    return row.title or (noun_word(noun) if code else "")


def thing_place(row: AuditRow) -> str:
    """Where the thing is; empty where it has no page."""
    noun, code = row.line.noun, row.line.code
    if not code or noun == SEEN_PAGE:
        return ""
    if noun in (TABLE, SEEN_LIST):
        return next((each.path for each in NAVIGATION if each.name == code), "")
    homes = {
        VISIT: "/visits",
        FINDING: "/findings",
        PAPER: "/papers",
        MESSAGE: "/messages",
        SIMILAR_CHECK: "/similar",
        ACCOUNTABILITY: "/accountability",
        TASK: "/tasks",
        CAMPAIGN: "/campaigns",
        DEVICE: "/devices",
        PHOTO: "/photos",
    }
    home = homes.get(noun)
    if home:
        return f"{home}/{code}"
    return thing_path(noun, code) if noun in NOUN else ""


def _section_word(name: str) -> str:
    first = name.partition("/")[0]
    if name in set(DocumentKind):
        return label(DocumentKind(name))
    return next((each.word for each in NAVIGATION if each.name == first), "其他页面")


def _sort(row: AuditRow) -> Sequence[Chip]:
    sort = ActSort(row.line.sort)
    return [Chip(label(sort), LOOKS.get(sort, ""))]


def _person_place(row: AuditRow) -> str:
    return "" if row.line.account == SYSTEM else thing_path("person", row.line.account)


def _account(row: AuditRow) -> str:
    return "" if row.line.account in (SYSTEM, row.person) else row.line.account


COLUMNS: tuple[Column[AuditRow], ...] = (
    Column("时间", lambda each: moment(each.line.at, "%Y-%m-%d %H:%M:%S")),
    Column("谁", lambda each: each.person, _person_place, note=_account),
    Column("做了什么", lambda each: act_word(each.line.act), note=lambda each: each.line.note),
    Column("涉及", lambda each: noun_word(each.line.noun), is_on_phones=False),
    Column("对象", thing_words, thing_place),
    Column("类别", chips=_sort, is_on_phones=False),
)


def _rows(asking: Asking[AuditFilters]) -> Listed[AuditRow]:
    wanted = asking.wanted
    days = (wanted.since, wanted.until)
    found = asking.services.audit.found(asking.viewer, wanted.narrowed, days)
    people = {row.account: row.name for row in found.names.people.values()}
    return Listed(
        read=found.read,
        key=found.key,
        total=found.total,
        options={
            "account": {**people, SYSTEM: found.names.person(SYSTEM)},
            "sort": {each.value: word for each, word in words_of(ActSort).items()},
            "noun": _nouns(),
        },
        note=_note(wanted, found),
    )


def _nouns() -> dict[str, str]:
    nouns = {noun: word for noun, word in NOUN.items() if word}
    return {**{noun: word for noun, word in OWN_NOUNS.items() if noun}, **nouns}


def _note(wanted: AuditFilters, found: FoundAudit) -> str:
    if wanted.noun and wanted.code:
        return f"只看“{found.title(wanted.noun, wanted.code)}”"
    return "最近的在前"


def _links(asking: Asking[Any]) -> Sequence[Link]:
    wanted = asking.wanted
    if not (wanted.noun and wanted.code):
        return ()
    return (Link("看全部操作记录", wanted.home),)


LIST = ListPage(
    name="audit",
    title="操作记录",
    filters=AuditFilters,
    columns=COLUMNS,
    rows=_rows,
    nothing=Empty("还没有操作记录", "有人登录、查看或办理以后，会出现在这里。"),
    links=_links,
)
add_list(router, LIST)
