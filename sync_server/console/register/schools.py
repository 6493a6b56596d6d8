"""学校: the district's schools, kindergartens, institutions and townships."""

from collections.abc import Iterator, Sequence
from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from domain.kinds.register.assignment import Responsibility
from domain.kinds.register.school import Ownership, SchoolKind, SchoolSet
from domain.typed_number import written
from domain.words.values import label, words_of
from sync_server.console.kinds.closing import STATES, state_chips, state_of
from sync_server.console.kinds.column import Chip, Column, counted
from sync_server.console.kinds.filters import Choice, Filters, Search
from sync_server.console.kinds.in_order import InOrder
from sync_server.console.kinds.list_page import Asking, Empty, Link, Listed
from sync_server.console.kinds.noun import About, Noun, Opened, add_noun
from sync_server.console.kinds.thing_page import Fact, Related, related
from sync_server.console.pages import day, thing_path
from sync_server.console.register.school_file import file_of
from sync_server.console.register.school_form import FORM
from sync_server.data.tables import AssignmentRow
from sync_server.data.visits.listing import VisitFilter
from sync_server.register.names import Names
from sync_server.register.schools import ListedSchool
from sync_server.review.paging import FIRST
from sync_server.review.visit_listing import ListedVisit

router = APIRouter()

LATEST = 10
LACKS = {"position": "没有位置", "inspector": "没有主责督学"}


class SchoolFilters(Filters):
    """Which schools the list shows."""

    home = "/schools"

    zone: Annotated[Choice, Field(title="责任区")] = ""
    school_kind: Annotated[Choice, Field(title="类型")] = ""
    ownership: Annotated[Choice, Field(title="办学性质")] = ""
    school: Annotated[Search, Field(title="学校", examples=["名称、简称、乡镇或拼音首字母"])] = ""
    state: Annotated[Choice, Field(title="状态")] = ""
    lacking: Annotated[Choice, Field(title="缺少")] = ""

    def wants(self, school: ListedSchool) -> bool:
        """Whether the school is among them."""
        row = school.row
        asked = (
            (self.zone, row.zone),
            (self.school_kind, row.school_kind),
            (self.ownership, row.ownership),
            (self.state, state_of(school.is_active)),
        )
        if any(wanted and wanted != found for wanted, found in asked):
            return False
        if self.lacking and not (school.is_active and self.lacking in _lacks(school)):
            return False
        return school.findable.matches(self.school)


def _lacks(school: ListedSchool) -> list[str]:
    """What a school has not, that a visit or the month's duty needs."""
    found = {"position": school.row.lat is None, "inspector": not school.main}
    return [name for name, is_lacking in found.items() if is_lacking]


def _state(school: ListedSchool) -> list[Chip]:
    lacking = (Chip(LACKS[each], "chip-notice") for each in _lacks(school))
    return state_chips(school.is_active, school.row.closed_on, *lacking)


COLUMNS: tuple[Column[ListedSchool], ...] = (
    Column(
        "学校",
        lambda each: each.row.name,
        lambda each: thing_path("school", each.row.school_id),
    ),
    Column("类型", lambda each: label(each.body.school_kind)),
    Column("办学性质", lambda each: label(each.body.ownership), is_on_phones=False),
    Column("责任区", lambda each: each.zone),
    Column("乡镇（街道）", lambda each: each.body.town),
    Column("主责督学", lambda each: "、".join(each.main)),
    Column("协助", lambda each: "、".join(each.assisting), is_on_phones=False),
    Column("学校标识码", lambda each: each.body.code or "", is_on_phones=False),
    Column("简称", lambda each: "、".join(each.body.aliases), is_shown=False),
    Column("纬度（WGS-84）", is_shown=False, export=lambda each: each.row.lat),
    Column("经度（WGS-84）", is_shown=False, export=lambda each: each.row.lng),
    counted("到校范围（米）", lambda each: each.row.radius_m),
    Column("状态", chips=_state),
)


def _rows(asking: Asking[SchoolFilters]) -> Listed[ListedSchool]:
    schools, known = asking.services.schools.listed(asking.viewer)
    found = InOrder(schools, asking.wanted.wants, lambda each: each.row.school_id)
    active = sum(each.is_active for each in schools)
    return found.listed(
        {
            "zone": {code: row.name for code, row in known.zones.items()},
            "school_kind": {each.value: word for each, word in words_of(SchoolKind).items()},
            "ownership": {each.value: word for each, word in words_of(Ownership).items()},
            "state": STATES,
            "lacking": LACKS,
        },
        f"全区在用 {active} 个单位",
    )


