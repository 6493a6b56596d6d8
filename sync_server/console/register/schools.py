"""学校: the district's schools, kindergartens, institutions and townships."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from domain.kinds.register.school import Ownership, SchoolKind
from domain.words.values import label, words_of
from sync_server.console.kinds.column import Chip, Column, counted
from sync_server.console.kinds.filters import Choice, Filters, Search
from sync_server.console.kinds.in_order import InOrder
from sync_server.console.kinds.list_page import Asking, Empty, Listed, ListPage, add_list
from sync_server.console.pages import history_path
from sync_server.register.schools import ListedSchool

router = APIRouter()

ACTIVE, CLOSED = "active", "closed"
STATES = {ACTIVE: "在用", CLOSED: "停用"}
LACKS = {"position": "没有位置", "inspector": "没有主责督学"}


class SchoolFilters(Filters):
    """Which schools the list shows."""

    home = "/schools"
    key = (str,)

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
            (self.state, ACTIVE if school.is_active else CLOSED),
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
    if not school.is_active:
        return [Chip("停用")]
    return [
        Chip("在用", "chip-approved"),
        *(Chip(LACKS[each], "chip-notice") for each in _lacks(school)),
    ]


COLUMNS: tuple[Column[ListedSchool], ...] = (
    Column(
        "学校",
        lambda each: each.row.name,
        lambda each: history_path("school", each.row.school_id),
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
    return Listed(
        read=found.read,
        key=found.key,
        total=found.total,
        options={
            "zone": {code: row.name for code, row in known.zones.items()},
            "school_kind": {each.value: word for each, word in words_of(SchoolKind).items()},
            "ownership": {each.value: word for each, word in words_of(Ownership).items()},
            "state": STATES,
            "lacking": LACKS,
        },
        note=f"全区在用 {active} 个单位",
    )


LIST = ListPage(
    name="schools",
    title="学校",
    filters=SchoolFilters,
    columns=COLUMNS,
    rows=_rows,
    nothing=Empty("还没有学校", "学校可以用名册模板一次导入，也可以逐个登记。"),
)
add_list(router, LIST)
