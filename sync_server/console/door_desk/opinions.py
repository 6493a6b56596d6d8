"""学校评价: what units say of visits, for supervisors alone."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from sync_server.console.kinds.column import Chip, Column
from sync_server.console.kinds.filters import Choice, Filters
from sync_server.console.kinds.in_order import InOrder
from sync_server.console.kinds.list_page import Asking, Empty, Listed, ListPage, add_list
from sync_server.console.pages import day, thing_path
from sync_server.door.opinions import ListedOpinion

router = APIRouter()

SAYS = {"disturbed": "影响了上课", "useless": "没有帮助", "announced": "事先通知过"}


class OpinionFilters(Filters):
    """Which opinions the list shows."""

    home = "/opinions"

    says: Annotated[Choice, Field(title="评价")] = ""

    def wants(self, opinion: ListedOpinion) -> bool:
        """Whether the opinion is among them."""
        row = opinion.row
        said = {
            "disturbed": row.disturbed,
            "useless": not row.was_useful,
            "announced": row.was_announced,
        }
        return not self.says or said.get(self.says, False)


def chips(opinion: ListedOpinion) -> list[Chip]:
    """What the unit answered, that which asks for a look in colour."""
    row = opinion.row
    return [
        Chip("事先通知过" if row.was_announced else "没有通知", ""),
        Chip("影响上课", "chip-grave") if row.disturbed else Chip("不影响上课", ""),
        Chip("有帮助", "chip-approved") if row.was_useful else Chip("没有帮助", "chip-notice"),
    ]


def _rows(asking: Asking[OpinionFilters]) -> Listed[ListedOpinion]:
    found = asking.services.door.opinions.listed(asking.viewer)
    return InOrder(found, asking.wanted.wants, lambda each: each.code).listed({"says": SAYS})


COLUMNS: tuple[Column[ListedOpinion], ...] = (
    Column("评价日期", lambda each: each.row.given_on),
    Column(
        "单位",
        lambda each: each.school,
        lambda each: thing_path("school", each.row.school_id),
    ),
    Column(
        "督导日期",
        lambda each: day(each.visit.visit_on),
        lambda each: f"/visits/{each.row.visit}",
    ),
    Column("督学", lambda each: each.inspector),
    Column("回答", chips=chips),
    Column("意见和建议", lambda each: each.row.text),
)

LIST = ListPage(
    name="opinions",
    title="学校评价",
    filters=OpinionFilters,
    columns=COLUMNS,
    rows=_rows,
    nothing=Empty("还没有学校评价过督导", "学校在学校端的“督导评价”里写；督学看不到。"),
)
add_list(router, LIST)