def _about(opened: Opened) -> About:
    """What it is, who is responsible, and who was there."""
    schools, _ = opened.services.schools.listed(opened.viewer)
    school = next(each for each in schools if each.row.school_id == opened.code)
    return About(_facts(school), _state(school), _acts(opened), _related(opened))


def _facts(school: ListedSchool) -> Iterator[Fact]:
    body = school.body
    yield Fact("类型", label(body.school_kind))
    yield Fact("办学性质", label(body.ownership))
    yield Fact("责任区", school.zone, thing_path("zone", body.zone))
    for title, text in (("乡镇（街道）", body.town), ("学校标识码", body.code)):
        if text:
            yield Fact(title, text)
    if body.aliases:
        yield Fact("简称", "、".join(body.aliases))
    yield Fact("位置", _position(body))
    yield Fact("到校范围", f"{body.radius_m} 米")


def _position(body: SchoolSet) -> str:
    """Where it is as the office gave it, and in WGS-84 where that is another pair."""
    place = body.position
    if place is None:
        return "还没有位置，到校时无法核对"
    given = f"{written(place.given_lng)},{written(place.given_lat)} {label(place.datum)}"
    if (place.lat, place.lng) == (place.given_lat, place.given_lng):
        return given
    return f"{given}\n{written(place.lng)},{written(place.lat)} WGS-84"


def _acts(opened: Opened) -> Iterator[Link]:
    if opened.viewer.may_review:
        yield Link("起草文书", f"{FORM.path(opened.code)}/paper")
    if opened.viewer.may_set_register:
        yield Link("学校端", f"{FORM.path(opened.code)}/door")
        yield Link("公示牌", f"{FORM.path(opened.code)}/card")


def _related(opened: Opened) -> Iterator[Related]:
    yield from _work(opened)
    yield from file_of(opened)


def _work(opened: Opened) -> Iterator[Related]:
    """Who is responsible for it, and the visits to it."""
    code, known, viewer = opened.code, opened.history.names, opened.viewer
    yield related(
        "分工",
        _assigned_columns(known),
        opened.services.schools.assigned(viewer, code),
        "还没有人负责这个单位。",
        [Link("新增分工", f"/assignments/new?school_id={code}")] if viewer.may_set_register else (),
    )
    if not viewer.may_see_visits:
        return
    wanted = VisitFilter(district=viewer.district, school=code)
    found = opened.services.listings.found(viewer, wanted).read(FIRST, LATEST)
    yield related(
        "最近的督导",
        _visit_columns(known),
        found,
        "还没有人来过。",
        [Link("全部督导记录", f"/visits?school={code}")] if found else (),
    )


def _assigned_columns(known: Names) -> Sequence[Column[AssignmentRow]]:
    return (
        Column(
            "督学",
            lambda each: known.person(each.account),
            lambda each: thing_path("person", each.account),
        ),
        Column("责任", lambda each: label(Responsibility(each.responsibility))),
        Column("起始日期", lambda each: each.from_on),
        Column("结束日期", lambda each: each.to_on or "至今"),
        Column(
            "操作",
            lambda _: "查看和更正",
            lambda each: thing_path(
                "assignment", f"{each.school_id}/{each.account}/{each.from_on}"
            ),
        ),
    )


def _visit_columns(known: Names) -> Sequence[Column[ListedVisit]]:
    return (
        Column(
            "督导日期",
            lambda each: day(each.row.visit_on),
            lambda each: f"/visits/{each.row.visit}",
        ),
        Column("督学", lambda each: known.person(each.row.account)),
        Column("主题", lambda each: known.theme(each.row.theme_id) or "未定主题"),
        counted("问题", lambda each: len(each.visit.findings)),
        Column("状态", chips=lambda each: [Chip(label(each.state), f"chip-{each.state.value}")]),
    )


def _links(asking: Asking[SchoolFilters]) -> Sequence[Link]:
    return (Link("全部公示牌", "/boards"),) if asking.viewer.may_set_register else ()


NOUN = Noun(
    form=FORM,
    filters=SchoolFilters,
    columns=COLUMNS,
    rows=_rows,
    links=_links,
    nothing=Empty("还没有学校", "登记以后，督学的手机下次同步就有了。"),
    about=_about,
)
add_noun(router, NOUN)
