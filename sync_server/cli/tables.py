"""``duji month``: the month's table as a workbook or as JSON, and whether a JSON file is ours."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from domain.clock import CST, parse_instant
from domain.errors import BadInput
from sync_server.cli.data_folder import DATA, Data, District, district_of, opened
from sync_server.month.given_out import known_file
from sync_server.month.period import read_period
from sync_server.month.table import Months, Take
from sync_server.month.xlsx import Paper
from sync_server.server import Server

LONGEST_BYTES = 50 * 1024 * 1024
WHICH = "请写月份和 --out，或者只写 --check。"


class MonthFormat(StrEnum):
    """As what a month is written; the value is the file's ending."""

    XLSX = "xlsx"
    JSON = "json"


def month(
    period: Annotated[
        str | None,
        typer.Argument(
            metavar="MONTH", help="月份如 2026-05；也可以是全年 2026，或跨月 2025-09..2026-08。"
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="写到这个文件。", metavar="FILE")
    ] = None,
    format_: Annotated[
        MonthFormat, typer.Option("--format", help="xlsx 是工作簿，json 给上级系统（只能一个月）。")
    ] = MonthFormat.XLSX,
    paper: Annotated[Paper, typer.Option("--paper", help="打印时用的纸。")] = Paper.A4,
    check: Annotated[
        Path | None,
        typer.Option("--check", help="核对这个 JSON 文件是不是从这里给出的。", metavar="FILE"),
    ] = None,
    district: District = None,
    data: Data = DATA,
) -> None:
    """导出月度统计表，锁定了的月份导出锁定的那一版；导出本身也会留痕。也可以核对给出过的文件。"""
    if check is not None:
        if period is not None or out is not None:
            raise BadInput(WHICH, code="bad_arguments")
        _check(check, data)
        return
    if period is None or out is None:
        raise BadInput(WHICH, code="bad_arguments")
    read_period(period)
    _refuse_name(out, format_)
    with opened(data) as server:
        _write(server, Take(period, paper), district_of(server, district), out)
    typer.echo(f"{period} 的统计表已写到 {out}。")


def _write(server: Server, take: Take, district: str, out: Path) -> None:
    """The month as the file's name says: as JSON or as a workbook."""
    months = Months(server.database, server.clock, server.committer)
    is_json = out.suffix.lower() == f".{MonthFormat.JSON}"
    made = months.as_file(take, district) if is_json else months.export(take, district)
    out.write_bytes(made.content)


def _refuse_name(out: Path, format_: MonthFormat) -> None:
    if out.suffix.lower() != f".{format_}":
        raise BadInput(f"{out} 不是 .{format_} 文件名。", code="bad_file_name")
    if not out.absolute().parent.is_dir():
        raise BadInput(f"没有文件夹 {out.parent}。", code="no_folder")


def _check(file: Path, data: Path) -> None:
    if not file.is_file():
        raise BadInput(f"没有文件 {file}。", code="no_file")
    if file.stat().st_size > LONGEST_BYTES:
        raise BadInput(f"{file} 太大，不是月报文件。", code="no_month_file")
    with opened(data) as server:
        found = known_file(server.database, file.read_bytes())
    at = parse_instant(found.at).astimezone(CST)
    typer.echo(
        f"是从这里给出的，一个字节不差：{found.which}，{at:%Y-%m-%d %H:%M} 由 {found.by} 取走。"
    )
