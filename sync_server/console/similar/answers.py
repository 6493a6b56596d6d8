"""举一反三: what each unit says, of one check or of all."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from domain.findings.similar import SimilarState
from domain.kinds.finding.similar_check import SimilarOutcome
from domain.words.values import label, words_of
from sync_server.console.kinds.column import Column
from sync_server.console.kinds.filters import Choice, Filters, Search
from sync_server.console.kinds.in_order import InOrder
from sync_server.console.kinds.list_page import Asking, Empty, Link, Listed, ListPage, add_list
from sync_server.console.similar.columns import (
    ANSWERS,
    HOME,
    SECTION,
    by_whom,
    check_path,
    said_shortly,
    title_of,
    unit_chips,
    unit_path,
)
from sync_server.data.register import findable
from sync_server.review.similar_checks import ListedUnit

router = APIRouter()

MENDING_LATE = "mending_late"


class AnswerFilters(Filters):
    """Which units of which checks the list shows."""

    home = ANSWERS

    check: Annotated[Choice, Field(max_length=64, title="排查")] = ""
    state: Annotated[Choice, Field(title="答复")] = ""
    outcome: Annotated[Choice, Field(title="结果")] = ""
    zone: Annotated[Choice, Field(title="责任区")] = ""
    unit: Annotated[Search, Field(title="单位", examples=["名称或拼音首字母，如 sxx"])] = ""

    def wants(self, unit: ListedUnit) -> bool:
        """Whether the unit's answer is among them."""
        answer = unit.answer
        outcome = answer.outcome.value if answer and not unit.withdrawn_for else None
        is_late = self.outcome == MENDING_LATE and unit.is_mending_late
        return (
            self.check in ("", unit.row.check_id)
            and self.state in ("", unit.state.value)
            and (self.outcome in ("", outcome) or is_late)
            and self.zone in ("", unit.zone)
            and self._names(unit)
        )

    def _names(self, unit: ListedUnit) -> bool:
        school = unit.names.schools.get(unit.row.school_id)
        if school is None:
            return self.unit in ("", unit.row.school_id)
        return findable(school, unit.names.zone(school.zone)).matches(self.unit)


def _day(unit: ListedUnit) -> str:
    return (unit.answer.measure_due_on or "") if unit.answer else ""


COLUMNS: tuple[Column[ListedUnit], ...] = (
    Column("单位", lambda each: each.unit, unit_path),
    Column("责任区", lambda each: each.names.zone(each.zone), is_on_phones=False),
    Column(
        "排查事项",
        lambda each: title_of(each.check.title),
        lambda each: check_path(each.row.check_id),
        leads_aside=True,
    ),
    Column("答复期限", lambda each: each.row.due_on),
    Column("状态", chips=unit_chips),
    Column("排查情况", said_shortly, is_exported=False),
    Column("查看了什么", lambda each: each.answer.looked if each.answer else "", is_shown=False),
    Column("整改措施", lambda each: each.answer.measures if each.answer else "", is_shown=False),
    Column("责任人", lambda each: each.answer.responsible if each.answer else "", is_shown=False),
    Column("整改时限", _day, is_shown=False),
    Column("答复日期", lambda each: each.answer.answered_on if each.answer else ""),
    Column("填报人", by_whom, is_on_phones=False),
    Column("撤回原因", lambda each: each.withdrawn_for, is_shown=False),
    Column(
        "照片张", export=lambda each: len(each.answer.photos) if each.answer else 0, is_shown=False
    ),
)


def _rows(asking: Asking[AnswerFilters]) -> Listed[ListedUnit]:
    found = asking.services.similar_checks.units(asking.viewer)
    outcomes = {each.value: word for each, word in words_of(SimilarOutcome).items()}
    zones = {each.zone: each.names.zone(each.zone) for each in found if each.zone}
    options = {
        "check": {each.row.check_id: title_of(each.check.title) for each in found},
        "state": {each.value: label(each) for each in SimilarState},
        "outcome": {**outcomes, MENDING_LATE: "整改超时"},
        "zone": dict(sorted(zones.items())),
    }
    return InOrder(found, asking.wanted.wants, lambda each: each.code).listed(options)


LIST = ListPage(
    name=SECTION,
    title="举一反三各单位答复",
    filters=AnswerFilters,
    columns=COLUMNS,
    rows=_rows,
    nothing=Empty("还没有单位要答复", "打开一条问题，点“发起举一反三排查”，单位的答复会在这里。"),
    links=lambda _: [Link("看全部排查", HOME)],
)
add_list(router, LIST)
