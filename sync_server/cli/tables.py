"""``duji month``: the month's table as a workbook."""

from pathlib import Path
from typing import Annotated

import typer

from domain.errors import BadInput
from sync_server.cli.data_folder import DATA, Data, District, district_of, opened
from sync_server.month.period import read_period
from sync_server.month.table import Months, Take
from sync_server.month.xlsx import Paper


def month(
    period: Annotated[
        str,
        typer.Argument(
            metavar="MONTH", help="月份如 2026-05；也可以是全年 2026，或跨月 2025-09..2026-08。"
        ),
    ],
    out: Annotated[Path, typer.Option("--out", help="写到这个 xlsx 文件。", metavar="FILE")],
    paper: Annotated[Paper, typer.Option("--paper", help="打印时用的纸。")] = Paper.A4,
    district: District = None,
    data: Data = DATA,
) -> None:
    """导出月度统计表，锁定了的月份导出锁定的那一版；导出本身也会留痕。"""
    read_period(period)
    if out.suffix.lower() != ".xlsx":
        raise BadInput(f"{out} 不是 .xlsx 文件名。", code="bad_file_name")
    if not out.absolute().parent.is_dir():
        raise BadInput(f"没有文件夹 {out.parent}。", code="no_folder")
    with opened(data) as server:
        code = district_of(server, district)
        months = Months(server.database, server.clock, server.committer)
        out.write_bytes(months.export(Take(period, paper), code).content)
    typer.echo(f"{period} 的统计表已写到 {out}。")
