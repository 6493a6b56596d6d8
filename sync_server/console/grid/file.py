"""The grid to take away: a row for each school of each inspector, one for their sum, one for all.

What is due and what was made stand in two columns, as numbers: a cell `3/4` is a date to Excel.
"""

from collections.abc import Callable, Iterator, Sequence

from fastapi import APIRouter, Request
from fastapi.responses import Response

from domain.clock import local_date
from domain.month.grid import TERM, Line
from domain.words.values import label
from sync_server.console.grid.filters import GridFilters, options_of, person
from sync_server.console.grid.page import TITLE, GridColumn, GridPage
from sync_server.console.guard import CurrentUser, Services
from sync_server.console.kinds.list_page import file_response
from sync_server.month.grid import VACANT
from sync_server.office.export.exports import Format
from sync_server.office.export.table import Cell, Table

router = APIRouter()

SUM, ALL = "小计", "合计"


def _heads(columns: Sequence[GridColumn]) -> list[str]:
    months = (each.head if each.key == TERM else each.key for each in columns)
    pairs = [f"{month}{what}" for month in months for what in ("应督导", "已完成")]
    return ["责任区", "督学", "学校", *pairs, "应督导", "已完成", "超额", "情况"]


def _figures(line: Line, columns: Sequence[GridColumn]) -> list[Cell]:
    found: list[Cell] = []
    for each in columns:
        figure = line.cells.get(each.key)
        found += [figure.due, figure.done] if figure else [None, None]
    total = line.total
    return [*found, total.due, total.done, total.over, label(total.progress)]


def _rows(page: GridPage) -> Iterator[list[Cell]]:
    found, lines, columns = page.found, page.grid, page.columns
    for zone, accounts in found.in_order(lines.inspectors):
        name = "" if zone == VACANT else found.names.zone(zone)
        for account in accounts:
            who = person(found.names, account)
            for school in found.schools_of(account, lines.schools):
                figures = _figures(lines.schools[account, school], columns)
                yield [name, who, found.school(school), *figures]
            yield [name, who, SUM, *_figures(lines.inspectors[account], columns)]
    yield [ALL, "", "", *_figures(lines.total, columns)]


def _taken(format_: Format) -> Callable[..., Response]:
    def take(request: Request, services: Services, user: CurrentUser) -> Response:
        user.viewer.require_export()
        wanted = GridFilters.read(request)
        page = GridPage.of(services, user, wanted)
        table = Table(
            code="grid",
            title=TITLE,
            district_name=user.viewer.person.district_name,
            made_on=local_date(services.server.clock()).isoformat(),
            heads=_heads(page.columns),
            rows=_rows(page),
            filters=wanted.said(options_of(page.found, wanted.period)) or page.title,
        )
        exported = services.exports.take(user.viewer.account, table, format_)
        return file_response(exported, "grid", format_)

    return take


for _each in Format:
    router.add_api_route(f"/grid.{_each.value}", _taken(_each), methods=["GET"])
