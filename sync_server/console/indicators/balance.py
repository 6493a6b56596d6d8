"""差异系数: how evenly the schools of a year are provided for, as a page and as files."""

from collections.abc import Iterator
from typing import NamedTuple

from fastapi import APIRouter, Request
from fastapi.responses import Response

from domain.clock import local_date
from sync_server.console.files import download
from sync_server.console.form_fields import Options
from sync_server.console.guard import CurrentUser, Services
from sync_server.console.indicators.drawn import coefficient_words, move_words, rate_words
from sync_server.console.indicators.xlsx import balance_workbook
from sync_server.console.indicators.year import TITLE, BalanceFilters, BalanceYear
from sync_server.console.kinds.list_page import TYPES, file_response
from sync_server.console.pages import Page
from sync_server.office.export.exports import Format
from sync_server.office.export.table import Cell, Table

router = APIRouter()

HEADS = ("指标", "平均数", "标准差", "差异系数", "判定", "上年差异系数", "较上年", "影响最大的学校")


class _Listed(NamedTuple):
    """What the filters' template asks of a list."""

    options: Options
    left_out: tuple[str, ...] = ()


@router.get("/balance")
def balance(request: Request, services: Services, user: CurrentUser) -> Response:
    """The page."""
    wanted = BalanceFilters.read(request)
    found = BalanceYear.of(services, user, wanted)
    return Page("indicators/balance.html", has_part=True).response(
        request,
        user=user,
        section="balance",
        page=found,
        wanted=wanted,
        listed=_Listed(found.options),
        files=[(each.value, wanted.file_address(each.value)) for each in Format],
        coefficient=coefficient_words,
        rate=rate_words,
        move=move_words,
    )


@router.get("/balance.csv")
def as_csv(request: Request, services: Services, user: CurrentUser) -> Response:
    """The indicators as a plain file."""
    user.viewer.require_export()
    found = BalanceYear.of(services, user, BalanceFilters.read(request))
    table = Table(
        code="balance",
        title=f"{TITLE}_{found.title}",
        district_name=user.viewer.person.district_name,
        made_on=local_date(services.server.clock()).isoformat(),
        heads=HEADS,
        rows=_rows(found),
        filters=found.title,
    )
    exported = services.exports.take(user.viewer.account, table, Format.CSV)
    return file_response(exported, "balance", Format.CSV)


@router.get("/balance.xlsx")
def as_xlsx(request: Request, services: Services, user: CurrentUser) -> Response:
    """The schools' figures and the coefficients as formulas over them."""
    user.viewer.require_export()
    found = BalanceYear.of(services, user, BalanceFilters.read(request))
    district = user.viewer.person.district_name
    content = balance_workbook(found, district)
    services.exports.note(user.viewer.account, ("balance", "xlsx"), content, found.title)
    name = f"{district}_{found.title}.xlsx"
    return download(content, TYPES[Format.XLSX], name, "duji-balance.xlsx")


def _rows(found: BalanceYear) -> Iterator[list[Cell]]:
    for line in found.lines:
        now, before = line.measured.now, line.measured.before
        most = now.moved_most_by if now else None
        yield [
            line.indicator.title,
            rate_words(now.mean * line.indicator.per if now else None),
            rate_words(now.deviation * line.indicator.per if now else None),
            coefficient_words(now.coefficient if now else None),
            "；".join(each.word for each in line.verdicts if each.word),
            coefficient_words(before.coefficient if before else None),
            line.trend.word,
            found.names.school(most) if most else "",
        ]
